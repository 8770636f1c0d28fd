import { announcementSlugs } from '../announcements/announcement-page.ts'
import { hallSize } from '../announcements/hall.ts'
import { divisionCodes, provinceCodes } from '../directory/divisions.ts'
import { foldedPrefixes } from '../directory/folding.ts'
import { organizationCodes } from '../directory/organization-page.ts'
import { sitemapParts } from '../feeds/sitemap.ts'
import {
  announcementAddress,
  announcementFeedAddress,
  divisionAddress,
  divisionDataAddress,
  guideAddress,
  hallAddress,
  organizationAddress,
} from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import type { Renderer } from './renderer/renderer.ts'

type Program = Pick<Renderer, 'routes' | 'chapters'>

/** The addresses of a route that has many. */
const MANY: Readonly<Record<string, (register: Register, program: Program) => string[]>> = {
  '/announcements/[slug]': (register) => announcementSlugs(register).map(announcementAddress),
  '/announcements/page/[number]': (register) =>
    Array.from({ length: hallSize(register) - 1 }, (_, index) => hallAddress(index + 2)),
  '/data/d/[division].json': (register) => divisionCodes(register).map(divisionDataAddress),
  '/d/[division]/feed.xml': (register) => provinceCodes(register).map(announcementFeedAddress),
  '/sitemap/[part].xml': (register) => sitemapParts(register).map((part) => `/sitemap/${part}.xml`),
  '/d/[division]': (register) => divisionCodes(register).map(divisionAddress),
  '/o/[prefix]/folded.json': (register) =>
    foldedPrefixes(register).map((prefix) => `/o/${prefix}/folded.json`),
  '/guide/[slug]': (_, { chapters }) => chapters.map(guideAddress),
  '/o/[prefix]/[code]': (register) => organizationCodes(register).map(organizationAddress),
}

/** Every address that the site has, from the routes of the program and the rows of the register. Throws on a route that nobody lists. */
export function pageAddresses(register: Register, program: Program): string[] {
  return program.routes.flatMap((route) => {
    if (!route.includes('[')) return [route]
    const list = MANY[route]
    if (list === undefined) throw new Error(`no list of addresses for the route ${route}`)
    return list(register, program)
  })
}

/** The file of an address below the site's folder: pages end in `.html`, what has an ending of its own keeps it. */
export function fileOf(address: string): string {
  if (address === '/') return 'index.html'
  return /\.[a-z0-9]+$/.test(address) ? address.slice(1) : `${address.slice(1)}.html`
}

/** Lists, feeds and the first page show something of nearly every change; they are few. */
export function isAlwaysRendered(address: string, routes: readonly string[]): boolean {
  return (
    (routes.includes(address) && !isSitemap(address)) ||
    address.startsWith('/announcements/page/') ||
    address.endsWith('/folded.json')
  )
}

/** Lists of addresses and of nothing else. */
export function isSitemap(address: string): boolean {
  return address.startsWith('/sitemap')
}

/** Whether an address is a page and no feed or list. */
export function isPage(address: string): boolean {
  return fileOf(address).endsWith('.html')
}

/** Notices and chapters: what is read as running text. Lists of them are not. */
export function isProse(address: string): boolean {
  return /^\/(announcements|guide)\/[^/.]+$/.test(address)
}
