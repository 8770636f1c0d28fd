import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import {
  asContact,
  asOwner,
  asService,
  asStaff,
  asSupervisor,
  signUp,
} from '../../fixtures/database/callers.ts'
import { installSealingKey, takeIn } from '../../fixtures/database/credentials.ts'
import { deliver } from '../../fixtures/database/desk.ts'
import { whereDumped } from '../../fixtures/database/dump.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { decide, type submission, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

/** Words that stand nowhere else. */
const CANARY = {
  name: '卡纳瑞',
  mobile: '13912348765',
  phone: '0571-87654321',
  email: 'canary.bird@erased.example.org',
  second: 'canary.second@erased.example.org',
  said: '卡纳瑞说的话',
} as const

const contact = { name: CANARY.name, post: '团委书记', phone: CANARY.phone, mobile: CANARY.mobile }

/** All that a person can leave behind: every door is gone through once. @returns what must be gone: the words, and the ids of the logins. */
async function wholeLife(sql: Sql): Promise<string[]> {
  await withoutQuietHours(sql)
  await installSealingKey(sql)
  const login = await signUp(sql, CANARY.email)
  await asOwner(sql)
  await sql`insert into auth.sessions (id, user_id, ip) values (gen_random_uuid(), ${login}, '198.51.100.7')`
  await sql`insert into auth.identities (id, user_id, provider, provider_id, identity_data)
    values (gen_random_uuid(), ${login}, 'email', ${login}, ${JSON.stringify({ email: CANARY.email, sub: login })}::text::jsonb)`
  await sql`insert into auth.audit_log_entries (id, payload)
    values (gen_random_uuid(), ${JSON.stringify({ action: 'login', actor_id: login, actor_username: CANARY.email })}::text::json)`

  // A registration that is returned with the person's name in the reason, handed in anew, approved.
  const { id } = await submitAs(sql, CANARY.email, { contact, note: CANARY.said })
  await decide(sql, id, 'returned', `${CANARY.name}老师，手机 ${CANARY.mobile} 请核对`)
  await submitAs(sql, CANARY.email, { id, contact, note: CANARY.said } as Parameters<typeof submission>[0])
  await decide(sql, id, 'approved')
  // Others that wait, were withdrawn, were refused; a draft.
  const withdrawn = await submitAs(sql, CANARY.email, {
    organization_code: CODE.neighbour,
    contact,
    note: CANARY.said,
  })
  await sql`select public.withdraw_registration(${withdrawn.id})`
  const refused = await submitAs(sql, CANARY.email, {
    organization_code: CODE.neighbour,
    contact,
    note: CANARY.said,
  })
  await decide(sql, refused.id, 'rejected', `${CANARY.name}不是这个单位的人`)
  await submitAs(sql, CANARY.email, { organization_code: CODE.neighbour, contact, note: CANARY.said })
  await submitAs(sql, CANARY.email, {
    purpose: 'change',
    contact,
    note: CANARY.said,
    existing_accounts: [],
    wanted_account: null,
  })
  await asContact(sql, CANARY.email)
  await sql`select public.save_registration_draft(${JSON.stringify({ contact, said: CANARY.said })}::text::jsonb)`

  // A credential whose mail comes back, which the level above sees; one handed over by telephone.
  await takeIn(sql)
  await deliver(sql)
  await report(sql, bounce((await newestMail(sql, 'credential_link')).id))
  await report(sql, { type: 'suppression.added', address: CANARY.email, is_dead: true, reason: '退信' })
  await asStaff(sql)
  await sql`insert into private.handovers (organization_code, platform, asked_by, answered_by, note)
    values (${CODE.school}, 'bilibili', ${`${CANARY.name} ${CANARY.mobile}`}, '值班员', ${`打 ${CANARY.phone} 核实`})`
  await takeIn(sql, { login_name: CANARY.mobile })
  await takeIn(sql, { login_name: CANARY.mobile, platform: 'nowhere' })

  // The question of a check, another mailbox for the contact, and back; a wish that still waits.
  await asOwner(sql)
  await sql`update public.contacts set mailbox_verified_at = now() - interval '2 years'`
  await asStaff(sql)
  await sql`insert into private.mailbox_checks (title) values ('春季登记前')`
  await sql`update public.contacts set new_email = ${CANARY.second} where registration_id = ${id}`

  // A recovery that the person asks for, an account that is the person's own, a mistake that the person reports without an account.
  await asContact(sql, CANARY.email)
  await sql`select public.request_recovery(${JSON.stringify({ organization_code: CODE.school, why: 'password_lost', contact, note: CANARY.said })}::text::jsonb)`
  await asStaff(sql)
  await sql`insert into public.accounts (organization_code, subject, platform, nickname) values (${CODE.school}, 'cadre', 'zhihu', '昵称')`
  await sql`insert into public.account_persons select id, ${CANARY.name}, '书记' from public.accounts where subject = 'cadre'`
  await asService(sql)
  await sql`select public.report_mistake(${JSON.stringify({ kind: 'other', organization_code: CODE.school, said: `${CANARY.name}不再是联系人`, source: CANARY.email })}::text::jsonb, 'a', 'a')`
  await tend(sql)
  await deliver(sql)
  await asSupervisor(sql, CODE.tonglu)
  await asOwner(sql)
  const hashes = await sql`select encode(private.address_hash(address::extensions.citext), 'hex') as hash
    from unnest(array[${CANARY.email}, ${CANARY.second}]::text[]) as address`
  return [...Object.values(CANARY), login, ...hashes.map(({ hash }) => String(hash))]
}

async function letRetentionEnd(sql: Sql): Promise<void> {
  for (let month = 0; month < 8; month += 1) {
    await passDays(sql, 30)
    await tend(sql)
  }
}

const erase = (sql: Sql) =>
  sql`insert into private.erasures (mailbox, note) values (${CANARY.email}, '打单位总机核实') returning *`

const tables = (places: readonly string[]) => [...new Set(places.map((place) => place.split(':')[0]))].sort()

describe('a person of whom every door was used', () => {
  test('stands in many tables, after the erasure only where the law keeps it, and when that time is over nowhere', async ({
    sql,
  }) => {
    const words = await wholeLife(sql)
    const before = tables(await whereDumped(sql, ...words))
    for (const table of [
      'auth.audit_log_entries',
      'auth.identities',
      'auth.sessions',
      'auth.users',
      'private.audit_log',
      'private.handovers',
      'private.mailbox_answers',
      'private.mailbox_proofs',
      'private.outbox',
      'private.recoveries',
      'private.suppressions',
      'public.account_persons',
      'public.contacts',
      'public.mistake_reports',
      'public.registrations',
    ])
      expect(before, 'the life has to be whole, or its end proves nothing').toContain(table)

    await asStaff(sql)
    const [erasure] = await erase(sql)
    expect(erasure).toMatchObject({ mailbox: null, cause: 'staff', registrations: 4, kept_elsewhere: null })
    expect(tables(await whereDumped(sql, ...words))).toEqual([
      'private.audit_log',
      'private.erasures',
      'private.letter_counts',
    ])
    expect(await whereDumped(sql, ...Object.values(CANARY)), 'no word of the person, at once').toEqual([])

    await letRetentionEnd(sql)
    expect(await whereDumped(sql, ...words)).toEqual([])
  })

  test('may do the same alone, newly signed in', async ({ sql }) => {
    const words = await wholeLife(sql)
    await asContact(sql, CANARY.email)
    await sql`select public.erase_me()`
    await letRetentionEnd(sql)
    expect(await whereDumped(sql, ...words)).toEqual([])
  })

  test('goes on being counted, as one who was erased', async ({ sql }) => {
    await wholeLife(sql)
    const counts = async () => {
      await asOwner(sql)
      const [row] = await sql`select
        (select count(*) from public.registrations where state <> 'draft') as registrations, (select count(*) from private.outbox) as letters,
        (select count(*) from private.recoveries) as recoveries, (select count(*) from private.handovers) as handovers,
        (select count(*) from private.mail_events) as events, (select count(*) from private.mailbox_answers) as answers`
      return row
    }
    const before = await counts()
    await asStaff(sql)
    await erase(sql)
    expect(await counts()).toEqual(before)
    expect(await sql`select distinct name, email::text from private.recoveries`).toEqual([
      { name: '已删除', email: '已删除' },
    ])
    expect(await sql`select asked_by, note from private.handovers`).toEqual([
      { asked_by: '已删除', note: null },
    ])
    expect(await sql`select distinct email::text from private.mailbox_check_results`).toEqual([
      { email: '已删除' },
    ])
  })
})
