import type { TransactionSql } from 'postgres'
import { NEWS, recordAdded } from './ledger.ts'

/**
 * The news of the register that a generated set makes. What is told of a generated organization goes with it, by its foreign key;
 * what is told of a real one, its generated registration and accounts, has to be found again.
 */

/** The last that was told so far. Whoever asks while the triggers rest is the only one who makes news. */
export async function lastNews(tx: TransactionSql): Promise<string> {
  const [row] = await tx`select coalesce(max(id), 0) as id from public.register_events`
  return row?.id
}

/** Writes down what was told since of organizations that stay. */
export async function recordNewsOfReal(tx: TransactionSql, since: string): Promise<void> {
  const news = await tx`
    select id from public.register_events
    where id > ${since} and organization_code not in (
      select unnest(keys) from private.generated_rows where relation = 'public.organizations' and before is null)
    order by id`
  if (news.length > 0)
    await recordAdded(
      tx,
      NEWS,
      news.map(({ id }) => id),
    )
}

/** Before the generated accounts go: what the load told, and what staff's acts since have told of them. */
export async function forgetNews(tx: TransactionSql): Promise<void> {
  await tx`
    delete from public.register_events e using generated g where g.relation = ${NEWS} and e.id = g.key::bigint`
  await tx`
    delete from public.register_events e using generated g, public.accounts a
    where g.relation = 'public.accounts' and a.id = g.key::bigint
      and e.organization_code = a.organization_code and e.platform = a.platform
      and e.account = coalesce(a.nickname, a.handle)`
}

/**
 * Before the generated rows go: what the log of changes says of them. A build that knew them learns from the deletions that follow; one
 * that never did has nothing to ask for.
 */
export async function forgetChanges(tx: TransactionSql): Promise<void> {
  await tx`
    delete from public.register_changes c using generated g
    where g.relation = 'public.' || c.relation and g.key = c.row_key`
}

/** After they are gone: that they are official no more. */
export async function forgetNewsSince(tx: TransactionSql, since: string): Promise<void> {
  await tx`delete from public.register_events where id > ${since}`
}
