import {
  ACTIVATION_CHECKLIST,
  LEVELS,
  NAMING_RULES,
  ORGANIZATION_KINDS,
  SCHOOL_TYPES,
  UNIT_TYPES,
} from '../functions/_shared/contracts/federation.ts'
import type { Queries } from './load-rows.ts'

type ListRow = Readonly<Record<string, string | number | boolean | null>>

/** A list that the federation chooses, as rows of its table in `public`; `key` is the column that names one. */
export interface List {
  readonly name:
    | 'levels'
    | 'organization_kinds'
    | 'school_types'
    | 'unit_types'
    | 'activation_items'
    | 'naming_rules'
  readonly key: string
  readonly rows: readonly ListRow[]
}

/** The place in the contract is the place on a page. */
const inOrder = (rows: readonly ListRow[]): ListRow[] =>
  rows.map((row, place) => ({ ...row, sort_order: (place + 1) * 10 }))

/** Those that others point at come first. */
export const LISTS: readonly List[] = [
  { name: 'levels', key: 'number', rows: LEVELS },
  { name: 'organization_kinds', key: 'id', rows: inOrder(ORGANIZATION_KINDS) },
  { name: 'school_types', key: 'id', rows: inOrder(SCHOOL_TYPES) },
  { name: 'unit_types', key: 'id', rows: inOrder(UNIT_TYPES) },
  { name: 'activation_items', key: 'item', rows: inOrder(ACTIVATION_CHECKLIST) },
  { name: 'naming_rules', key: 'level', rows: NAMING_RULES },
]

/** Adds what is missing of a list, brings the rest up to date, and returns how many rows were new. */
export async function insertList(
  sql: Queries,
  { name, key }: List,
  rows: readonly ListRow[],
): Promise<number> {
  const columns = Object.keys(rows[0] ?? {})
  const governed = columns.filter((column) => column !== key)
  const [stored, given] = ['stored', 'excluded'].map((row) => governed.map((column) => `${row}.${column}`))
  const answer = await sql.unsafe(
    `insert into public.${name} as stored (${columns})
     select ${columns} from jsonb_populate_recordset(null::public.${name}, $1::text::jsonb)
     on conflict (${key}) do update set ${governed.map((column) => `${column} = excluded.${column}`)}
       where row(${stored}) is distinct from row(${given})
     returning (xmax = 0) as added`,
    [JSON.stringify(rows)],
  )
  return answer.filter((row) => row.added).length
}
