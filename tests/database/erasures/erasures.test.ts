import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff, asSupervisor, signUp } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { deliver, deskOf } from '../../fixtures/database/desk.ts'
import { whereDumped } from '../../fixtures/database/dump.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { bounce, report } from '../../fixtures/database/mail-events.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

const SUCCESSOR = {
  name: '柳晓棠',
  post: '团委副书记',
  mobile: '13588880002',
  email: 'liu@school.example.org',
}

async function erase(sql: Sql, mailbox: string | null = PERSON.email) {
  await asStaff(sql)
  const [row] = await sql`insert into private.erasures (mailbox) values (${mailbox}) returning *`
  return row
}

const words = [PERSON.name, PERSON.mobile, PERSON.phone, PERSON.email]

describe('a registration that is withdrawn', () => {
  test('takes with it what only it held, and the level above reads nobody there', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email, { note: '请尽快' })
    await deliver(sql)
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    await asOwner(sql)
    expect(
      await sql`select state, note, existing_accounts, wanted_platform from public.registrations`,
    ).toEqual([{ state: 'withdrawn', note: null, existing_accounts: [], wanted_platform: null }])
    expect(await whereDumped(sql, PERSON.name, PERSON.mobile, PERSON.phone)).toEqual([])
    expect(await sql`select kind, recipient::text from private.outbox order by position`).toEqual([
      { kind: 'registration_received', recipient: '已删除' },
      { kind: 'registration_withdrawn', recipient: PERSON.email },
    ])
  })

  test('is told to the person by a letter that goes, and that is empty a week later', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    const batch = await claim(sql)
    expect(batch?.mails.map((mail) => [mail.kind, mail.to])).toEqual([
      ['registration_withdrawn', PERSON.email],
    ])
    await settle(sql, batch, 'sent', { provider_ids: ['provider-id-9f3e'] })
    await passDays(sql, 8)
    await tend(sql)
    expect(await whereDumped(sql, PERSON.name, PERSON.mobile, 'provider-id-9f3e')).toEqual([])
    await asOwner(sql)
    expect(await sql`select distinct recipient::text from private.outbox`).toEqual([{ recipient: '已删除' }])
  })

  test('takes nothing of another registration of the same mailbox', async ({ sql }) => {
    await approvedRegistration(sql)
    const other = await submitAs(sql, PERSON.email, { organization_code: CODE.neighbour })
    await sql`select public.withdraw_registration(${other.id})`
    await asOwner(sql)
    expect(
      await sql`select r.organization_code from public.contacts k join public.registrations r on r.id = k.registration_id`,
    ).toEqual([{ organization_code: CODE.school }])
    const letters =
      await sql`select distinct payload ->> 'organization_code' as code from private.outbox where recipient = ${PERSON.email} order by 1`
    expect(letters).toEqual([{ code: CODE.school }, { code: CODE.neighbour }])
  })
})

describe('the contact of an organization who is erased', () => {
  test('leaves the organization and its accounts in the register, its waiting credential dead, and a task above', async ({
    sql,
  }) => {
    const id = await issuedCredential(sql)
    await erase(sql)
    expect(await credential(sql, id)).toMatchObject({ state: 'revoked', sealed: null })
    await asOwner(sql)
    expect(await sql`select status from public.organizations where code = ${CODE.school}`).toEqual([
      { status: 'registered' },
    ])
    expect(await sql`select state from public.registrations`).toEqual([{ state: 'approved' }])
    expect((await sql`select from public.accounts where organization_code = ${CODE.school}`).length).toBe(2)
    const desk = await deskOf(sql, CODE.tonglu)
    expect(desk.tasks).toMatchObject([
      { kind: 'no_contact', organization_code: CODE.school, contact: null, credential: null },
    ])
  })

  test('is followed by who asks for recovery, and credentials are issued again, to that mailbox', async ({
    sql,
  }) => {
    await issuedCredential(sql)
    await erase(sql)
    expect((await takeIn(sql)).result).toMatch(/^未收下：.*没有可以发信的邮箱/)
    await asContact(sql, SUCCESSOR.email)
    const { email: _, ...contact } = SUCCESSOR
    await sql`select public.request_recovery(${JSON.stringify({ organization_code: CODE.school, why: 'person_left', contact })}::text::jsonb)`
    await asOwner(sql)
    const [asked] = await sql`select id from private.recoveries`
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_decide_recovery(${asked?.id}, true)`
    await asOwner(sql)
    expect(await sql`select name, email::text from public.contacts`).toEqual([
      { name: SUCCESSOR.name, email: SUCCESSOR.email },
    ])
    expect((await deskOf(sql, CODE.tonglu)).tasks).toEqual([])
    expect((await takeIn(sql)).result).toBe('已封存，信已排队')
    await asOwner(sql)
    expect(
      await sql`select recipient::text from private.outbox where kind = 'credential_link' and state = 'queued'`,
    ).toEqual([{ recipient: SUCCESSOR.email }])
  })

  test('cannot be followed by a row that staff put in', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    await erase(sql)
    const byHand =
      () => sql`insert into public.contacts (registration_id, name, post, mobile, email, mailbox_verified_at)
      values (${registration}, '冒名者', '书记', '13700000000', 'stranger@example.org', now())`
    expect(await refusalOf(sql, byHand)).toMatchObject({ code: 'contact-fixed' })
  })
})

describe('an erasure', () => {
  test.for([
    ['without a mailbox', null, 'person-unsaid'],
    ['of a mailbox that nobody knows', 'nobody@example.org', 'person-missing'],
    ['of somebody who is staff', `supervisor.${CODE.tonglu}@example.org`, 'person-is-staff'],
  ] as const)('is refused %s', async ([, mailbox, code], { sql }) => {
    await asSupervisor(sql, CODE.tonglu)
    expect(await refusalOf(sql, () => erase(sql, mailbox))).toMatchObject({ code, field: 'mailbox' })
  })

  test('is the wish of who signed in lately, and of nobody else', async ({ sql }) => {
    await approvedRegistration(sql)
    const login = await signUp(sql, PERSON.email)
    await asOwner(sql)
    await sql`update auth.users set last_sign_in_at = now() - interval '2 hours' where id = ${login}`
    await asContact(sql, PERSON.email)
    expect(await refusalOf(sql, () => sql`select public.erase_me()`)).toMatchObject({
      code: 'person-not-lately',
    })
    await asContact(sql, 'unproven@example.org', false)
    expect(await refusalOf(sql, () => sql`select public.erase_me()`)).toMatchObject({
      code: 'mailbox-unproven',
    })
    expect((await whereDumped(sql, PERSON.mobile)).length).toBeGreaterThan(0)
  })

  test('ends the session: its token says nothing to anybody any more', async ({ sql }) => {
    await approvedRegistration(sql)
    await asContact(sql, PERSON.email)
    await sql`select public.erase_me()`
    expect(await sql`select public.my_registrations() as mine`).toEqual([{ mine: [] }])
    expect(await refusalOf(sql, () => sql`select public.erase_me()`)).toMatchObject({
      code: 'mailbox-unproven',
    })
  })

  test('lets a batch that is under way go as it was frozen, and empties it when its fate is known', async ({
    sql,
  }) => {
    await submitAs(sql, PERSON.email)
    const batch = await claim(sql)
    await erase(sql)
    await tend(sql)
    await asOwner(sql)
    await sql`update private.mail_batches set lease_until = now(), next_attempt_at = now()`
    expect((await claim(sql))?.mails).toEqual(batch?.mails)
    await settle(sql, batch, 'sent', { attempt: 2, provider_ids: ['provider-id-9f3e'] })
    await tend(sql)
    expect(await whereDumped(sql, ...words, 'provider-id-9f3e')).toEqual([])
  })

  test('is not undone by a report that comes late', async ({ sql }) => {
    await submitAs(sql, PERSON.email)
    const batch = await claim(sql)
    await settle(sql, batch, 'sent', { provider_ids: ['provider-id-9f3e'] })
    await erase(sql)
    await report(sql, {
      ...bounce(String(batch?.mails[0]?.id)),
      provider_id: 'provider-id-9f3e',
      address: PERSON.email,
    })
    await asOwner(sql)
    expect(await sql`select from private.suppressions`).toHaveLength(0)
    expect(await whereDumped(sql, ...words, 'provider-id-9f3e')).toEqual([])
  })

  test('leaves somebody else of the same name where they are', async ({ sql }) => {
    await approvedRegistration(sql)
    const namesake = await submitAs(sql, 'namesake@example.org', {
      organization_code: CODE.neighbour,
      existing_accounts: [],
    })
    await decide(sql, namesake.id, 'approved')
    await erase(sql)
    await asOwner(sql)
    expect(await sql`select registration_id, name, email::text from public.contacts`).toEqual([
      { registration_id: namesake.id, name: PERSON.name, email: 'namesake@example.org' },
    ])
    expect(await sql`select from private.outbox where recipient = 'namesake@example.org'`).toHaveLength(2)
  })

  test('says what of Auth it may not delete, and does the rest', async ({ sql }) => {
    await approvedRegistration(sql)
    await asOwner(sql)
    await sql`revoke delete on auth.audit_log_entries from postgres, authenticator`
    expect(await erase(sql)).toMatchObject({ kept_elsewhere: 'auth.audit_log_entries' })
    await asOwner(sql)
    expect(await sql`select from auth.users where email = ${PERSON.email}`).toHaveLength(0)
  })
})

describe('what is kept has its life', () => {
  test('of a draft that nobody touches, of a login that was never proven, of a registration that was refused', async ({
    sql,
  }) => {
    await withoutQuietHours(sql)
    await signUp(sql, 'unproven@example.org', false)
    await asContact(sql, 'drafting@example.org')
    await sql`select public.save_registration_draft('{"said": "草稿里的话"}')`
    const { id } = await submitAs(sql, PERSON.email)
    await decide(sql, id, 'rejected', '重复')
    await tend(sql)
    expect((await whereDumped(sql, 'unproven@example.org', '草稿里的话', PERSON.mobile)).length).toBe(3)
    await asOwner(sql)
    await sql`set local session_replication_role = replica`
    await sql`update public.registrations set updated_at = now() - interval '91 days', decided_at = decided_at - interval '181 days'`
    await sql`update auth.users set created_at = now() - interval '31 days'`
    await sql`set local session_replication_role = origin`
    await passDays(sql, 181)
    await tend(sql)
    expect(await whereDumped(sql, 'unproven@example.org', '草稿里的话', PERSON.mobile, PERSON.name)).toEqual(
      [],
    )
    await asOwner(sql)
    expect(await sql`select state from public.registrations`).toEqual([{ state: 'rejected' }])
  })

  test('of a login that nobody uses, unless somebody counts on it', async ({ sql }) => {
    await approvedRegistration(sql)
    await signUp(sql, 'idle@example.org')
    await asSupervisor(sql, CODE.tonglu)
    await asOwner(sql)
    await sql`update auth.users set created_at = now() - interval '3 years', last_sign_in_at = now() - interval '3 years'`
    await tend(sql)
    expect(await sql`select email from auth.users order by email`).toEqual([
      { email: PERSON.email },
      { email: `supervisor.${CODE.tonglu}@example.org` },
    ])
    expect(await sql`select cause from private.erasures`).toEqual([{ cause: 'idle' }])
  })

  test('of letters that came to their end: recipient and words go, what became of them stays', async ({
    sql,
  }) => {
    await approvedRegistration(sql)
    await deliver(sql)
    await passDays(sql, 181)
    await tend(sql)
    await asOwner(sql)
    expect(
      await sql`select distinct recipient::text, payload, state from private.outbox where created_at < now() - interval '180 days'`,
    ).toEqual([{ recipient: '已删除', payload: {}, state: 'sent' }])
  })

  test('of the audit, where nothing but this chore deletes', async ({ sql }) => {
    await installSealingKey(sql)
    await asStaff(sql)
    await sql`update public.organizations set short_name = '桐庐一中' where code = ${CODE.school}`
    await asOwner(sql)
    await sql`set local session_replication_role = replica`
    await sql`update private.audit_log set at = at - interval '4 years'`
    await sql`set local session_replication_role = origin`
    await sql`update private.retention_periods set swept_on = null`
    await asStaff(sql)
    await sql`create function public.forget_in_log() returns void language sql as 'delete from private.audit_log'`
    expect(await refusalOf(sql, () => sql`select public.forget_in_log()`)).toMatchObject({
      code: 'audit-is-final',
    })
    await tend(sql)
    expect(await sql`select from private.audit_log where at < now() - interval '3 years'`).toHaveLength(0)
  })
})
