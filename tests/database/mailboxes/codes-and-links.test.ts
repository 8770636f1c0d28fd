import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential } from '../../fixtures/database/credentials.ts'
import { letLinkRest } from '../../fixtures/database/letters.ts'
import {
  answer,
  askForMailbox,
  mailsTo,
  NEW_MAILBOX,
  newestProof,
  prove,
} from '../../fixtures/database/mailboxes.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passTime, tend } from '../../fixtures/database/time.ts'

const past = new Date(Date.now() - 3_600_000)

/** A credential on its way, and the registration it belongs to. */
async function issued(sql: Sql) {
  const id = await issuedCredential(sql)
  return { id, registration: String((await credential(sql, id)).registration_id) }
}

describe('a code', () => {
  /** Another code of the same wish, and five wrong tries of it. */
  async function spendCode(sql: Sql, registration: string) {
    await asOwner(sql)
    await letLinkRest(sql)
    await askForMailbox(sql, registration)
    const proof = await newestProof(sql)
    for (let place = 0; place < 5; place += 1)
      expect(await prove(sql, proof, { isRight: false })).toEqual({ outcome: 'wrong_code' })
    return proof
  }

  /** Seconds to wait; null where there is no pause. */
  async function pause(sql: Sql) {
    await asOwner(sql)
    const [row] = await sql`
      select ceil(extract(epoch from max(paused_until) - clock_timestamp()))::integer as seconds from private.code_pauses`
    return row?.seconds
  }

  const letPauseEnd = (sql: Sql) => sql`update private.code_pauses set paused_until = clock_timestamp()`

  test('is dead after five wrong tries, and another one counts when the pause is over', async ({ sql }) => {
    const { registration } = await issued(sql)
    const proof = await spendCode(sql, registration)
    expect(await prove(sql, proof)).toEqual({ outcome: 'too_many_codes' })
    await asOwner(sql)
    await letLinkRest(sql)
    await askForMailbox(sql, registration)
    expect(await prove(sql, proof)).toEqual({ outcome: 'superseded' })
    expect(await prove(sql, await newestProof(sql))).toEqual({
      outcome: 'paused',
      retry_after_s: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
    })
    await asOwner(sql)
    await letPauseEnd(sql)
    expect(await prove(sql, await newestProof(sql))).toMatchObject({ outcome: 'proven' })
    await asOwner(sql)
    expect(await sql`select from private.code_pauses`).toHaveLength(0)
  })

  test('after code makes the pause longer: one, two, five and never more than fifteen minutes, whatever is withdrawn', async ({
    sql,
  }) => {
    const { registration } = await issued(sql)
    const pauses: number[] = []
    for (let code = 0; code < 5; code += 1) {
      await spendCode(sql, registration)
      pauses.push((await pause(sql)) / 60)
      await letPauseEnd(sql)
      await asContact(sql, PERSON.email)
      await sql`select public.withdraw_mailbox_change(${registration})`
    }
    expect(pauses.map(Math.round)).toEqual([1, 2, 5, 15, 15])
  })

  test('is not counted in a pause, so that nobody can lengthen it, and is forgiven after a day', async ({
    sql,
  }) => {
    const { registration } = await issued(sql)
    await spendCode(sql, registration)
    await asOwner(sql)
    await letLinkRest(sql)
    await askForMailbox(sql, registration)
    const proof = await newestProof(sql)
    for (let place = 0; place < 60; place += 1)
      expect(await prove(sql, proof, { isRight: false })).toMatchObject({ outcome: 'paused' })
    expect(await pause(sql)).toBeLessThanOrEqual(60)
    await passTime(sql, 25)
    await tend(sql)
    await asOwner(sql)
    expect(await sql`select from private.code_pauses`).toHaveLength(0)
  })

  test('may be entered twice: the second time changes nothing', async ({ sql }) => {
    const { id, registration } = await issued(sql)
    await askForMailbox(sql, registration)
    const proof = await newestProof(sql)
    await prove(sql, proof)
    expect(await prove(sql, proof)).toMatchObject({ outcome: 'proven' })
    expect(await credential(sql, id)).toMatchObject({ generation: 2 })
  })

  test('of a number that was never sent, or of a proof that nobody asked for, is wrong', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    const { id } = await newestProof(sql)
    expect(await prove(sql, { id, code_number: 2 })).toEqual({ outcome: 'wrong_code' })
    expect(await prove(sql, { id: registration, code_number: 1 })).toEqual({ outcome: 'wrong_code' })
  })

  test.for([
    ['that ran out', (sql: Sql) => sql`update private.mailbox_proofs set expires_at = ${past}`],
    ['that was withdrawn', (sql: Sql) => sql`update private.mailbox_proofs set state = 'withdrawn'`],
  ] as const)('%s changes nothing', async ([, end], { sql }) => {
    const { id, registration } = await issued(sql)
    await askForMailbox(sql, registration)
    const proof = await newestProof(sql)
    await end(sql)
    expect(await prove(sql, proof)).toEqual({ outcome: 'expired' })
    expect(await credential(sql, id)).toMatchObject({ generation: 1 })
  })

  test('that ran out is swept, and its mail with it', async ({ sql }) => {
    const { registration } = await issued(sql)
    await askForMailbox(sql, registration)
    await asOwner(sql)
    await sql`update private.mailbox_proofs set expires_at = ${past}`
    await asService(sql)
    await sql`select public.take_mail_turn()`
    expect((await newestProof(sql)).state).toBe('expired')
    expect(await mailsTo(sql, 'mailbox_proof')).toMatchObject([{ state: 'cancelled' }])
  })
})

describe('a link to a mailbox that did not ask', () => {
  async function askedByStaff(sql: Sql) {
    const { registration } = await issued(sql)
    await asStaff(sql)
    await sql`update public.contacts set new_email = ${NEW_MAILBOX} where registration_id = ${registration}`
    await answer(sql, await newestProof(sql), true)
    return newestProof(sql)
  }

  test('is good seven days, and its six digits prove nothing', async ({ sql }) => {
    const proof = await askedByStaff(sql)
    expect(await mailsTo(sql, 'mailbox_proof')).toEqual([])
    expect(await mailsTo(sql, 'mailbox_link')).toMatchObject([{ recipient: NEW_MAILBOX }])
    const [stored] =
      await sql`select expires_at - now() = interval '7 days' as is_good from private.mailbox_proofs`
    expect(stored).toEqual({ is_good: true })
    expect(await prove(sql, proof, { byLink: false })).toEqual({ outcome: 'wrong_code' })
    expect(await prove(sql, proof)).toMatchObject({ outcome: 'proven' })
  })

  test('says what it confirms before it does, and does nothing until then', async ({ sql }) => {
    const proof = await askedByStaff(sql)
    const shown = { purpose: 'change', organization_name: '桐庐县第一中学', mailbox: NEW_MAILBOX }
    expect(await prove(sql, proof, { confirms: false })).toEqual({ outcome: 'waits', ...shown })
    expect((await newestProof(sql)).state).toBe('asked')
    expect(await prove(sql, proof)).toEqual({ outcome: 'proven', ...shown })
  })

  test('is not stopped by wrong ones, which nobody can guess', async ({ sql }) => {
    const proof = await askedByStaff(sql)
    for (let place = 0; place < 60; place += 1)
      expect(await prove(sql, proof, { isRight: false })).toEqual({ outcome: 'wrong_code' })
    expect(await prove(sql, proof)).toMatchObject({ outcome: 'proven' })
  })
})

test('a code that was asked for at the page is no link', async ({ sql }) => {
  const { registration } = await issued(sql)
  await askForMailbox(sql, registration)
  expect(await prove(sql, await newestProof(sql), { byLink: true })).toEqual({ outcome: 'wrong_code' })
})
