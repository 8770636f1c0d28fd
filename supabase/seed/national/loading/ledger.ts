import type { TransactionSql } from 'postgres'
import type { Queries } from '../../load-rows.ts'

/** Every relation that a generated set has rows in, children before parents: the order in which they are taken away. */
export const GENERATED_RELATIONS = [
  { name: 'public.announcements', key: 'slug', type: 'text' },
  { name: 'public.contacts', key: 'id', type: 'bigint' },
  { name: 'public.registrations', key: 'id', type: 'uuid' },
  { name: 'public.account_persons', key: 'account_id', type: 'bigint' },
  { name: 'public.accounts', key: 'id', type: 'bigint' },
  { name: 'public.organizations', key: 'code', type: 'text' },
  { name: 'public.divisions', key: 'code', type: 'text' },
  { name: 'public.naming_rules', key: 'level', type: 'smallint' },
  { name: 'public.platforms', key: 'id', type: 'text' },
  { name: 'public.activation_items', key: 'item', type: 'text' },
  { name: 'public.unit_types', key: 'id', type: 'text' },
  { name: 'public.school_types', key: 'id', type: 'text' },
  { name: 'public.organization_kinds', key: 'id', type: 'text' },
  { name: 'public.levels', key: 'number', type: 'smallint' },
] as const
export type GeneratedRelation = (typeof GENERATED_RELATIONS)[number]['name']

/** What the database itself tells of these rows, and forgets with most of them. */
export const NEWS = 'public.register_events'

/** What stood there before and was changed, by relation (or sequence) and key. */
export type FormerValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Writes down that these rows are generated. */
export async function recordAdded(
  tx: TransactionSql,
  relation: GeneratedRelation | typeof NEWS,
  keys: readonly string[],
): Promise<void> {
  await tx`
    insert into private.generated_rows (relation, batch, keys)
    select ${relation}, coalesce(max(batch), 0) + 1, ${[...keys]}::text[]
    from private.generated_rows where relation = ${relation}`
}

/** Writes down how rows that were there before were changed. */
export async function recordChanged(
  tx: TransactionSql,
  relation: string,
  before: FormerValues,
  after: FormerValues,
): Promise<void> {
  await tx`
    insert into private.generated_rows (relation, batch, keys, before, after)
    values (${relation}, 0, ${Object.keys(before)}::text[], ${JSON.stringify(before)}::text::jsonb,
      ${JSON.stringify(after)}::text::jsonb)`
}

export async function hasGeneratedRows(sql: Queries): Promise<boolean> {
  const [row] = await sql`select exists (select from private.generated_rows) as found`
  return row?.found === true
}

/** One act at a time; throws where the database does not know the ledger yet. */
export async function holdLedger(tx: TransactionSql): Promise<void> {
  const [row] = await tx`select to_regclass('private.generated_rows') is not null as known`
  if (row?.known !== true)
    throw new Error('this database lacks the table private.generated_rows: run the migrations first')
  await tx`lock table private.generated_rows in exclusive mode`
}
