import type { Register } from '../snapshot/register.ts'

/** Which pages of a route show something of what changed between two snapshots. */
export interface Touch {
  /** SQL for one column, `key`: of the rows of the new snapshot that the page is made from. It may ask the sets of differences.ts. */
  keys: string
  address: (key: string) => string
}

/**
 * When a page is made again where a change is laid into the last site.
 * `touched`: where the page shows something of the change. `always`: few pages that show something of nearly every change.
 * `listing`: where a page comes or goes, because it lists addresses and nothing else. `never`: it shows nothing of the snapshot.
 */
export type Remaking = Touch | 'always' | 'listing' | 'never'

/** A route and its pages. */
export interface PageRoute {
  /** As the file below `src/pages` gives it: `/o/[prefix]/[code]`. */
  route: string
  /** Every address that it has; the guide's chapters stand in the sources and not in the register. */
  addresses: (register: Register, chapters: readonly string[]) => string[]
  remade: Remaking
  /** Section of the sitemap that lists its pages; null: no page for search engines. */
  section: string | null
  /** Read as running text, and found by it (prose-index.ts). */
  isProse?: boolean
}

/** All that has to be said of a kind of page besides the pages themselves: the routes that show it. */
export type PageKind = readonly PageRoute[]
