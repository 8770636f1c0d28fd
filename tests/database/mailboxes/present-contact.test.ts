import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  overwrite,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { deliver } from '../../fixtures/database/desk.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import {
  answer,
  askForMailbox,
  mailsTo,
  NEW_MAILBOX,
  newestProof,
  prove,
} from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passTime, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

const STRANGER = 'stranger@elsewhere.example.org'
const TYPED = '请点开 https://evil.example.org 领取'

const change = { purpose: 'change', note: TYPED, existing_accounts: [], wanted_account: null }
const furtherAccount = {
  purpose: 'add_account',
  note: TYPED,
  existing_accounts: [],
  wanted_account: { platform: 'douyin', nickname: '桐庐县第一中学团委' },
}

const presentMailbox = async (sql: Sql) => {
  await asOwner(sql)
  const [row] = await sql`select (private.present_contact(${CODE.school})).email::text as email`
  return row?.email
}

const links = async (sql: Sql) => (await mailsTo(sql, 'credential_link')).map(({ recipient }) => recipient)

describe('a mailbox that the school changes', () => {
  test('needs a sign-in with the old one within half an hour', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    await asContact(sql, PERSON.email)
    await asOwner(sql)
    await sql`update auth.users set last_sign_in_at = now() - interval '31 minutes'`
    expect(await refusalOf(sql, () => askForMailbox(sql, registration))).toMatchObject({
      code: 'mailbox-old-unproven',
    })
  })

  test('goes by the session’s own sign-in where the token tells it', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    const caller = await asContact(sql, PERSON.email)
    const hourAgo = Math.floor(Date.now() / 1000) - 3600
    const claims = { role: 'authenticated', sub: caller, amr: [{ method: 'otp', timestamp: hourAgo }] }
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
    expect(
      await refusalOf(sql, () => sql`select public.request_mailbox_change(${registration}, ${NEW_MAILBOX})`),
    ).toMatchObject({ code: 'mailbox-old-unproven' })
  })

  test('changes five times a day at most, whatever is alternated or withdrawn', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    let sent = 0
    for (let turn = 0; turn < 9; turn += 1) {
      const refusal = await refusalOf(sql, () =>
        askForMailbox(sql, registration, turn % 2 === 0 ? 'one@example.org' : 'two@example.org'),
      )
      if (refusal === null) {
        sent += 1
        await sql`select public.withdraw_mailbox_change(${registration})`
      } else expect(refusal.code).toBe('letters-sender-spent')
    }
    expect(sent).toBe(5)
  })
})

describe('a mailbox that the level above changes', () => {
  async function desk(sql: Sql, registration: string, email = NEW_MAILBOX) {
    await asSupervisor(sql, CODE.tonglu)
    const [row] = await sql`select public.desk_change_mailbox(${registration}, ${email}) as reply`
    return row?.reply
  }

  test('waits for the yes of the old one, and sends no code before', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    expect(await desk(sql, registration)).toEqual({ outcome: 'waits_for_old', email: NEW_MAILBOX })
    expect(await mailsTo(sql, 'mailbox_link')).toEqual([])
    expect((await mailsTo(sql, 'mailbox_question')).map(({ recipient }) => recipient)).toEqual([PERSON.email])
    expect(await prove(sql, await newestProof(sql))).toEqual({ outcome: 'expired' })
    expect(await refusalOf(sql, () => desk(sql, registration))).toMatchObject({ code: 'mailbox-old-waits' })
    await answer(sql, await newestProof(sql), true)
    expect((await mailsTo(sql, 'mailbox_link')).map(({ recipient }) => recipient)).toEqual([NEW_MAILBOX])
    await prove(sql, await newestProof(sql))
    expect(await presentMailbox(sql)).toBe(NEW_MAILBOX)
  })

  test('ends with the no of the old one', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    await desk(sql, registration)
    await answer(sql, await newestProof(sql), false)
    expect(await newestProof(sql)).toMatchObject({ state: 'withdrawn' })
    expect(await prove(sql, await newestProof(sql))).toEqual({ outcome: 'expired' })
  })

  test('goes on after fourteen days without answer, and not where somebody signed in meanwhile', async ({
    sql,
  }) => {
    const registration = await approvedRegistration(sql)
    await desk(sql, registration)
    await passTime(sql, 14 * 24 - 1)
    await tend(sql)
    expect(await mailsTo(sql, 'mailbox_link')).toEqual([])
    await passTime(sql, 2)
    await tend(sql)
    expect(await mailsTo(sql, 'mailbox_link')).toEqual([])
    await asOwner(sql)
    await sql`update auth.users set last_sign_in_at = now() - interval '60 days'`
    await tend(sql)
    expect((await mailsTo(sql, 'mailbox_link')).map(({ recipient }) => recipient)).toEqual([NEW_MAILBOX])
    await prove(sql, await newestProof(sql))
    expect(await presentMailbox(sql)).toBe(NEW_MAILBOX)
  })

  test('stays where it is when who asked stands above no more, whatever was asked or sent before', async ({
    sql,
  }) => {
    await withoutQuietHours(sql)
    const registration = await approvedRegistration(sql)
    await desk(sql, registration)
    await passTime(sql, 15 * 24)
    await asOwner(sql)
    await sql`update auth.users set last_sign_in_at = now() - interval '60 days'`
    await asStaff(sql)
    await sql`delete from public.staff_members`
    await tend(sql)
    expect(await mailsTo(sql, 'mailbox_link')).toEqual([])

    await desk(sql, registration, 'other@school.example.org')
    await deliver(sql)
    await report(sql, bounce((await newestMail(sql, 'mailbox_question')).id))
    const sent = await newestProof(sql)
    expect((await mailsTo(sql, 'mailbox_link')).map(({ recipient }) => recipient)).toEqual([
      'other@school.example.org',
    ])
    await asStaff(sql)
    await sql`update public.staff_members set organization_code = ${CODE.xihu}`
    expect(await prove(sql, sent)).toEqual({ outcome: 'expired' })
    expect(await presentMailbox(sql)).toBe(PERSON.email)
  })

  test('goes on at once where the question comes back', async ({ sql }) => {
    await withoutQuietHours(sql)
    const registration = await approvedRegistration(sql)
    await desk(sql, registration)
    await deliver(sql)
    await report(sql, bounce((await newestMail(sql, 'mailbox_question')).id))
    expect((await mailsTo(sql, 'mailbox_link')).map(({ recipient }) => recipient)).toEqual([NEW_MAILBOX])
  })

  test('is never the own one of who asks, nor another member of staff’s', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    await asSupervisor(sql, CODE.hangzhou)
    await asSupervisor(sql, CODE.tonglu)
    for (const owner of [CODE.tonglu, CODE.hangzhou])
      for (const spelling of ['', '+school', '+a+b'])
        expect(
          await refusalOf(sql, () => desk(sql, registration, `Supervisor.${owner}${spelling}@example.org`)),
        ).toMatchObject({ code: 'mailbox-of-staff' })
    await asStaff(sql)
    expect(
      await refusalOf(
        sql,
        () => sql`update public.contacts set new_email = ${`supervisor.${CODE.tonglu}@example.org`}`,
      ),
    ).toMatchObject({ code: 'mailbox-of-staff' })
  })
})

describe('the present contact', () => {
  /** Each way in which rows may lie: who reads without saying which row takes another one in each. */
  test.for([
    ['as they were written', []],
    ['the contact’s own written anew behind them', ['register']],
    ['the others written anew behind it', ['change', 'add_account']],
  ] as const)(
    'is that of the first registration however many others were approved, before it filed and after it, rows lying %s',
    async ([, rewritten], { sql }) => {
      await withoutQuietHours(sql)
      await installSealingKey(sql)
      const early = await submitAs(sql, 'early@elsewhere.example.org', change)
      const first = await approvedRegistration(sql)
      const late = await submitAs(sql, STRANGER, furtherAccount)
      await asOwner(sql)
      for (const [id, days] of [
        [early.id, 9],
        [first, 5],
        [late.id, 1],
      ] as const)
        await sql`update public.registrations set submitted_at = now() - make_interval(days => ${days}) where id = ${id}`
      for (const { id } of [early, late]) await decide(sql, id, 'approved')
      await asOwner(sql)
      await sql`update public.registrations set decided_at = now() - interval '3 days' where id = ${first}`
      for (const purpose of rewritten) {
        await sql`update public.registrations set purpose = purpose where purpose = ${purpose}`
        await sql`update public.contacts k set name = k.name from public.registrations r
          where r.id = k.registration_id and r.purpose = ${purpose}`
      }
      expect(await presentMailbox(sql)).toBe(PERSON.email)
      expect(await takeIn(sql)).toMatchObject({ result: '已封存，信已排队' })
      expect(await takeIn(sql, { platform: 'douyin' })).toMatchObject({ result: '已封存，信已排队' })
      expect(await links(sql)).toEqual([PERSON.email, PERSON.email])
      await askForMailbox(sql, first)
      await prove(sql, await newestProof(sql))
      expect(await presentMailbox(sql)).toBe(NEW_MAILBOX)
      expect(new Set(await links(sql))).toEqual(new Set([PERSON.email, NEW_MAILBOX]))
    },
  )

  test('is changed by no writing of staff but the ways that prove it', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    const { id } = await submitAs(sql, STRANGER, change)
    await decide(sql, id, 'approved')
    for (const [write, code] of [
      [
        () => sql`update public.contacts set email = ${STRANGER} where registration_id = ${registration}`,
        'contact-mailbox-unproven',
      ],
      [
        () => sql`update public.contacts set registration_id = ${registration} where registration_id = ${id}`,
        'contact-fixed',
      ],
      [
        () => sql`update public.registrations set purpose = 'register' where id = ${id}`,
        'registration-placed',
      ],
      [
        () =>
          sql`update public.registrations set organization_code = ${CODE.neighbour} where id = ${registration}`,
        'registration-placed',
      ],
    ] as const) {
      await asStaff(sql)
      expect(await refusalOf(sql, write)).toMatchObject({ code })
    }
    expect(await presentMailbox(sql)).toBe(PERSON.email)
  })

  test('cannot be put back to a former mailbox by hand, though that one was proven once', async ({ sql }) => {
    const registration = await approvedRegistration(sql)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    await asStaff(sql)
    expect(
      await refusalOf(
        sql,
        () => sql`update public.contacts set email = ${PERSON.email} where registration_id = ${registration}`,
      ),
    ).toMatchObject({ code: 'contact-mailbox-unproven' })
  })

  test('who takes over has a calendar of reminders of its own', async ({ sql }) => {
    const issued = await issuedCredential(sql)
    await overwrite(sql, issued, {
      state: 'delivered',
      reminders: 4,
      reminders_in_step: 2,
      first_sent_at: new Date(),
    })
    const registration = String((await credential(sql, issued)).registration_id)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    expect(await credential(sql, issued)).toMatchObject({
      reminders: 0,
      reminders_in_step: 0,
      first_sent_at: null,
    })
  })

  test('who asks for recovery from the same mailbox has new links too: the old ones may have been read', async ({
    sql,
  }) => {
    const issued = await issuedCredential(sql)
    await asContact(sql, PERSON.email)
    await sql`select public.request_recovery(${JSON.stringify({
      organization_code: CODE.school,
      why: 'password_lost',
      contact: { name: PERSON.name, post: PERSON.post, mobile: PERSON.mobile },
    })}::text::jsonb)`
    await asStaff(sql)
    await sql`update private.recoveries set state = 'approved'`
    expect(await credential(sql, issued)).toMatchObject({ generation: 2, state: 'queued' })
    expect(await links(sql)).toEqual([PERSON.email, PERSON.email])
  })

  test('of another organization gets no credential with an account that is moved there', async ({ sql }) => {
    const issued = await issuedCredential(sql)
    await asStaff(sql)
    await sql`update public.accounts set organization_code = ${CODE.neighbour} where platform = 'bilibili'`
    expect(await credential(sql, issued)).toMatchObject({ state: 'revoked', sealed: null })
  })
})

test.for([
  ['address', { email: 'province@example.org' }],
  ['address to come', { email_change: 'province@example.org' }],
  ['telephone', { phone: '13777700003' }],
] as const)('a login keeps its %s, whoever writes', async ([, column], { sql }) => {
  await asContact(sql, STRANGER)
  await asOwner(sql)
  expect(
    await refusalOf(sql, () => sql`update auth.users set ${sql(column)} where email = ${STRANGER}`),
  ).toMatchObject({ code: 'login-address-fixed' })
})
