import type { Sql, TransactionSql } from 'postgres'

/** A connection, or a transaction on it. */
export type Queries = Sql | TransactionSql

/** A row that the database would not take, and the database's own words. */
export interface RefusedRow {
  readonly relation: string
  readonly key: string
  readonly reason: string
}

export interface LoadResult {
  readonly relation: string
  readonly added: number
  readonly kept: number
  readonly refused: readonly RefusedRow[]
}

export interface Load<Row extends object> {
  readonly relation: string
  readonly rows: readonly Row[]
  /** Names a row to a person who must find it in the source. */
  readonly keyOf: (row: Row) => string
  /** Inserts the rows of one jsonb array and returns how many were new. */
  readonly insert: (sql: Sql, rows: readonly Row[]) => Promise<number>
  /** Called with the number of rows done so far. */
  readonly onProgress?: (done: number) => void
}

const BATCH = 1000

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

/**
 * Loads rows a thousand at a time. Where a batch is refused its rows are tried one by one, so that every good row goes in
 * and every bad one is named.
 */
export async function loadRows<Row extends object>(sql: Sql, load: Load<Row>): Promise<LoadResult> {
  const refused: RefusedRow[] = []
  let added = 0
  for (let start = 0; start < load.rows.length; start += BATCH) {
    const batch = load.rows.slice(start, start + BATCH)
    try {
      added += await load.insert(sql, batch)
    } catch {
      for (const row of batch) {
        try {
          added += await load.insert(sql, [row])
        } catch (error) {
          refused.push({ relation: load.relation, key: load.keyOf(row), reason: reasonOf(error) })
        }
      }
    }
    load.onProgress?.(start + batch.length)
  }
  return { relation: load.relation, added, kept: load.rows.length - added - refused.length, refused }
}
