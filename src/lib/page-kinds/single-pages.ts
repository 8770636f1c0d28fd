import type { PageRoute } from './page-kind.ts'

/** Pages of one address that search engines may show, in the order of the sitemap. */
const LISTED = [
  '/',
  '/announcements',
  '/badge',
  '/data',
  '/guide',
  '/privacy',
  '/register',
  '/report',
  '/search',
  '/verify',
]

/** Pages of one visitor; search engines are asked to stay away (robots.txt, `public/_headers`). */
export const PERSONAL = ['/my', '/credential', '/desk']

/** Feeds, files for scripts, and the page of what is not there. */
const UNLISTED = [
  '/404',
  '/announcements/feed.xml',
  '/data/changes.ndjson',
  '/data/changes.xml',
  '/register/divisions.json',
  '/robots.txt',
]

const single =
  (section: string | null) =>
  (route: string): PageRoute => ({
    route,
    addresses: () => [route],
    remade: 'always',
    section,
  })

/** Routes with one address each. */
export const SINGLE_PAGES: readonly PageRoute[] = [
  ...LISTED.map(single('pages')),
  ...[...PERSONAL, ...UNLISTED].map(single(null)),
]
