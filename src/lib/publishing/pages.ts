import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Addresses of all pages below a built site, in order: `/index`, `/d/110000`, ... */
export function pageAddresses(site: string): string[] {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(site, join(entry.parentPath, entry.name)))
    .map((file) => `/${file.split(sep).join('/').slice(0, -'.html'.length)}`)
    .sort()
}

/** Notices and chapters: what is read as running text. Lists of them are not. */
export function isProse(address: string): boolean {
  return /^\/(announcements|guide)\/[^/]+$/.test(address)
}
