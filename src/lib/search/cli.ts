import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openNames } from './names-query.ts'

const USAGE =
  'usage: npm run --silent search -- (--query <text> | --file <cases.ndjson>) [--index dist/names] [--limit 20]'

const { values } = parseArgs({
  options: {
    query: { type: 'string' },
    file: { type: 'string' },
    index: { type: 'string', default: 'dist/names' },
    limit: { type: 'string', default: '20' },
  },
})
const queries = values.file === undefined ? [values.query ?? ''] : await readQueries(values.file)
if (values.query === undefined && values.file === undefined) {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
} else {
  const names = await openNames(async (file) => toArrayBuffer(await readFile(join(values.index, file))))
  await names.loadAll()
  for (const query of queries) {
    const { hits } = await names.search(query, { limit: Number(values.limit) })
    process.stdout.write(`${JSON.stringify({ query, names: hits.map(({ name }) => name) })}\n`)
  }
}

/** One query a line: an object with `query`, or the bare text. */
async function readQueries(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) =>
    line.startsWith('{') ? z.object({ query: z.string() }).parse(JSON.parse(line)).query : line,
  )
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
