import { findFolded } from '../../lib/directory/folded-runs.ts'
import { foldedListAddress } from '../../lib/site/addresses.ts'

const ADDRESS = /^\/o\/(\d{2})\/(\d{6})$/

class FoldedAddress extends HTMLElement {
  connectedCallback(): void {
    const [, prefix, code] = ADDRESS.exec(window.location.pathname) ?? []
    if (prefix !== undefined && code !== undefined) void this.#lead(prefix, code)
  }

  /** Where the list cannot be had, the page's own words stand. */
  async #lead(prefix: string, code: string): Promise<void> {
    const answer = await fetch(foldedListAddress(prefix)).catch(() => null)
    const address = answer?.ok ? findFolded(await answer.json(), code) : null
    if (address !== null) window.location.replace(address)
  }
}

customElements.define('folded-address', FoldedAddress)
