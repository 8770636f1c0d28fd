import type { Sql, TransactionSql } from 'postgres'
import type { ReportProgress } from '../../load-register.ts'
import { GENERATED_RELATIONS, hasGeneratedRows, holdLedger, NEWS } from './ledger.ts'
import type { AddedRows } from './load-national.ts'
import { forgetChanges, forgetNews, forgetNewsSince, lastNews } from './news.ts'
import { noteInAudit, whileQuiet } from './quiet-triggers.ts'
import { takeBackChanges } from './real-changes.ts'

/**
 * Takes away what loadNational added and nothing else, in one transaction. Throws a sentence where there is nothing, or where rows that
 * came since hang on generated ones: those are for somebody to judge.
 */
export async function undoNational(sql: Sql, onProgress: ReportProgress = () => {}): Promise<AddedRows> {
  return await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`
    await holdLedger(tx)
    if (!(await hasGeneratedRows(tx))) throw new Error('there are no generated organizations here')
    await tx`
      create temporary table generated on commit drop as
      select relation, unnest(keys) as key from private.generated_rows where before is null`
    await tx`analyze generated`
    await refuseHangersOn(tx)
    return await whileQuiet(
      tx,
      async () => {
        await forgetNews(tx)
        await forgetChanges(tx)
        const since = await lastNews(tx)
        const counts = await deleteAll(tx, onProgress)
        await takeBackChanges(tx)
        await forgetNewsSince(tx, since)
        await cancelDuePublications(tx)
        await tx`delete from private.generated_rows`
        await noteInAudit(tx, 'delete', counts)
        return counts
      },
      // The time of the last change comes back with the rest.
      [['organizations', 'organizations_touch']],
    )
  })
}

/** Finds, by the foreign keys that there are, rows that are not generated and point at one that is. News is no such row: it only tells. */
async function refuseHangersOn(tx: TransactionSql): Promise<void> {
  const references = await tx`
    select k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
      c.relname as child_name, n.nspname || '.' || c.relname as child_relation, pn.nspname || '.' || pc.relname as parent_relation,
      quote_ident(ca.attname) as column_name, quote_ident(ka.attname) as key_name
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class pc on pc.oid = k.confrelid join pg_namespace pn on pn.oid = pc.relnamespace
    join pg_attribute ca on ca.attrelid = k.conrelid and ca.attnum = k.conkey[1]
    join pg_index i on i.indrelid = k.conrelid and i.indisprimary
    join pg_attribute ka on ka.attrelid = k.conrelid and ka.attnum = i.indkey[0]
    where k.contype = 'f' and n.nspname || '.' || c.relname <> ${NEWS} and pn.nspname || '.' || pc.relname = any (${GENERATED_RELATIONS.map(({ name }) => name)})
    order by 1, 2, ca.attnum`
  const found: string[] = []
  for (const { child, parent_relation, child_relation, column_name, key_name } of references) {
    const [row] = await tx.unsafe(
      `select count(*)::integer as total, min(c.${key_name}::text) as example from ${child} c
       where exists (select from generated g where g.relation = $1 and g.key = c.${column_name}::text)
         and not exists (select from generated g where g.relation = $2 and g.key = c.${key_name}::text)`,
      [parent_relation, child_relation],
    )
    if (row?.total > 0) found.push(`${row?.total} of ${child_relation} (such as ${row?.example})`)
  }
  if (found.length > 0)
    throw new Error(
      `rows that came since the load hang on generated ones, delete or move them first: ${found.join(', ')}`,
    )
}

async function deleteAll(tx: TransactionSql, onProgress: ReportProgress): Promise<AddedRows> {
  const counts: AddedRows = {}
  for (const { name, key, type } of GENERATED_RELATIONS) {
    const [row] = await tx`select count(*)::integer as total from generated where relation = ${name}`
    if (row?.total === 0) continue
    const answer = await tx.unsafe(
      `delete from ${name} t using generated g where g.relation = $1 and t.${key} = g.key::${type}`,
      [name],
    )
    counts[name] = answer.count
    onProgress(name, row?.total, row?.total)
  }
  return counts
}

/** Publications that only generated announcements asked for. */
async function cancelDuePublications(tx: TransactionSql): Promise<void> {
  await tx`
    delete from private.publications p
    where p.state = 'queued' and p.reason in ('announcement-due', 'announcement-unpinned') and p.not_before > now()
      and not exists (
        select from public.announcements a
        where a.state = 'published' and p.not_before in (a.publish_at, a.pinned_until))`
}
