import type { TransactionSql } from 'postgres'
import type { Queries } from '../../load-rows.ts'
import type { NationalOrganization } from '../register/organizations.ts'
import { type FormerValues, recordChanged } from './ledger.ts'

/** What a load changes of rows that stood there before, and how that is taken back. */

const ORGANIZATIONS = 'public.organizations'
const STATE = 'public.register_state'
const CODES = 'private.organization_codes'

/** Real committees and universities whose registration was generated become registered on its day. */
export async function registerReal(
  tx: TransactionSql,
  organizations: readonly NationalOrganization[],
): Promise<void> {
  const days = organizations
    .filter(
      ({ origin, is_occupied, registered_on }) => origin === 'real' && !is_occupied && registered_on !== null,
    )
    .map(({ code, registered_on }) => ({ code, registered_on }))
  const [before] = await tx`
    select coalesce(jsonb_object_agg(o.code, jsonb_build_object('registered_on', o.registered_on, 'updated_at', o.updated_at)), '{}')
      as change from public.organizations o
    where o.code in (select r.code from jsonb_to_recordset(${JSON.stringify(days)}::text::jsonb) as r (code text))`
  const [after] = await tx`
    with changed as (
      update public.organizations o set registered_on = r.registered_on
      from jsonb_to_recordset(${JSON.stringify(days)}::text::jsonb) as r (code text, registered_on date)
      where o.code = r.code returning o.code, o.registered_on, o.updated_at)
    select coalesce(jsonb_object_agg(code, jsonb_build_object('registered_on', registered_on, 'updated_at', updated_at)), '{}')
      as change from changed`
  await recordChanged(tx, ORGANIZATIONS, before?.change, after?.change)
}

/** The banner 演示数据 stands on every page as long as generated rows are there. */
export async function raiseBanner(tx: TransactionSql): Promise<void> {
  const [row] = await tx`select is_demonstration from public.register_state`
  const before: FormerValues = { true: { is_demonstration: row?.is_demonstration } }
  await tx`update public.register_state set is_demonstration = true where is_only_row`
  await recordChanged(tx, STATE, before, { true: { is_demonstration: true } })
}

/** The next code that the sequence would give. */
export async function nextCode(sql: Queries): Promise<number> {
  const [row] =
    await sql`select last_value::integer + is_called::integer as code from private.organization_codes`
  return row?.code
}

/** By `alter sequence`, which a rollback takes back, as it does not take back `setval`. */
async function setNextCode(tx: TransactionSql, code: number): Promise<void> {
  await tx.unsafe(`alter sequence private.organization_codes restart with ${Number(code)}`)
}

/** Moves the sequence past the codes that came. */
export async function advanceCodes(tx: TransactionSql, before: number): Promise<void> {
  const [row] = await tx`select max(code::integer) + 1 as code from public.organizations`
  const after = Math.max(before, row?.code)
  await setNextCode(tx, after)
  await recordChanged(tx, CODES, { next: { code: before } }, { next: { code: after } })
}

/** Puts back what is still as the load left it. */
export async function takeBackChanges(tx: TransactionSql): Promise<void> {
  await tx`
    with change as (
      select b.key as code, (b.value ->> 'registered_on')::date as registered_before, (b.value ->> 'updated_at')::timestamptz as updated_before,
        (a.value ->> 'registered_on')::date as registered_after, (a.value ->> 'updated_at')::timestamptz as updated_after
      from private.generated_rows g, jsonb_each(g.before) b join jsonb_each(g.after) a on a.key = b.key
      where g.relation = ${ORGANIZATIONS} and g.before is not null)
    update public.organizations o
    set registered_on = c.registered_before,
      updated_at = case when o.updated_at = c.updated_after then c.updated_before else now() end
    from change c where o.code = c.code and o.registered_on = c.registered_after`
  await tx`
    update public.register_state set is_demonstration = (
      select (g.before #>> '{true,is_demonstration}')::boolean from private.generated_rows g where g.relation = ${STATE})
    where is_only_row`
  await takeBackCodes(tx)
}

/**
 * Generated codes may be given again: nobody outside was ever told one as real, and a dozen loads would use up all there are. Codes
 * that were given since the load stay given.
 */
async function takeBackCodes(tx: TransactionSql): Promise<void> {
  const [row] = await tx`
    select greatest((g.before #>> '{next,code}')::integer, (select max(code::integer) + 1 from public.organizations)) as code
    from private.generated_rows g where g.relation = ${CODES}`
  await setNextCode(tx, row?.code)
}
