import { columnsOf, RELATIONS, type RelationName } from '../snapshot/relations.ts'

/**
 * Keys of rows that are new, gone or other than they were: SQL for one column, what `given` is of them. `was` is the snapshot of the
 * last site. Row by row along the keys: `except` would sort both tables whole, which takes a second of the ten that a change has.
 */
export function differing(relation: RelationName, given: string): string {
  const { key } = RELATIONS[relation]
  const row = (table: string) =>
    `(${columnsOf(relation)
      .map((column) => `${table}.${column}`)
      .join(', ')})`
  const missing = (one: string, other: string) =>
    `select ${given} from ${one} as one where not exists (select 1 from ${other} as other where other.${key} = one.${key})`
  return `
    select either.value as ${given}
      from ${relation} as now join was.${relation} as was on was.${key} = now.${key},
           json_each(json_array(now.${given}, was.${given})) as either
     where ${row('now')} is not ${row('was')}
    union ${missing(relation, `was.${relation}`)} union ${missing(`was.${relation}`, relation)}`
}

/** Rows of organizations `o` as they are and as they were. */
export const both = (columns: string, condition: string, beside?: string): string =>
  ['organizations', 'was.organizations']
    .map((table) => `select ${columns} from ${table} o${beside ? `, ${beside}` : ''} where ${condition}`)
    .join(' union ')

/**
 * Sets that the kinds of pages ask. `edited`: organizations that differ; `renamed`: among them, those that others show otherwise;
 * `changed`: those that differ themselves or in their accounts; `noticed`: notices that differ.
 */
export const SETS = `
  create temp table edited as ${differing('organizations', 'code')};
  create temp table renamed as
    select code from edited
     where (select name || coalesce(short_name, '') || path || status from organizations o where o.code = edited.code)
        is not (select name || coalesce(short_name, '') || path || status from was.organizations o where o.code = edited.code);
  create temp table changed as select code from edited union ${differing('accounts', 'organization_code')};
  create temp table noticed as ${differing('announcements', 'slug')};`
