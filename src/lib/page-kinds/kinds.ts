import { ANNOUNCEMENT } from './announcement.ts'
import { DIVISION } from './division.ts'
import { GUIDE } from './guide.ts'
import { ORGANIZATION } from './organization.ts'
import type { PageRoute } from './page-kind.ts'
import { SINGLE_PAGES } from './single-pages.ts'

/** Every page of the site but the sitemap, which lists them (feeds/sitemap.ts); in the order of its sections. */
export const PAGES: readonly PageRoute[] = [
  ...SINGLE_PAGES,
  ...GUIDE,
  ...DIVISION,
  ...ANNOUNCEMENT,
  ...ORGANIZATION,
]
