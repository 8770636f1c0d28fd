import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { recognise } from '#contracts/addresses/recognise.ts'
import { readQueries } from '../command-line/queries.ts'

const USAGE = 'usage: npm run --silent recognise -- (--query <text> | --file <cases.ndjson>)'

/** Throws a sentence that says what to do. */
function commandLine() {
  const { values } = parseArgs({ options: { query: { type: 'string' }, file: { type: 'string' } } })
  if (values.query === undefined && values.file === undefined) throw new Error('neither --query nor --file')
  if (values.file !== undefined && !existsSync(values.file))
    throw new Error(`there is no file ${values.file}`)
  return values
}

try {
  const { query = '', file } = commandLine()
  for (const asked of file === undefined ? [query] : await readQueries(file)) {
    const { kind, platform, handle, address, imitates, sentence } = recognise(asked)
    process.stdout.write(
      `${JSON.stringify({ query: asked, kind, platform, handle, address, imitates, sentence })}\n`,
    )
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`)
  process.exitCode = 2
}
