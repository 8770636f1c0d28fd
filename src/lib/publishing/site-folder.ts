import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { COMPRESSED } from './precompression.ts'

/** A folder that a site is written into. Files are `/`-separated below it. */
export interface SiteFolder {
  /**
   * Writes one file. Where the same bytes stand already nothing happens; else the file is made anew, because the one that
   * stands there may be shared with the site that is served (site-copy.ts), and its compressed forms go.
   */
  write(file: string, bytes: Uint8Array | string): void
  remove(file: string): void
}

/** Whether nothing stood there and the file is written: one call of the system, where most of 80,000 files are new. */
function isWritten(place: string, bytes: Uint8Array | string): boolean {
  try {
    writeFileSync(place, bytes, { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Writes at once: a build serves nobody meanwhile. */
export function siteFolder(folder: string): SiteFolder {
  const made = new Set<string>()
  function remove(file: string): void {
    for (const ending of ['', ...COMPRESSED]) rmSync(join(folder, file + ending), { force: true })
  }
  return {
    remove,
    write(file, bytes) {
      const place = join(folder, file)
      const parent = dirname(place)
      if (!made.has(parent)) mkdirSync(parent, { recursive: true })
      made.add(parent)
      if (isWritten(place, bytes)) return
      if (Buffer.from(bytes).equals(readFileSync(place))) return
      remove(file)
      writeFileSync(place, bytes)
    },
  }
}
