import { type CredentialLink, parseLink } from '#contracts/credential/credential.ts'
import type { TabStorage } from '../session/tab-storage.ts'

const KEY = 'minglu.credential.link'

export interface AddressBar {
  fragment: string
  /** Takes the fragment out of the address and the history of the tab. */
  clear(): void
}

/**
 * Takes the link out of the address at once and keeps it in the tab, so that a reload still has it and neither history
 * nor a shared screen shows it. A fragment that is no link leaves the kept one alone and gives null.
 */
export function takeLink(bar: AddressBar, storage: TabStorage): CredentialLink | null {
  const fragment = bar.fragment.replace(/^#/, '')
  if (fragment === '') return parseLink(storage.getItem(KEY) ?? '')
  bar.clear()
  const link = parseLink(fragment)
  if (link !== null) storage.setItem(KEY, fragment)
  return link
}
