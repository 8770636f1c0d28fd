import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type { RegisterState } from '#contracts/directory.ts'
import { columnsOf, RELATION_NAMES, RELATIONS, type RelationName, type Row } from './relations.ts'

/** What the pages look up by; the primary keys are indexed anyway. */
const INDEXES = [
  'create index divisions_parent on divisions (parent_code)',
  'create index organizations_division on organizations (division_code)',
  'create index organizations_parent on organizations (parent_code)',
  'create index organizations_successor on organizations (successor_code) where successor_code is not null',
  'create index accounts_organization on accounts (organization_code)',
  'create index announcements_issuer on announcements (issuer_code)',
  'create index announcements_relayed on announcements (relayed_from)',
]

export type SnapshotState = RegisterState & {
  /** When it was read: what is pinned or due is judged by this time, so that a build is repeatable. */
  taken_at: string
}
const STATE_COLUMNS = ['revision', 'changed_at', 'is_demonstration', 'taken_at']

/** Place of the snapshot that pages are rendered from: the environment's `SNAPSHOT`, else that of the last build. */
export function snapshotFile(): string {
  return resolve(process.env.SNAPSHOT ?? '.local/publication/snapshot.sqlite')
}

function stored(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return JSON.stringify(value)
}

/** A snapshot that is being written. */
export interface SnapshotDraft {
  /** Adds rows, in the place of those with the same key. */
  put<Name extends RelationName>(relation: Name, rows: readonly Row<Name>[]): void
  remove(relation: RelationName, keys: readonly (string | number)[]): void
  count(relation: RelationName): number
  /** Writes the state and closes; nothing before it is kept. */
  finish(state: SnapshotState): void
  /** Closes without keeping anything, where it has not been finished. */
  close(): void
}

function draftOf(database: DatabaseSync, isNew: boolean): SnapshotDraft {
  database.exec('pragma journal_mode = off; pragma synchronous = off; begin')
  const inserts = new Map(
    RELATION_NAMES.map((name) => {
      const columns = columnsOf(name)
      if (isNew) {
        const { key } = RELATIONS[name]
        database.exec(`create table ${name} (${columns.join(', ')}, primary key (${key})) without rowid`)
      }
      const places = columns.map(() => '?').join(', ')
      const sql = `insert or replace into ${name} (${columns.join(', ')}) values (${places})`
      return [name, { columns, statement: database.prepare(sql) }]
    }),
  )

  function put<Name extends RelationName>(relation: Name, rows: readonly Row<Name>[]): void {
    const insert = inserts.get(relation)
    for (const row of rows) {
      const cells: Readonly<Record<string, unknown>> = { ...row }
      insert?.statement.run(...insert.columns.map((column) => stored(cells[column] ?? null)))
    }
  }

  return {
    put,
    remove(relation, keys) {
      const statement = database.prepare(`delete from ${relation} where ${RELATIONS[relation].key} = ?`)
      for (const key of keys) statement.run(key)
    },
    count(relation) {
      return Number(database.prepare(`select count(*) as total from ${relation}`).get()?.['total'])
    },
    finish(state) {
      const cells: Readonly<Record<string, unknown>> = { ...state }
      if (isNew) database.exec(`create table register_state (${STATE_COLUMNS.join(', ')})`)
      else database.exec('delete from register_state')
      database
        .prepare(`insert into register_state values (${STATE_COLUMNS.map(() => '?').join(', ')})`)
        .run(...STATE_COLUMNS.map((column) => stored(cells[column])))
      if (isNew) for (const index of INDEXES) database.exec(index)
      database.exec('commit; analyze')
      database.close()
    },
    close() {
      if (database.isOpen) database.close()
    },
  }
}

/**
 * Begins a snapshot, replacing what stands there. Columns come from the contracts, so the file cannot drift from them; they
 * carry no SQLite type, so a value is kept as it is given.
 */
export function createSnapshot(file: string): SnapshotDraft {
  rmSync(file, { force: true })
  return draftOf(new DatabaseSync(file), true)
}

/** Opens a copy of a finished snapshot to bring it up to date. */
export function reviseSnapshot(file: string): SnapshotDraft {
  return draftOf(new DatabaseSync(file), false)
}
