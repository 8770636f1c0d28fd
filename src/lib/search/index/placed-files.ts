import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Compressed forms that a publication lays beside a file. */
const COMPRESSED = /\.(br|gz)$/

/**
 * Makes a folder hold just these files. One that has the same bytes already is left alone; one that has others is replaced and never
 * written into, as it may be shared with the site that is served. Returns how many were written.
 */
export function placeFiles(files: ReadonlyMap<string, string>, out: string): number {
  mkdirSync(out, { recursive: true })
  for (const file of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (file.isDirectory()) continue
    const path = join(file.parentPath, file.name)
    const name = path.slice(out.length + 1).replaceAll('\\', '/')
    if (!files.has(name.replace(COMPRESSED, ''))) rmSync(path)
  }
  let written = 0
  for (const [name, text] of files) {
    const path = join(out, name)
    const bytes = Buffer.from(text)
    if (existsSync(path)) {
      if (readFileSync(path).equals(bytes)) continue
      for (const each of [path, `${path}.br`, `${path}.gz`]) rmSync(each, { force: true })
    } else mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
    written += 1
  }
  return written
}
