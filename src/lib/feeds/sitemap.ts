import { PAGES } from '../page-kinds/kinds.ts'
import type { PageKind, PageRoute } from '../page-kinds/page-kind.ts'
import type { Register } from '../snapshot/register.ts'
import { escapeXml, XML_HEAD } from './xml.ts'

/** The protocol allows 50,000 addresses a file. */
const LARGEST = 40_000

/** Sections of the site, each in parts of its own, so that a school more moves no notice from one file to the next. */
const SECTIONS: ReadonlyMap<string | null, readonly PageRoute[]> = Map.groupBy(
  PAGES.filter(({ section }) => section !== null),
  ({ section }) => section,
)

const addressesOf = (
  routes: readonly PageRoute[],
  register: Register,
  chapters: readonly string[],
): string[] => routes.flatMap(({ addresses }) => addresses(register, chapters))

/** `pages-1`, `organizations-2` …: names of the files, in order; a section without addresses has none. */
function sitemapParts(register: Register, chapters: readonly string[]): string[] {
  return [...SECTIONS].flatMap(([section, routes]) =>
    Array.from(
      { length: Math.ceil(addressesOf(routes, register, chapters).length / LARGEST) },
      (_, index) => `${section}-${index + 1}`,
    ),
  )
}

const sitemapAddress = (part: string): string => `/sitemap/${part}.xml`

const located = (tag: string, address: string) => `<${tag}><loc>${escapeXml(address)}</loc></${tag}>`
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** No `lastmod`: most pages have no time of their own, and the build's would say that all changed. */
export function sitemapIndex(register: Register, site: URL, chapters: readonly string[]): string {
  const parts = sitemapParts(register, chapters).map((part) =>
    located('sitemap', new URL(sitemapAddress(part), site).href),
  )
  return `${XML_HEAD}<sitemapindex ${NAMESPACE}>\n${parts.join('\n')}\n</sitemapindex>\n`
}

export function sitemapPart(
  register: Register,
  site: URL,
  part: string,
  chapters: readonly string[],
): string {
  const [section = '', number = ''] = part.split('-')
  const routes = SECTIONS.get(section)
  if (routes === undefined) throw new Error(`no part ${part} of the sitemap`)
  const first = (Number(number) - 1) * LARGEST
  const addresses = addressesOf(routes, register, chapters).slice(first, first + LARGEST)
  const lines = addresses.map((address) => located('url', new URL(address, site).href))
  return `${XML_HEAD}<urlset ${NAMESPACE}>\n${lines.join('\n')}\n</urlset>\n`
}

/** The lists themselves. */
export const SITEMAP: PageKind = [
  { route: '/sitemap.xml', addresses: () => ['/sitemap.xml'], remade: 'listing', section: null },
  {
    route: '/sitemap/[part].xml',
    addresses: (register, chapters) => sitemapParts(register, chapters).map(sitemapAddress),
    remade: 'listing',
    section: null,
  },
]
