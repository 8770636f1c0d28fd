import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { openRegister, type Register } from '../directory/register.ts'
import { registerState } from '../directory/state.ts'
import { writeHeaders } from './headers.ts'
import { isPage, isProse, pageAddresses } from './page-addresses.ts'
import { buildProseIndex } from './prose-index.ts'
import type { Renderer } from './renderer/renderer.ts'
import { nextFolder, replaceSite } from './replacement.ts'
import { siteFolder } from './site-folder.ts'
import { openPool, type Pool } from './workers/pool.ts'

/** Addresses that one worker renders at a time: enough to forget the asking, few enough to end together. */
const AT_A_TIME = 100

const Total = z.object({ total: z.int() })

/** What `/publication.json` says: the revision that the site shows marks a change as live. */
export interface Publication {
  revision: number
  organizations: number
  pages: number
}

export interface PublishOrder {
  renderer: Renderer
  snapshot: string
  /** Folder that receives the site; replaced only when the new one is whole. */
  out: string
  supabaseUrl: string
}

function describe(register: Register, addresses: readonly string[]): Publication {
  const { total } = register.row(Total, 'select count(*) as total from organizations')
  return {
    revision: registerState(register).revision,
    organizations: total,
    pages: addresses.filter(isPage).length,
  }
}

async function renderAll(pool: Pool, addresses: readonly string[]): Promise<void> {
  const orders = Array.from({ length: Math.ceil(addresses.length / AT_A_TIME) }, (_, at) =>
    addresses.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
  )
  await Promise.all(orders.map((chunk) => pool.run('pages', { addresses: chunk })))
}

/** Renders the whole site and puts it in the place of the last one. Throws, and leaves the last one up, where any part fails. */
export async function publish({ renderer, snapshot, out, supabaseUrl }: PublishOrder): Promise<Publication> {
  const register = openRegister(snapshot)
  const addresses = pageAddresses(register, renderer)
  const publication = describe(register, addresses)
  register.close()

  const site = nextFolder(out)
  rmSync(site, { recursive: true, force: true })
  mkdirSync(dirname(site), { recursive: true })
  const pool = openPool({ entry: renderer.entry, snapshot, site, isEmpty: true })
  try {
    cpSync(renderer.assets, site, { recursive: true })
    const prose = addresses.filter(isProse)
    const names = pool.run('names', null)
    await Promise.all([
      names,
      renderAll(pool, prose).then(() => buildProseIndex(site, prose)),
      renderAll(
        pool,
        addresses.filter((address) => !isProse(address)),
      ),
    ])
    writeHeaders(site, supabaseUrl)
    siteFolder(site, true).write('publication.json', `${JSON.stringify(publication)}\n`)
    replaceSite(site, out, Date.now())
    return publication
  } finally {
    await pool.close()
    rmSync(site, { recursive: true, force: true })
  }
}
