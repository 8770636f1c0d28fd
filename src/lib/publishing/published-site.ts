import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Register } from '../snapshot/register.ts'
import { registerState } from '../snapshot/state.ts'
import { isPage } from './page-addresses.ts'

export const PUBLICATION_FILE = 'publication.json'

/** What `/publication.json` says: the revision that the site shows marks a change as live. */
export const PublishedSite = z.object({ revision: z.int(), organizations: z.int(), pages: z.int() })
export type PublishedSite = z.output<typeof PublishedSite>

const Total = z.object({ total: z.int() })

export function publishedSiteOf(register: Register, addresses: readonly string[]): PublishedSite {
  const { total } = register.row(Total, 'select count(*) as total from organizations')
  return {
    revision: registerState(register).revision,
    organizations: total,
    pages: addresses.filter(isPage).length,
  }
}

export function publishedSiteText(publication: PublishedSite): string {
  return `${JSON.stringify(publication)}\n`
}

/** Whether a site says this of itself. */
export function shows(site: string, publication: PublishedSite): boolean {
  const file = join(site, PUBLICATION_FILE)
  return existsSync(file) && readFileSync(file, 'utf8') === publishedSiteText(publication)
}
