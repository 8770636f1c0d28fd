import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { differing, SETS } from '../page-kinds/differences.ts'
import { PAGES } from '../page-kinds/kinds.ts'

/** More pages than this are made anew as a whole. */
const MANY = 8000

const KeyRow = z.object({ key: z.string() })

/** Nothing less than everything: what every page or a whole branch of the tree shows. */
const EVERYTHING = `
  select 1 as found where exists (${differing('divisions', 'code')}) or exists (${differing('platforms', 'id')})
    or (select is_demonstration from register_state) <> (select is_demonstration from was.register_state)`

export interface Touched {
  /** Of pages that show something which differs, besides those that are always made (lists, feeds, the first page). */
  addresses: string[]
  /** Codes of organizations that differ themselves or in their accounts, those that are gone included. */
  owners: string[]
}

/**
 * What differs between two snapshots. Null where every page may differ, or so many that a whole site is made as fast.
 */
export function touchedBy(before: string, after: string): Touched | null {
  const database = new DatabaseSync(after, { readOnly: true })
  const asked = new Map<string, string[]>()
  /** Several routes may ask the same. */
  const keysOf = (sql: string): string[] => {
    const keys =
      asked.get(sql) ??
      database
        .prepare(sql)
        .all()
        .map((row) => KeyRow.parse(row).key)
        .sort()
    asked.set(sql, keys)
    return keys
  }
  try {
    database.prepare('attach ? as was').run(before)
    if (database.prepare(EVERYTHING).get() !== undefined) return null
    database.exec(SETS)
    const addresses = PAGES.flatMap(({ remade }) =>
      typeof remade === 'string' ? [] : keysOf(remade.keys).map(remade.address),
    )
    if (addresses.length > MANY) return null
    return { addresses, owners: keysOf('select code as key from changed') }
  } finally {
    database.close()
  }
}
