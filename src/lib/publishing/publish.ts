import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openRegister } from '../snapshot/register.ts'
import { writeHeaders } from './headers.ts'
import { DATA_PAGE, makeOpenData } from './open-data.ts'
import { fileOf, isAlwaysRendered, isListing, isPage, isProse, pageAddresses } from './page-addresses.ts'
import { uncompressedFiles } from './precompression.ts'
import { buildProseIndex } from './prose-index.ts'
import { PUBLICATION_FILE, type PublishedSite, publishedSiteOf, publishedSiteText } from './published-site.ts'
import type { Renderer } from './renderer/renderer.ts'
import { nextFolder, replaceSite } from './replacement.ts'
import { siteFolder } from './site-folder.ts'
import type { Timings } from './timings.ts'
import { touchedBy } from './touched.ts'
import { openPool, type Pool } from './workers/pool.ts'

/** Addresses or files that one worker is given at a time: enough to forget the asking, few enough to end together. */
const AT_A_TIME = 100

/** The last whole site, and the snapshot that it was made from with the same renderer and layout. */
export interface LastWhole {
  site: string
  snapshot: string
}

export interface PublishOrder {
  renderer: Renderer
  snapshot: string
  /** Folder that receives the site; replaced only when the new one is whole. */
  out: string
  supabaseUrl: string
  /** Writes `.br` and `.gz` beside each text file. */
  compress: boolean
  /** A folder that remembers what the next site needs again and no page shows. */
  cache: string | null
  /** Told how long each part took. */
  timings: Timings
  /** Lays what changed since into a copy of this site; null: makes every page anew. */
  onto: LastWhole | null
}

/** What one publication makes and takes away. */
interface Plan {
  /** Of the whole site, in order. */
  addresses: string[]
  rendered: string[]
  removed: string[]
  onto: LastWhole | null
  /** Organizations that differ, where a change is laid in. */
  owners: string[]
  publication: PublishedSite
}

function planOf({ renderer, snapshot, onto }: PublishOrder): Plan {
  const listed = (file: string) => {
    const register = openRegister(file)
    const addresses = pageAddresses(register, renderer)
    const publication = publishedSiteOf(register, addresses)
    register.close()
    return { addresses, publication }
  }
  const { addresses, publication } = listed(snapshot)
  const touched = onto === null ? null : touchedBy(onto.snapshot, snapshot)
  if (onto === null || touched === null)
    return { addresses, publication, rendered: addresses, removed: [], onto: null, owners: [] }
  const before = new Set(listed(onto.snapshot).addresses)
  const now = new Set(addresses)
  const added = addresses.filter((address) => !before.has(address))
  const removed = [...before].filter((address) => !now.has(address))
  const isListTheSame = added.length === 0 && removed.length === 0
  const rendered = new Set([
    ...added,
    ...addresses.filter((address) => (isListing(address) ? !isListTheSame : isAlwaysRendered(address))),
    ...touched.addresses.filter((address) => now.has(address)),
  ])
  return { addresses, publication, rendered: [...rendered], removed, onto, owners: touched.owners }
}

async function renderAll(pool: Pool, addresses: readonly string[]): Promise<void> {
  await Promise.all(chunks(addresses).map((chunk) => pool.run('pages', { addresses: chunk })))
}

function chunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / AT_A_TIME) }, (_, at) =>
    items.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
  )
}

async function compressAll(pool: Pool, site: string, { out, onto }: PublishOrder): Promise<void> {
  const last = onto?.site ?? (existsSync(out) ? out : null)
  await Promise.all(chunks(uncompressedFiles(site)).map((files) => pool.run('compression', { files, last })))
}

/** Running text changes seldom, and its index is the dearest part of a small change. */
async function indexProse(site: string, plan: Plan, rendering: Promise<void>): Promise<void> {
  await rendering
  if (![...plan.rendered, ...plan.removed].some(isProse)) return
  rmSync(join(site, 'pagefind'), { recursive: true, force: true })
  await buildProseIndex(site, plan.addresses.filter(isProse))
}

/** Folders of nearly all files. */
const isPageFolder = (name: string): boolean => name === 'o' || name === 'd'

/** Shares what stands at the top of the last site. `all` is settled last; indexes and data can be made as soon as `few` is. */
function share(pool: Pool, site: string, last: LastWhole): { few: Promise<unknown>; all: Promise<unknown> } {
  const names = readdirSync(last.site)
  const shared = (entries: string[]) => pool.run('share', { from: last.site, to: site, entries })
  const few = shared(names.filter((name) => !isPageFolder(name)))
  return { few, all: Promise.all([few, shared(names.filter(isPageFolder))]) }
}

/**
 * Puts into the new folder what a page is laid beside: the last site's files, or the renderer's alone. `laid` is settled when all
 * of it stands there; one core shares 80,000 files while the other goes on.
 */
async function foundation(
  pool: Pool,
  site: string,
  order: PublishOrder,
): Promise<{ plan: Plan; laid: Promise<unknown> }> {
  const { onto, timings, renderer } = order
  const shared = onto && share(pool, site, onto)
  const laid = timings.time('share', () => shared?.all)
  // It is awaited when the plan stands, unless that fails first.
  laid.catch(() => {})
  const [plan] = await Promise.all([timings.time('plan', () => planOf(order)), shared?.few])
  if (plan.onto !== null) return { plan, laid }
  await laid
  rmSync(site, { recursive: true, force: true })
  cpSync(renderer.assets, site, { recursive: true })
  return { plan, laid }
}

async function makeSite(site: string, order: PublishOrder): Promise<Plan> {
  const { renderer, snapshot, supabaseUrl, timings } = order
  const folder = siteFolder(site)
  const pool = openPool({ entry: renderer.entry, snapshot, site })
  try {
    const { plan, laid } = await foundation(pool, site, order)
    // The longest first.
    const names = timings.time('names', () => pool.run('names', { cache: order.cache }))
    const data = timings.time('data', () =>
      makeOpenData(pool, snapshot, plan.onto === null ? null : plan.rendered),
    )
    const change = plan.onto && { before: plan.onto.snapshot, owners: plan.owners }
    const verify = timings.time('verify', () => pool.run('verify', { change }))
    const ready = laid.then(() => {
      for (const address of plan.removed) folder.remove(fileOf(address))
    })
    const prose = ready.then(() => renderAll(pool, plan.rendered.filter(isProse)))
    const rest = plan.rendered.filter((address) => !isProse(address) && address !== DATA_PAGE)
    await Promise.all([
      names,
      data,
      verify,
      timings.time('prose', () => indexProse(site, plan, prose)),
      timings.time('pages', () => ready.then(() => renderAll(pool, rest))),
    ])
    if (plan.onto === null) writeHeaders(site, supabaseUrl)
    folder.write(PUBLICATION_FILE, publishedSiteText(plan.publication))
    if (order.compress) await timings.time('compression', () => compressAll(pool, site, order))
    return plan
  } finally {
    await pool.close()
  }
}

/** Makes the site and puts it in the place of the last one; `rendered` says how many pages were made anew. Throws, and leaves the last one up, where any part fails. */
export async function publish(order: PublishOrder): Promise<PublishedSite & { rendered: number }> {
  const site = nextFolder(order.out)
  rmSync(site, { recursive: true, force: true })
  mkdirSync(dirname(site), { recursive: true })
  try {
    const plan = await makeSite(site, order)
    await order.timings.time('place', () => replaceSite(site, order.out, Date.now()))
    return { ...plan.publication, rendered: plan.rendered.filter(isPage).length }
  } finally {
    rmSync(site, { recursive: true, force: true })
  }
}
