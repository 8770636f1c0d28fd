import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { z } from 'zod'

/** A snapshot, open for reading. Statements are prepared once; rows are parsed, so a page never sees an unknown shape. */
export interface Register {
  rows<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[]
  /** One row at a time, where all of them would be a heap of their own. */
  each<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Iterable<Row>
  /** The first row; throws where there is none. */
  row<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row
  close(): void
}

function openFile(file: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file, { readOnly: true })
    // A page asks a handful of rows from all over a file of 45 MB: mapped, none of them is a system call.
    database.exec('pragma mmap_size = 268435456')
    // One transaction for good: each question of its own would lock the file and look for a journal.
    database.exec('begin')
    database.prepare('select revision from register_state').get()
    return database
  } catch (cause) {
    throw new Error(`读不出快照 ${file}：它不存在，或者不是完整的快照。`, { cause })
  }
}

/** Throws where the file is missing or no snapshot: a site is never built from nothing. */
export function openRegister(file: string): Register {
  const database = openFile(file)
  const statements = new Map<string, StatementSync>()

  function statement(sql: string): StatementSync {
    const prepared = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, prepared)
    return prepared
  }

  function rows<Row>(row: z.ZodType<Row>, sql: string, ...values: SQLInputValue[]): Row[] {
    return statement(sql)
      .all(...values)
      .map((found) => row.parse(found))
  }

  return {
    rows,
    *each(row, sql, ...values) {
      for (const found of statement(sql).iterate(...values)) yield row.parse(found)
    },
    row(row, sql, ...values) {
      const [first] = rows(row, sql, ...values)
      if (first === undefined) throw new Error(`no row for ${values.join(', ')} in: ${sql}`)
      return first
    },
    close: () => database.close(),
  }
}
