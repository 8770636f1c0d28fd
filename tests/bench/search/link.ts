import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const ROUND_TRIP_MS = 80
const BYTES_PER_MS = 10_000_000 / 8 / 1000
const PIECE = 4096
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

/** A server at the end of a line that can be made slow. What goes over it is counted. */
export interface Link {
  url: string
  isSlow: boolean
  bytes: number
  requests: number
  /** Files that are made, by path. */
  made: Map<string, string>
  close(): Promise<void>
}

/**
 * Serves a folder with brotli. When slow, an answer begins a round trip after it is asked for, and all answers share ten megabits. The
 * line is drawn here and not by the browser, whose emulation does not reach what a worker fetches.
 */
export async function openLink(folder: string): Promise<Link> {
  const packed = new Map<string, { bytes: Buffer; encoding: string | null }>()
  let free = 0

  function pack(path: string): { bytes: Buffer; encoding: string | null } | null {
    const known = packed.get(path)
    if (known !== undefined) return known
    const candidates = [path, `${path}.html`, join(path, 'index.html')].map((each) => join(folder, each))
    const file = candidates.find((each) => existsSync(each) && statSync(each).isFile())
    const text = link.made.get(path)
    const raw = text !== undefined ? Buffer.from(text) : file === undefined ? null : readFileSync(file)
    if (raw === null) return null
    const isPacked = /\.(pf_\w+|pagefind|woff2)$/.test(path)
    const params = { [constants.BROTLI_PARAM_QUALITY]: raw.length > 2 ** 21 ? 9 : 11 }
    const made = isPacked
      ? { bytes: raw, encoding: null }
      : { bytes: brotliCompressSync(raw, { params }), encoding: 'br' }
    packed.set(path, made)
    return made
  }

  function trickle(response: ServerResponse, bytes: Buffer): void {
    const begin = performance.now() + ROUND_TRIP_MS
    for (let from = 0; from < bytes.length; from += PIECE) {
      const piece = bytes.subarray(from, from + PIECE)
      free = Math.max(free, begin) + piece.length / BYTES_PER_MS
      const isLast = from + PIECE >= bytes.length
      setTimeout(() => {
        link.bytes += piece.length
        response.write(piece)
        if (isLast) response.end()
      }, free - performance.now())
    }
  }

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const found = pack(path)
    link.requests += 1
    if (found === null) {
      response.writeHead(404).end()
      return
    }
    const { bytes, encoding } = found
    response.writeHead(200, {
      'content-type':
        TYPES[extname(path)] ?? (extname(path) === '' ? TYPES['.html'] : 'text/plain; charset=utf-8'),
      'cache-control': 'no-cache',
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    })
    if (link.isSlow && bytes.length > 0) trickle(response, bytes)
    else {
      link.bytes += bytes.length
      response.end(bytes)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const link: Link = {
    url: `http://127.0.0.1:${port}`,
    isSlow: false,
    bytes: 0,
    requests: 0,
    made: new Map(),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return link
}
