import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openRegister } from '../directory/register.ts'
import { takeSnapshot } from '../directory/snapshot.ts'
import { snapshotFile } from '../directory/snapshot-file.ts'
import { registerState } from '../directory/state.ts'
import { buildNamesIndex } from '../search/names-index.ts'
import { writeDirectly } from './direct-writes.ts'
import { environment } from './environment.ts'
import { writeHeaders } from './headers.ts'
import { type BuildOptions, buildOptions } from './options.ts'
import { isProse, pageAddresses } from './pages.ts'
import { buildProseIndex } from './prose-index.ts'
import { nextFolder, replaceSite } from './replacement.ts'
import { moveFolder, openWorkshop, type Workshop } from './workshop.ts'

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))
const Total = z.object({ total: z.int() })

/** What `/publication.json` says: the revision that the site shows marks a change as live. */
interface Publication {
  revision: number
  organizations: number
  pages: number
}

/** Astro reads its settings from the environment, so it is loaded after they are made. */
async function buildPages({ site, cache }: Workshop): Promise<void> {
  process.chdir(PROJECT)
  writeDirectly()
  const { build } = await import('astro')
  await build({
    root: PROJECT,
    outDir: site,
    cacheDir: cache,
    logLevel: 'error',
  })
}

function describe(snapshot: string): Omit<Publication, 'pages'> {
  const register = openRegister(snapshot)
  try {
    const { total } = register.row(Total, 'select count(*) as total from organizations')
    return { revision: registerState(register).revision, organizations: total }
  } finally {
    register.close()
  }
}

/** Builds the whole site and puts it in the place of the last one. Throws, and leaves the last one up, where any part fails. */
async function publish({ out, snapshot }: BuildOptions): Promise<Publication> {
  const settings = environment(process.env)
  const { SUPABASE_URL: url, SUPABASE_PUBLISHABLE_KEY: key, SNAPSHOT_MAX_DROP: maxDrop } = settings
  const file = snapshot ?? snapshotFile()
  if (snapshot === null) {
    mkdirSync(dirname(file), { recursive: true })
    await takeSnapshot({ url, key, file, maxDrop })
  }
  const described = describe(file)
  process.env.SNAPSHOT = file
  process.env.PUBLIC_SUPABASE_URL = url
  process.env.PUBLIC_SUPABASE_PUBLISHABLE_KEY = key
  process.env.ASTRO_TELEMETRY_DISABLED = '1'

  const workshop = openWorkshop(PROJECT)
  const next = nextFolder(out)
  try {
    await buildPages(workshop)
    const { site } = workshop
    await buildNamesIndex({ snapshot: file, out: join(site, 'names') })
    const pages = pageAddresses(site)
    await buildProseIndex(site, pages.filter(isProse))
    const publication = { ...described, pages: pages.length }
    writeFileSync(join(site, 'publication.json'), `${JSON.stringify(publication)}\n`)
    writeHeaders(site, url)
    rmSync(next, { recursive: true, force: true })
    moveFolder(site, next)
    replaceSite(next, out, Date.now())
    return publication
  } finally {
    rmSync(next, { recursive: true, force: true })
    workshop.close()
  }
}

const begun = performance.now()
try {
  const { revision, pages } = await publish(buildOptions(process.argv.slice(2)))
  const seconds = Math.round((performance.now() - begun) / 100) / 10
  console.log(JSON.stringify({ revision, pages, seconds }))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
