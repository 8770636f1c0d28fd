import type { AddressBar } from '../../lib/credential/taken-link.ts'

/** The address that this tab shows. */
export const addressBar = (): AddressBar => ({
  fragment: window.location.hash,
  clear: () => window.history.replaceState(null, '', window.location.pathname),
})

/** A page that the browser kept whole would show the password again on the way back. */
export function keepNoPage(): void {
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload()
  })
}
