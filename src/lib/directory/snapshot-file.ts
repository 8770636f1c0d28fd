import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { RegisterState } from '#contracts/directory.ts'
import { RELATION_NAMES, RELATIONS, type RelationName, type Relations } from './relations.ts'

/** What the pages look up by; the primary keys are indexed anyway. */
const INDEXES = [
  'create index divisions_parent on divisions (parent_code)',
  'create index organizations_division on organizations (division_code)',
  'create index organizations_parent on organizations (parent_code)',
  'create index accounts_organization on accounts (organization_code)',
  'create index announcements_issuer on announcements (issuer_code)',
  'create index announcements_relayed on announcements (relayed_from)',
]

/** Place of the snapshot: the environment's `SNAPSHOT`, else below the project's local state. */
export function snapshotFile(): string {
  return resolve(process.env.SNAPSHOT ?? '.local/snapshot.sqlite')
}

export function columnsOf(relation: RelationName): string[] {
  return Object.keys(RELATIONS[relation].row.shape)
}

function stored(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return JSON.stringify(value)
}

function insertAll(database: DatabaseSync, table: string, columns: string[], rows: readonly object[]) {
  const places = columns.map(() => '?').join(', ')
  const insert = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`)
  for (const row of rows) {
    const cells = new Map<string, unknown>(Object.entries(row))
    insert.run(...columns.map((column) => stored(cells.get(column) ?? null)))
  }
}

/**
 * Writes a whole snapshot as one SQLite file, replacing what stands there. Columns come from the contracts, so the file
 * cannot drift from them; they carry no SQLite type, so a value is kept as it is given.
 */
export function writeSnapshotFile(
  file: string,
  relations: Relations,
  state: RegisterState & { taken_at: string },
): void {
  rmSync(file, { force: true })
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma journal_mode = off; pragma synchronous = off; begin')
    for (const name of RELATION_NAMES) {
      const columns = columnsOf(name)
      const { key } = RELATIONS[name]
      database.exec(`create table ${name} (${columns.join(', ')}, primary key (${key})) without rowid`)
      insertAll(database, name, columns, relations[name])
    }
    database.exec('create table register_state (revision, changed_at, is_demonstration, taken_at)')
    insertAll(database, 'register_state', ['revision', 'changed_at', 'is_demonstration', 'taken_at'], [state])
    for (const index of INDEXES) database.exec(index)
    database.exec('commit; analyze')
  } finally {
    database.close()
  }
}
