import { announcementSlugs } from '../announcements/announcement-page.ts'
import { hallSize } from '../announcements/hall.ts'
import { divisionCodes } from '../directory/divisions.ts'
import { organizationCodes } from '../directory/organization-page.ts'
import {
  announcementAddress,
  divisionAddress,
  guideAddress,
  hallAddress,
  organizationAddress,
} from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { escapeXml, XML_HEAD } from './xml.ts'

/** The protocol allows 50,000 addresses a file. */
const LARGEST = 40_000

/** Pages with one address each. Those of one visitor (/my, /credential, /desk) and the page of what is not there are no part of it. */
const SINGLE = [
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

type Lister = (register: Register, chapters: readonly string[]) => string[]

/** Sections of the site, each in parts of its own, so that a school more moves no notice from one file to the next. */
const SECTIONS: Readonly<Record<string, Lister>> = {
  pages: (register, chapters) => [
    ...SINGLE,
    ...chapters.map(guideAddress),
    ...Array.from({ length: hallSize(register) - 1 }, (_, index) => hallAddress(index + 2)),
  ],
  divisions: (register) => divisionCodes(register).map(divisionAddress),
  announcements: (register) => announcementSlugs(register).map(announcementAddress),
  organizations: (register) => organizationCodes(register).map(organizationAddress),
}

/** `pages-1`, `organizations-2` …: names of the files, in order; a section without addresses has none. */
export function sitemapParts(register: Register): string[] {
  return Object.entries(SECTIONS).flatMap(([section, list]) =>
    Array.from(
      { length: Math.ceil(list(register, []).length / LARGEST) },
      (_, index) => `${section}-${index + 1}`,
    ),
  )
}

const located = (tag: string, address: string) => `<${tag}><loc>${escapeXml(address)}</loc></${tag}>`
const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** No `lastmod`: most pages have no time of their own, and the build's would say that all changed. */
export function sitemapIndex(register: Register, site: URL): string {
  const parts = sitemapParts(register).map((part) =>
    located('sitemap', new URL(`/sitemap/${part}.xml`, site).href),
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
  const list = SECTIONS[section]
  if (list === undefined) throw new Error(`no part ${part} of the sitemap`)
  const first = (Number(number) - 1) * LARGEST
  const addresses = list(register, chapters).slice(first, first + LARGEST)
  const lines = addresses.map((address) => located('url', new URL(address, site).href))
  return `${XML_HEAD}<urlset ${NAMESPACE}>\n${lines.join('\n')}\n</urlset>\n`
}
