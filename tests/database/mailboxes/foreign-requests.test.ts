import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asSupervisor } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { deliver, deskOf } from '../../fixtures/database/desk.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import { answer, mailsTo, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import {
  approvedRegistration,
  decide,
  myRegistrations,
  PERSON,
  submitAs,
} from '../../fixtures/database/registrations.ts'
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

const filed = async (sql: Sql, id: string) => {
  await asOwner(sql)
  const [row] = await sql`select from_present_contact from public.registrations where id = ${id}`
  return row?.from_present_contact
}

const questions = async (sql: Sql) =>
  (await myRegistrations(sql, PERSON.email)).flatMap(({ mailbox }) => mailbox?.questions ?? [])

describe('a change or a further account from another mailbox than the present contact’s', () => {
  test('is shown to staff as what it is, and the contact’s own as its own', async ({ sql }) => {
    await approvedRegistration(sql)
    expect(await filed(sql, (await submitAs(sql, STRANGER, change)).id)).toBe(false)
    expect(await filed(sql, (await submitAs(sql, PERSON.email, change)).id)).toBe(true)
    await asSupervisor(sql, CODE.tonglu)
    const [page] = await sql`select public.desk_registrations() as shown`
    const changes = page?.shown.filter(({ purpose }: { purpose: string }) => purpose === 'change')
    // Both were filed in one moment, so that their order is any.
    expect(changes).toHaveLength(2)
    expect(changes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ from_present_contact: false }),
        expect.objectContaining({ from_present_contact: true }),
      ]),
    )
  })

  test('is told to the present contact at once, with nothing that the stranger typed', async ({ sql }) => {
    await approvedRegistration(sql)
    await submitAs(sql, STRANGER, change)
    const told = await mailsTo(sql, 'foreign_request')
    expect(told.map(({ recipient }) => recipient)).toEqual([PERSON.email])
    expect(told[0]?.payload).toEqual({
      organization_name: '桐庐县第一中学',
      organization_code: CODE.school,
      contact_name: PERSON.name,
      purpose: 'change',
    })
    await submitAs(sql, PERSON.email, change)
    expect(await mailsTo(sql, 'foreign_request')).toHaveLength(1)
  })

  test('moves no credential and no contact by its approval', async ({ sql }) => {
    const issued = await issuedCredential(sql)
    const { id } = await submitAs(sql, STRANGER, change)
    await decide(sql, id, 'approved')
    expect(await presentMailbox(sql)).toBe(PERSON.email)
    expect(await credential(sql, issued)).toMatchObject({ generation: 1, state: 'queued' })
    await takeIn(sql)
    expect(await links(sql)).toEqual([PERSON.email, PERSON.email])
  })

  test('that asks for an account opens its record; the credential goes to the present contact', async ({
    sql,
  }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    const { id } = await submitAs(sql, STRANGER, furtherAccount)
    await decide(sql, id, 'approved')
    expect(await takeIn(sql, { platform: 'douyin' })).toMatchObject({ result: '已封存，信已排队' })
    expect(await links(sql)).toEqual([PERSON.email])
    expect((await myRegistrations(sql, STRANGER))[0]?.credentials).toEqual([])
    expect((await myRegistrations(sql, PERSON.email))[0]?.credentials).toMatchObject([{ platform: 'douyin' }])
    await asContact(sql, STRANGER)
    await sql`select public.withdraw_registration(${id})`
    await asOwner(sql)
    expect(await sql`select from private.credentials where state = 'revoked'`).toHaveLength(0)
  })

  test('moves the contact where the contact says yes and the new mailbox proves itself', async ({ sql }) => {
    const issued = await issuedCredential(sql)
    await submitAs(sql, STRANGER, {
      ...change,
      contact: { name: '许知遥', post: '书记', mobile: '13777700002' },
    })
    const [question] = await questions(sql)
    expect(question).toMatchObject({ about: 'change', asked_by: null, mailbox: STRANGER })
    expect(await answer(sql, { id: question?.id ?? '' }, true)).toEqual({
      outcome: 'code_sent',
      email: STRANGER,
    })
    expect(await presentMailbox(sql)).toBe(PERSON.email)
    await prove(sql, await newestProof(sql))
    expect(await presentMailbox(sql)).toBe(STRANGER)
    expect(await credential(sql, issued)).toMatchObject({ generation: 2, state: 'queued' })
    expect(await links(sql)).toEqual([PERSON.email, STRANGER])
    expect(
      (await myRegistrations(sql, STRANGER)).find(({ purpose }) => purpose === 'register')?.contact?.name,
    ).toBe('许知遥')
    expect((await mailsTo(sql, 'mailbox_changed')).map(({ recipient }) => recipient)).toContain(PERSON.email)
  })

  test('moves nothing after a no, and is asked about no more', async ({ sql }) => {
    await approvedRegistration(sql)
    await submitAs(sql, STRANGER, change)
    const [question] = await questions(sql)
    await answer(sql, { id: question?.id ?? '' }, false)
    await passTime(sql, 80)
    await tend(sql)
    expect(await questions(sql)).toEqual([])
    await asOwner(sql)
    expect(await sql`select from private.recoveries`).toHaveLength(0)
    expect(await presentMailbox(sql)).toBe(PERSON.email)
  })

  test('is answered by nobody but the contact', async ({ sql }) => {
    await approvedRegistration(sql)
    await submitAs(sql, STRANGER, change)
    const [question] = await questions(sql)
    expect(await refusalOf(sql, () => answer(sql, { id: question?.id ?? '' }, true, STRANGER))).toMatchObject(
      { code: 'question-missing' },
    )
  })

  test.for([
    ['is silent for 72 hours', (sql: Sql) => passTime(sql, 73)],
    [
      'has a mailbox that sends the letter back',
      async (sql: Sql) => {
        await deliver(sql)
        await report(sql, bounce((await newestMail(sql, 'foreign_request')).id))
      },
    ],
  ] as const)(
    'becomes a recovery where the contact %s, and moves nothing by itself',
    async ([, happens], { sql }) => {
      await withoutQuietHours(sql)
      await approvedRegistration(sql)
      await submitAs(sql, STRANGER, change)
      await happens(sql)
      await tend(sql)
      expect(await presentMailbox(sql)).toBe(PERSON.email)
      await asOwner(sql)
      expect(await sql`select email::text, state from private.recoveries`).toEqual([
        { email: STRANGER, state: 'asked' },
      ])
      const { tasks } = await deskOf(sql, CODE.tonglu)
      expect(tasks).toContainEqual(
        expect.objectContaining({
          kind: 'recovery',
          reason: expect.stringContaining('请打登记的电话核实'),
          contact: expect.objectContaining({ email: PERSON.email, mobile: PERSON.mobile }),
        }),
      )
      await asOwner(sql)
      await sql`update private.recoveries set state = 'approved'`
      expect(await presentMailbox(sql)).toBe(STRANGER)
    },
  )

  test('filed and withdrawn over and over sends three letters a day, and without a letter no clock runs', async ({
    sql,
  }) => {
    await approvedRegistration(sql)
    for (let turn = 0; turn < 5; turn += 1) {
      const { id } = await submitAs(sql, STRANGER, change)
      if (turn < 4) await sql`select public.withdraw_registration(${id})`
    }
    expect(await mailsTo(sql, 'foreign_request')).toHaveLength(3)
    expect(await questions(sql)).toMatchObject([{ due_at: null }])
  })
})
