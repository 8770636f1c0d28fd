import { existsSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Text by its ending; what is compressed already (pictures, Pagefind's fragments) gains nothing. */
const TEXT = /\.(html|css|js|json|xml|svg|txt|csv|ndjson)$/
export const COMPRESSED = ['.br', '.gz'] as const

/** Below this a packet is a packet. */
const SMALLEST = 256

/**
 * Every text file below a site that has no compressed form beside it yet, `/`-separated, in order. A file that is replaced loses
 * its compressed forms (site-folder.ts), so these are the new ones.
 */
export function uncompressedFiles(site: string): string[] {
  const found: string[] = []
  const look = (folder: string): void => {
    const entries = readdirSync(join(site, folder), { withFileTypes: true })
    const names = new Set(entries.map(({ name }) => name))
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) look(path)
      else if (TEXT.test(entry.name) && !names.has(`${entry.name}.br`)) found.push(path)
    }
  }
  look('')
  return found.sort()
}

/** Files that many visitors load are worth the slowest compressor, pages the one that costs a quarter of a millisecond. */
function qualityOf(file: string, size: number): number {
  if (/^(_astro|names)\//.test(file)) return 11
  return size > 1 << 20 ? 5 : 9
}

function brotli(file: string, bytes: Buffer): Buffer {
  // A window wider than the text costs a hundred times the work of compressing a page.
  const window = Math.ceil(Math.log2(Math.max(bytes.length, 1)))
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: qualityOf(file, bytes.length),
      [constants.BROTLI_PARAM_LGWIN]: Math.min(
        constants.BROTLI_MAX_WINDOW_BITS,
        Math.max(constants.BROTLI_MIN_WINDOW_BITS, window),
      ),
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  })
}

/** Whether the last site holds the same bytes, compressed. */
function shareCompressed(site: string, last: string, file: string, bytes: Buffer): boolean {
  const known = join(last, file)
  if (!COMPRESSED.every((ending) => existsSync(known + ending)) || !existsSync(known)) return false
  if (!readFileSync(known).equals(bytes)) return false
  try {
    for (const ending of COMPRESSED) linkSync(known + ending, join(site, file) + ending)
    return true
  } catch {
    return false
  }
}

/**
 * Writes `.br` and `.gz` beside files of a site, for servers that serve them as they are (nginx's `gzip_static`, Caddy's
 * `precompressed`). What the last site holds with the same bytes is shared with it. Equal bytes give equal bytes.
 */
export function compressFiles(site: string, files: readonly string[], last: string | null): void {
  for (const file of files) {
    const place = join(site, file)
    const bytes = readFileSync(place)
    if (bytes.length < SMALLEST) continue
    if (last !== null && shareCompressed(site, last, file, bytes)) continue
    writeFileSync(`${place}.br`, brotli(file, bytes))
    writeFileSync(`${place}.gz`, gzipSync(bytes, { level: bytes.length > 1 << 20 ? 6 : 9 }))
  }
}
