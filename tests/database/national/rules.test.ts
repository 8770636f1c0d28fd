import type { TransactionSql } from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadNational } from '../../../supabase/seed/national/loading/load-national.ts'
import { type NationalSet, nationalSet } from '../../../supabase/seed/national/national-set.ts'
import { readRealRegister } from '../../../supabase/seed/national/register/real-register.ts'
import { registeredAccounts } from '../../../supabase/seed/national/registrations/registered-accounts.ts'
import type { NationalRegistration } from '../../../supabase/seed/national/registrations/registration.ts'
import { asVisitor } from '../../fixtures/database/callers.ts'
import { checksums } from '../../fixtures/database/checksums.ts'
import { type Copies, type Copy, startCopies } from '../../fixtures/database/copies.ts'

const SIZE = 300
let copies: Copies
/** What a load has made of an empty database. */
let loaded: Copy
let set: NationalSet

beforeAll(async () => {
  copies = startCopies()
  loaded = await copies.open()
  set = nationalSet(await readRealRegister(), SIZE)
  await loadNational(loaded.sql, { size: SIZE })
})
afterAll(() => copies.stop())

test('every generated row passes the checks that an edit in the dashboard passes, and is tidy already', async () => {
  const { sql } = await copies.open(loaded)
  const before = await checksums(sql, ['updated_at'])
  await sql`update public.divisions set parent_code = parent_code`
  await sql`update public.organizations set name = name, parent_code = parent_code, closed_on = closed_on`
  await sql`update public.accounts set platform = platform`
  await sql`update public.announcements set title = title, state = state`
  await sql`update public.registrations set note = note`
  expect(await checksums(sql, ['updated_at'])).toEqual(before)
})

test('the checks would have found a row that breaks them', async () => {
  const { sql } = await copies.open(loaded)
  await sql`alter table public.accounts disable trigger accounts_are_checked`
  await sql`update public.accounts set address = 'https://example.org/other' where id = (select min(id) from public.accounts where address is not null)`
  await sql`alter table public.accounts enable trigger accounts_are_checked`
  await expect(sql`update public.accounts set platform = platform`).rejects.toThrow('网址与平台')
})

/** The states a registration went through, in order. */
function stepsOf({ state, decided_at }: NationalRegistration): NationalRegistration['state'][] {
  if (state === 'activated') return ['approved', 'activated']
  if (state === 'withdrawn') return decided_at === null ? ['withdrawn'] : ['returned', 'withdrawn']
  return state === 'draft' || state === 'submitted' ? [] : [state]
}

/** Hands it in and answers it, as a school and its supervisor do. */
async function walk(sql: TransactionSql, registration: NationalRegistration): Promise<void> {
  const { contact, existing_accounts, draft, ...columns } = registration
  const handedIn = {
    ...columns,
    state: columns.state === 'draft' ? 'draft' : 'submitted',
    submitted_at: null,
    answer_due_on: null,
    decided_at: null,
    decision_reason: null,
    activated_at: null,
  }
  await sql`insert into public.contacts ${sql({ registration_id: columns.id, ...contact })}`
  await sql`insert into public.registrations ${sql({
    ...handedIn,
    existing_accounts: sql.json(existing_accounts.map((each) => ({ ...each }))),
    draft: draft === null ? null : sql.json({ ...draft }),
  })}`
  for (const state of stepsOf(registration)) {
    const reason = state === 'approved' || state === 'activated' ? null : columns.decision_reason
    await sql`update public.registrations set state = ${state}, decision_reason = ${reason} where id = ${columns.id}`
  }
}

test('the rules bring every registration to the state it was generated in, and make the same accounts and members', async () => {
  const { sql } = await copies.open(loaded)
  const states = () => sql`
    select id, state, purpose, organization_code, existing_accounts, wanted_platform, wanted_nickname, decision_reason,
      decided_at is null as is_undecided, draft
    from public.registrations order by id`
  const members = () => sql`
    select code, status, registered_on is null as is_unregistered, successor_code from public.organizations order by code`
  const [generated, generatedMembers] = [await states(), await members()]
  await sql`truncate public.registrations, public.contacts, public.accounts, public.account_persons, private.credentials, private.outbox,
    private.foreign_requests, private.mailbox_proofs, private.mailbox_answers, private.mail_events, private.tasks, private.recoveries, private.handovers`
  await sql`update public.organizations set registered_on = null, closed_on = null, successor_code = null`

  await sql.begin(async (tx) => {
    for (const registration of set.registrations) await walk(tx, registration)
  })
  for (const { code, closed_on, successor_code } of set.organizations)
    if (closed_on !== null)
      await sql`
        update public.organizations set closed_on = greatest(${closed_on}, registered_on), successor_code = ${successor_code}
        where code = ${code}`

  expect([...(await states())]).toEqual([...generated])
  expect([...(await members())]).toEqual([...generatedMembers])
  const byCode = new Map(set.organizations.map((each) => [each.code, each]))
  const brought = set.registrations.flatMap((registration, at) => {
    const organization = byCode.get(registration.organization_code ?? '')
    if (organization === undefined) return []
    const named = new Set(registration.existing_accounts.map(({ handle }) => handle))
    return registeredAccounts(registration, at + 1, organization).map((account) =>
      // The handle of an account that was wished for is typed in by whoever opened it.
      [
        account.organization_code,
        account.platform,
        account.nickname,
        named.has(account.handle ?? '') ? account.handle : null,
        account.closed_on !== null,
      ].join(),
    )
  })
  const made = await sql`
    select concat_ws(',', organization_code, platform, nickname, coalesce(handle, ''), state = 'closed') as line from public.accounts`
  expect(made.map(({ line }) => line.replace(/,t$/, ',true').replace(/,f$/, ',false')).sort()).toEqual(
    brought.sort(),
  )
  expect(brought.length).toBeGreaterThan(SIZE / 3)
  const [mail] = await sql`select count(*)::integer as letters from private.outbox`
  expect(mail?.letters).toBeGreaterThan(SIZE)
})

test('a visitor sees no person’s account, and forty of the committee that has most', async () => {
  const { sql } = loaded
  const [hidden] = await sql`select count(*)::integer as rows from public.account_persons`
  expect(hidden?.rows).toBeGreaterThan(3)
  await sql`begin`
  await asVisitor(sql)
  const [seen] = await sql`
    select count(*) filter (where subject not in ('organization', 'project'))::integer as persons,
      count(*) filter (where organization_code = '100001')::integer as forty from public.accounts`
  await sql`rollback`
  expect(seen).toEqual({ persons: 0, forty: 40 })
})
