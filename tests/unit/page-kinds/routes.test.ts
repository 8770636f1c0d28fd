import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readHeaderRules } from '#contracts/header-rules.ts'
import { SITEMAP } from '../../../src/lib/feeds/sitemap.ts'
import { PAGES } from '../../../src/lib/page-kinds/kinds.ts'
import { PERSONAL, SINGLE_PAGES } from '../../../src/lib/page-kinds/single-pages.ts'
import { isAlwaysRendered, isListing, isPage } from '../../../src/lib/publishing/page-addresses.ts'

const SITE = fileURLToPath(new URL('../../..', import.meta.url))

/** `/o/[prefix]/[code]` of `o/[prefix]/[code].astro`, `/sitemap.xml` of `sitemap.xml.ts`. */
function routeOf(file: string): string {
  return `/${file.replace(/\.(astro|ts)$/, '').replace(/^index$/, '')}`
}

const files = globSync('**/*.{astro,ts}', { cwd: `${SITE}/src/pages` })
const told = [...PAGES, ...SITEMAP].map(({ route }) => route)

describe('the routes of the site', () => {
  it('are each told once: in the file of their kind, among the single pages or as the sitemap', () => {
    expect(told.toSorted()).toEqual(files.map(routeOf).toSorted())
    expect(new Set(told).size).toBe(told.length)
  })

  it('are single where they have one address, and nowhere else', () => {
    const withMany = (route: string) => route.includes('[')
    expect(SINGLE_PAGES.map(({ route }) => route).filter(withMany)).toEqual([])
    const single = new Set(SINGLE_PAGES)
    const kinds = PAGES.filter((page) => !single.has(page)).map(({ route }) => route)
    expect(kinds.filter((route) => !withMany(route))).toEqual([])
  })

  it('stand in a section of the sitemap only where they are pages', () => {
    const listed = PAGES.filter(({ section }) => section !== null).map(({ route }) => route)
    expect(listed.filter((route) => !isPage(route))).toEqual([])
  })
})

describe('what is made again at every change', () => {
  it.each([
    ['/', true],
    ['/announcements', true],
    ['/announcements/feed.xml', true],
    ['/announcements/page/2', true],
    ['/o/10/folded.json', true],
    ['/announcements/build-five-levels', false],
    ['/o/10/100001', false],
    ['/d/330000/feed.xml', false],
    ['/guide/register', false],
    ['/sitemap/pages-1.xml', false],
  ])('%s: %s', (address, always) => expect(isAlwaysRendered(address)).toBe(always))

  it('are no sitemaps: they change where a page comes or goes', () => {
    expect(['/sitemap.xml', '/sitemap/pages-1.xml', '/announcements'].map(isListing)).toEqual([
      true,
      true,
      false,
    ])
  })
})

it('keeps search engines from the pages of one visitor by their headers too', () => {
  const rules = readHeaderRules(readFileSync(`${SITE}/public/_headers`, 'utf8'))
  const kept = rules.filter(({ headers }) => headers.some(([name]) => name === 'X-Robots-Tag'))
  expect(kept.map(({ path }) => path).toSorted()).toEqual(PERSONAL.toSorted())
})
