import { readFile } from 'node:fs/promises'
import { z } from 'zod'

/** The queries of a file, one a line: an object with `query`, or the bare text. */
export async function readQueries(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) =>
    line.startsWith('{') ? z.object({ query: z.string() }).parse(JSON.parse(line)).query : line,
  )
}
