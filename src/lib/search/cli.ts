import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readQueries } from '../command-line/queries.ts'
import { openNames } from './client/names-query.ts'
import { FIRST } from './index/names-files.ts'

/** Where `npm run build` and `npm start` leave the index. */
const BUILT = ['dist/names', '.local/site/current/names']
const USAGE = `usage: npm run --silent search -- (--query <text> | --file <cases.ndjson>) [--index <folder>] [--limit 20]
The index is looked for in ${BUILT.join(' and ')}.`

/** Throws a sentence that says what to do. */
function commandLine() {
  const { values } = parseArgs({
    options: {
      query: { type: 'string' },
      file: { type: 'string' },
      index: { type: 'string' },
      limit: { type: 'string', default: '20' },
    },
  })
  const limit = z.coerce.number().int().positive().safeParse(values.limit)
  if (values.query === undefined && values.file === undefined) throw new Error('neither --query nor --file')
  if (!limit.success) throw new Error(`--limit is a whole number above 0, not ${values.limit}`)
  if (values.file !== undefined && !existsSync(values.file))
    throw new Error(`there is no file ${values.file}`)
  const index = values.index ?? BUILT.find((folder) => existsSync(join(folder, FIRST)))
  if (index === undefined || !existsSync(join(index, FIRST)))
    throw new Error(`no names index in ${index ?? BUILT.join(' or ')}: npm start or npm run build makes one`)
  return { ...values, index, limit: limit.data }
}

async function answer({ query = '', file, index, limit }: ReturnType<typeof commandLine>): Promise<void> {
  const names = await openNames(async (part) => toArrayBuffer(await readFile(join(index, part))))
  await names.loadAll()
  for (const asked of file === undefined ? [query] : await readQueries(file)) {
    const { hits } = await names.search(asked, { limit })
    process.stdout.write(`${JSON.stringify({ query: asked, names: hits.map(({ name }) => name) })}\n`)
  }
}

try {
  await answer(commandLine())
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
  process.exitCode = 2
}

function toArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.byteLength)
  new Uint8Array(copy).set(bytes)
  return copy
}
