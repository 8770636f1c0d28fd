import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CATALOGUE_FILE, Catalogue } from './catalogue.ts'

/** What the open data of the site that is being made holds: `SITE_FOLDER` names it, and the page is rendered after the files stand. */
export function currentCatalogue(): Catalogue {
  const file = join(process.env['SITE_FOLDER'] ?? 'dist', CATALOGUE_FILE)
  return Catalogue.parse(JSON.parse(readFileSync(file, 'utf8')))
}
