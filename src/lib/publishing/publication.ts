import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Register } from '../snapshot/register.ts'
import { registerState } from '../snapshot/state.ts'
import { isPage } from './page-addresses.ts'

export const PUBLICATION_FILE = 'publication.json'

/** What `/publication.json` says: the revision that the site shows marks a change as live. */
export const Publication = z.object({ revision: z.int(), organizations: z.int(), pages: z.int() })
export type Publication = z.output<typeof Publication>

const Total = z.object({ total: z.int() })

export function publicationOf(register: Register, addresses: readonly string[]): Publication {
  const { total } = register.row(Total, 'select count(*) as total from organizations')
  return {
    revision: registerState(register).revision,
    organizations: total,
    pages: addresses.filter(isPage).length,
  }
}

export function publicationText(publication: Publication): string {
  return `${JSON.stringify(publication)}\n`
}

/** Whether a site says this of itself. */
export function shows(site: string, publication: Publication): boolean {
  const file = join(site, PUBLICATION_FILE)
  return existsSync(file) && readFileSync(file, 'utf8') === publicationText(publication)
}
