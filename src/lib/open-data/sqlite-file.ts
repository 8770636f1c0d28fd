import { rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type Column, TABLES } from './dictionary.ts'
import { divisionRange, NATION } from './parts.ts'

/** Keys and references by table. Superiors and successors may stand in another province's file, so nothing holds them. */
const CONSTRAINTS: Readonly<Record<string, readonly string[]>> = {
  divisions: ['primary key (code)'],
  platforms: ['primary key (id)'],
  organizations: ['primary key (code)', 'foreign key (division_code) references divisions (code)'],
  aliases: [
    'primary key (organization_code, alias)',
    'foreign key (organization_code) references organizations (code)',
  ],
  former_names: [
    'primary key (organization_code, former_name)',
    'foreign key (organization_code) references organizations (code)',
  ],
  division_former_names: [
    'primary key (division_code, former_name)',
    'foreign key (division_code) references divisions (code)',
  ],
  accounts: [
    'primary key (id)',
    'foreign key (organization_code) references organizations (code)',
    'foreign key (platform) references platforms (id)',
  ],
}
const ORDER = [
  'divisions',
  'division_former_names',
  'platforms',
  'organizations',
  'aliases',
  'former_names',
  'accounts',
] as const

const shown = (columns: readonly Column[]) => columns.filter(({ only }) => only !== 'text')
const columnsOf = (table: string): readonly Column[] =>
  shown(TABLES.find(({ name }) => name === table)?.columns ?? [])

function createTable(table: string): string {
  const columns = columnsOf(table).map(({ name, type }) => `  ${name} ${type}`)
  const constraints = (CONSTRAINTS[table] ?? []).map((constraint) => `  ${constraint}`)
  return `create table ${table} (\n${[...columns, ...constraints].join(',\n')}\n)`
}

/** Columns that the snapshot keeps in another form. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  'accounts.checked_at': `strftime('%Y-%m-%dT%H:%M:%SZ', t.checked_at)`,
  'accounts.address': `case when t.address like 'http://%' or t.address like 'https://%' then t.address end`,
}

function copy(table: string, from: string): string {
  const names = columnsOf(table).map(({ name }) => name)
  const values = names.map((name) => EXPRESSIONS[`${table}.${name}`] ?? `t.${name}`)
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${from}`
}

/** Names that the snapshot keeps in one column, a row each. */
function namesOf(table: string, owners: string, column: string, condition: string): string {
  return `insert or ignore into ${table} select t.code, each.value from was.${owners} t, json_each(t.${column}) each
    where ${condition} and t.${column} <> '[]' order by t.code, each.value`
}

/** In this order of rows, so that equal registers give equal bytes. `place` and `owner` say which rows of a part. */
function copies(part: string | null): string[] {
  const [first, last] = divisionRange(part ?? NATION)
  const range = `between '${first}' and '${last}'`
  const place = part === null ? 'true' : `t.division_code ${range}`
  const divisions = part === null ? 'true' : `(t.code = '${NATION}' or t.code ${range})`
  const accounts =
    part === null
      ? 'was.accounts t'
      : 'organizations o cross join was.accounts t on t.organization_code = o.code'
  return [
    copy('divisions', `was.divisions t where ${divisions} order by t.code`),
    copy('platforms', 'was.platforms t order by t.sort_order, t.id'),
    copy('organizations', `was.organizations t where ${place} order by t.code`),
    namesOf('aliases', 'organizations', 'aliases', place),
    namesOf('former_names', 'organizations', 'former_names', place),
    namesOf('division_former_names', 'divisions', 'former_names', divisions),
    copy('accounts', `${accounts} order by t.id`),
  ]
}

/** What the tables and columns mean, in the file itself. */
function describe(database: DatabaseSync): void {
  database.exec(
    'create table columns (\n  table_name text,\n  column_name text,\n  meaning text,\n  primary key (table_name, column_name)\n)',
  )
  const insert = database.prepare('insert into columns values (?, ?, ?)')
  for (const table of TABLES)
    for (const { name, meaning } of shown(table.columns)) insert.run(table.name, name, meaning)
}

const INDEXES = [
  'create index organizations_division on organizations (division_code)',
  'create index organizations_parent on organizations (parent_code)',
  'create index accounts_organization on accounts (organization_code)',
]

/** Writes the public register (a part of it, or `null`: all) as a SQLite file, in SQL alone: no row passes through the program. */
export function writeSqliteFile(snapshot: string, file: string, part: string | null): void {
  rmSync(file, { force: true })
  const database = new DatabaseSync(file)
  try {
    database.exec('pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off')
    database.prepare('attach ? as was').run(snapshot)
    database.exec('begin')
    for (const table of ORDER) database.exec(createTable(table))
    describe(database)
    for (const sql of copies(part)) database.exec(sql)
    for (const index of INDEXES) database.exec(index)
    database.exec('commit')
  } finally {
    database.close()
  }
}
