import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const DAY = 24 * 60 * 60 * 1000

/** Where the next site waits: beside the one that is served, so that both are on one disk and a rename is enough. */
export function nextFolder(out: string): string {
  return join(dirname(out), `.${basename(out)}.next`)
}

/** A page that was open before the change may still ask for its assets: those less than a day old come along. */
function keepAssets(served: string, next: string, now: number): void {
  const assets = join(served, '_astro')
  if (!existsSync(assets)) return
  for (const name of readdirSync(assets)) {
    const kept = join(assets, name)
    const place = join(next, '_astro', name)
    if (existsSync(place) || now - statSync(kept).mtimeMs > DAY) continue
    cpSync(kept, place, { preserveTimestamps: true })
  }
}

/** Puts the whole new site in the place of the old one. */
export function replaceSite(next: string, out: string, now: number): void {
  const previous = join(dirname(out), `.${basename(out)}.previous`)
  rmSync(previous, { recursive: true, force: true })
  if (existsSync(out)) {
    keepAssets(out, next, now)
    renameSync(out, previous)
  }
  renameSync(next, out)
  rmSync(previous, { recursive: true, force: true })
}
