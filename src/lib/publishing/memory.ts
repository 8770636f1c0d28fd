import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { PublishedSite } from './published-site.ts'

/** What the last site was, the id of the renderer that made it and how it was laid out: another one makes every page anew. */
const LastSite = z.object({
  publication: PublishedSite,
  renderer: z.string(),
  folded: z.boolean(),
  compressed: z.boolean(),
})
export type LastSite = z.output<typeof LastSite>

/**
 * What a build remembers for the next one, in a folder of its own that is no part of the site: the snapshot that the last site was
 * made from and what it was made with. Forgetting it costs a whole build and nothing else.
 */
export interface Memory {
  /** The snapshot of the last site; null before the first. */
  lastSnapshot: string | null
  lastSite: LastSite | null
  /** Where the next snapshot is written meanwhile. */
  nextSnapshot: string
  /** How names are read: bytes that come out the same without it, only later. */
  cache: string
  /** Keeps the snapshot `from` as that of the site that has just been put in place. */
  remember(from: string, site: LastSite): void
  /** Takes away what a build that failed has begun. */
  tidy(): void
}

function readLastSite(file: string): LastSite | null {
  if (!existsSync(file)) return null
  const parsed = LastSite.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  return parsed.success ? parsed.data : null
}

export function openMemory(folder: string): Memory {
  mkdirSync(folder, { recursive: true })
  const snapshot = join(folder, 'snapshot.sqlite')
  const site = join(folder, 'site.json')
  const next = join(folder, `next-${process.pid}.sqlite`)
  return {
    lastSnapshot: existsSync(snapshot) ? snapshot : null,
    lastSite: readLastSite(site),
    nextSnapshot: next,
    cache: join(folder, 'readings'),
    remember(from, last) {
      // In between neither stands for the other: the next build then starts from nothing.
      rmSync(site, { force: true })
      if (from === next) renameSync(next, snapshot)
      else copyFileSync(from, snapshot)
      writeFileSync(site, `${JSON.stringify(last)}\n`)
    },
    tidy: () => rmSync(next, { force: true }),
  }
}
