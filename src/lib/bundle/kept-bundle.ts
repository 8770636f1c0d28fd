import { type BundleLink, parseBundleLink } from '#contracts/credential/bundle.ts'
import { parseLink } from '#contracts/credential/credential.ts'
import type { AddressBar } from '../credential/taken-link.ts'
import type { TabStorage } from '../session/tab-storage.ts'

const KEY = 'minglu.credential.bundle'

/**
 * Takes the link of a bundle out of the address and keeps it in the tab, so that a reload still has it. Null where the address carries
 * another link, which then is what the tab is about.
 */
export function takeBundle(bar: AddressBar, storage: TabStorage): BundleLink | null {
  const fragment = bar.fragment.replace(/^#/, '')
  if (fragment === '') return parseBundleLink(storage.getItem(KEY) ?? '')
  const link = parseBundleLink(fragment)
  if (link === null) storage.removeItem(KEY)
  else {
    bar.clear()
    storage.setItem(KEY, fragment)
  }
  return link
}

/** Whether a link that was opened in the tab of a page belongs to another page, or to another bundle. */
export const isLinkOfAnotherPage = (fragment: string, isBundle: boolean): boolean =>
  parseBundleLink(fragment) !== null || (isBundle && parseLink(fragment) !== null)
