import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asService, asSupervisor } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { letLinkRest } from '../../fixtures/database/letters.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import { askForMailbox, mailsTo, NEW_MAILBOX, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { myRegistrations, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const past = new Date(Date.now() - 3_600_000)

/** A credential on its way, and the registration it belongs to. */
async function issued(sql: Sql) {
  const id = await issuedCredential(sql)
  return { id, registration: String((await credential(sql, id)).registration_id) }
}

describe('a new mailbox', () => {
  test('gets a code and nothing else until the code is entered', async ({ sql }) => {
    const { id, registration } = await issued(sql)
    expect(await askForMailbox(sql, registration, ` ${NEW_MAILBOX.toUpperCase()}\u3000`)).toMatchObject({
      outcome: 'code_sent',
    })
    await asOwner(sql)
    const rows =
      await sql`select kind, recipient::text, payload from private.outbox where lower(recipient::text) = ${NEW_MAILBOX}`
    expect(rows).toMatchObject([
      { kind: 'mailbox_proof', payload: { organization_name: '桐庐县第一中学', asked_by: 'school' } },
    ])
    expect(await credential(sql, id)).toMatchObject({ generation: 1, registration_id: registration })
    const [contact] = await sql`select email::text from public.contacts`
    expect(contact?.email).toBe(PERSON.email)
  })

  test('is the contact’s once its code is entered: old links are dead, a new one goes there', async ({
    sql,
  }) => {
    const { id, registration } = await issued(sql)
    await askForMailbox(sql, registration)
    expect(await prove(sql, await newestProof(sql))).toEqual({
      outcome: 'proven',
      purpose: 'change',
      organization_name: '桐庐县第一中学',
      mailbox: NEW_MAILBOX,
    })
    expect(await credential(sql, id)).toMatchObject({ state: 'queued', generation: 2 })
    expect(await mailsTo(sql, 'credential_link')).toMatchObject([
      { recipient: PERSON.email, state: 'cancelled' },
      { recipient: NEW_MAILBOX, state: 'queued' },
    ])
    await asService(sql)
    const [old] = await sql`select public.open_credential(${id}, 1, 'reader') as reply`
    expect(old?.reply).toEqual({ outcome: 'superseded' })
  })

  test('is told to the old one, the new one and the nearest supervisors, none of whom learn an address', async ({
    sql,
  }) => {
    const { registration } = await issued(sql)
    await asSupervisor(sql, CODE.hangzhou)
    await asSupervisor(sql, CODE.tonglu)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    const told = await mailsTo(sql, 'mailbox_changed')
    expect(told.map(({ recipient, payload }) => [recipient, payload.reader])).toEqual([
      [PERSON.email, 'old'],
      [NEW_MAILBOX, 'new'],
      [`supervisor.${CODE.tonglu}@example.org`, 'supervisor'],
    ])
    for (const { payload } of told)
      expect(payload).toMatchObject({
        old_mailbox: 'c***@school.example.org',
        new_mailbox: 't***@tonglu1zhong.example.org',
      })
  })

  test('takes the registration along: who signs in with it finds it, who has the old one does not', async ({
    sql,
  }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    expect(await myRegistrations(sql)).toEqual([])
    expect((await myRegistrations(sql, NEW_MAILBOX)).map(({ id }) => id)).toEqual([registration])
  })

  test('is shown while it waits, with what became of its code', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    expect((await myRegistrations(sql))[0]?.mailbox).toMatchObject({
      email: PERSON.email,
      trouble: null,
      change: { email: NEW_MAILBOX, code_number: 1, asked_by: 'school', trouble: null },
    })
    const batch = await claim(sql)
    await settle(sql, batch, 'sent', { provider_ids: batch?.mails.map(({ id }) => id) })
    await report(sql, bounce((await newestMail(sql, 'mailbox_proof')).id))
    expect((await myRegistrations(sql))[0]?.mailbox?.change).toMatchObject({
      trouble: '这个邮箱不存在，请核对地址',
    })
  })

  test('that was suppressed is cleared with the provider before its code goes out', async ({ sql }) => {
    const { registration } = await issued(sql)
    await report(sql, {
      type: 'suppression.added',
      address: NEW_MAILBOX,
      is_dead: true,
      reason: '退信',
      happened_at: past.toISOString(),
    })
    await askForMailbox(sql, registration)
    expect((await claim(sql))?.mails.map(({ to }) => to)).not.toContain(NEW_MAILBOX)
    await asService(sql)
    const [turn] = await sql`select public.take_mail_turn() as turn`
    expect(turn?.turn).toMatchObject({ outcome: 'lift', address: NEW_MAILBOX })
    await sql`select public.settle_suppression_lift(${turn?.turn.address_hash}, true)`
    expect((await claim(sql))?.mails.map(({ to }) => to)).toEqual([NEW_MAILBOX])
  })
})

describe('what was no longer sealed when the mailbox changed', () => {
  test.for([
    ['opened', { state: 'opened', opened_at: past }],
    ['erased', { state: 'expired', sealed: null }],
  ] as const)(
    '%s: the old link dies too, and staff are asked to issue again',
    async ([, change], { sql }) => {
      const { id, registration } = await issued(sql)
      await overwrite(sql, id, change)
      await askForMailbox(sql, registration)
      await prove(sql, await newestProof(sql))
      expect(await credential(sql, id)).toMatchObject({
        state: change.state,
        generation: 2,
        sealed: null,
        reissue_requested_at: expect.any(Date),
      })
    },
  )
})

describe('asking for a mailbox', () => {
  test.for([
    ['一个 邮 箱', 'mailbox-address'],
    [PERSON.email.toUpperCase(), 'mailbox-same'],
  ] as const)('%s is refused: %s', async ([typed, code], { sql }) => {
    const { registration } = await issued(sql)
    expect(await refusalOf(sql, () => askForMailbox(sql, registration, typed))).toMatchObject({
      code,
      field: 'email',
    })
  })

  test('twice within a minute, or a sixth time, is refused', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    expect(await refusalOf(sql, () => askForMailbox(sql, registration))).toMatchObject({
      code: 'mailbox-code-recent',
    })
    await asOwner(sql)
    for (let code = 2; code <= 5; code += 1) {
      await asOwner(sql)
      await letLinkRest(sql)
      await askForMailbox(sql, registration)
    }
    await asOwner(sql)
    await letLinkRest(sql)
    expect(await refusalOf(sql, () => askForMailbox(sql, registration))).toMatchObject({
      code: 'letters-recipient-spent',
    })
  })

  test('for another one ends the first wish', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration, 'first@example.org')
    await askForMailbox(sql, registration, 'second@example.org')
    expect(await mailsTo(sql, 'mailbox_proof')).toMatchObject([
      { recipient: 'first@example.org', state: 'cancelled' },
      { recipient: 'second@example.org', state: 'queued' },
    ])
    await asOwner(sql)
    expect(await sql`select email::text, state from private.mailbox_proofs order by email`).toEqual([
      { email: 'first@example.org', state: 'withdrawn' },
      { email: 'second@example.org', state: 'asked' },
    ])
  })

  test('of a registration that is not the caller’s is refused as if there were none', async ({ sql }) => {
    const { registration } = await issued(sql)
    expect(
      await refusalOf(sql, () => askForMailbox(sql, registration, NEW_MAILBOX, 'rival@example.org')),
    ).toMatchObject({
      code: 'registration-missing',
    })
    await asOwner(sql)
    expect(await sql`select from private.mailbox_proofs`).toHaveLength(0)
  })

  test('can be taken back', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_mailbox_change(${registration})`
    expect((await newestProof(sql)).state).toBe('withdrawn')
    expect((await myRegistrations(sql))[0]?.mailbox?.change).toBeNull()
  })
})

test('a new link to a suppressed mailbox is a word that it works again: once a day', async ({ sql }) => {
  const { id } = await issued(sql)
  await report(sql, {
    type: 'email.bounced',
    address: PERSON.email,
    is_dead: true,
    reason: '退信',
    happened_at: past.toISOString(),
  })
  expect(await credential(sql, id)).toMatchObject({ state: 'undeliverable', trouble: '退信' })
  const request = async () => {
    await asContact(sql, PERSON.email)
    const [row] = await sql`select public.request_credential_link(${id}) as reply`
    return row?.reply
  }
  const own = await myRegistrations(sql)
  expect(own[0]?.mailbox?.trouble).toBe('退信')
  expect(own[0]?.credentials[0]).toMatchObject({ state: 'undeliverable', trouble: '退信' })
  expect(await request()).toEqual({ outcome: 'queued' })
  await asOwner(sql)
  expect(await sql`select state from private.suppressions`).toEqual([{ state: 'lifting' }])
  await report(sql, {
    type: 'email.bounced',
    address: PERSON.email,
    is_dead: true,
    reason: '又退信',
    happened_at: new Date(Date.now() + 60_000).toISOString(),
  })
  expect(await credential(sql, id)).toMatchObject({ state: 'undeliverable', trouble: '又退信' })
  expect(await refusalOf(sql, request)).toMatchObject({
    code: 'mailbox-suppressed',
    message: expect.stringContaining('又退信'),
  })
})

test('a registration of somebody whose login is gone stays nobody’s until its mailbox signs in', async ({
  sql,
}) => {
  const { id } = await submitAs(sql, PERSON.email)
  await asOwner(sql)
  await sql`delete from auth.users`
  expect(await myRegistrations(sql, 'rival@example.org')).toEqual([])
  expect((await myRegistrations(sql)).map((own) => own.id)).toEqual([id])
})
