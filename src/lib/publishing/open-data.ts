import { partCodes, partsOf } from '../open-data/parts.ts'
import { openRegister } from '../snapshot/register.ts'
import type { Pool } from './workers/pool.ts'

/** It tells the sizes of the files, so it is rendered when they stand. */
export const DATA_PAGE = '/data'

/** Parts that one worker is given at a time. */
const AT_A_TIME = 4

function allParts(snapshot: string): string[] {
  const register = openRegister(snapshot)
  try {
    return partCodes(register)
  } finally {
    register.close()
  }
}

/**
 * Writes the open data: all of it, or, laid into the last site, the parts whose divisions are rendered anew and what is put together
 * from them.
 */
export async function makeOpenData(
  pool: Pool,
  snapshot: string,
  rendered: readonly string[] | null,
): Promise<void> {
  const parts = rendered === null ? allParts(snapshot) : partsOf(rendered)
  const chunks = Array.from({ length: Math.ceil(parts.length / AT_A_TIME) }, (_, at) =>
    parts.slice(at * AT_A_TIME, (at + 1) * AT_A_TIME),
  )
  await Promise.all([
    ...(rendered === null || parts.length > 0 ? [pool.run('dataSqlite', null)] : []),
    ...chunks.map((chunk) => pool.run('dataParts', { parts: chunk })),
  ])
  await pool.run('dataNation', null)
  await pool.run('pages', { addresses: [DATA_PAGE] })
}
