import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential } from '../../fixtures/database/credentials.ts'
import { answer, askForMailbox, NEW_MAILBOX, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { approvedRegistration, PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

/** A credential on its way, and the registration it belongs to. */
async function issued(sql: Sql) {
  const id = await issuedCredential(sql)
  return { id, registration: String((await credential(sql, id)).registration_id) }
}

describe('staff in the dashboard', () => {
  test('type the new address beside the old one, and it moves there when it is proven', async ({ sql }) => {
    const { registration } = await issued(sql)
    await asStaff(sql)
    const wrong = fieldCase('C05.6').input
    expect(
      await refusalOf(
        sql,
        () => sql`update public.contacts set new_email = ${wrong} where registration_id = ${registration}`,
      ),
    ).toMatchObject({ code: 'mailbox-address' })
    await sql`update public.contacts set new_email = ' 新邮箱：New.Person@Example.org; ' where registration_id = ${registration}`
    const [typed] = await sql`select email::text, new_email from public.contacts`
    expect(typed).toEqual({ email: PERSON.email, new_email: 'New.Person@example.org' })
    expect(await prove(sql, await newestProof(sql))).toEqual({ outcome: 'expired' })
    await answer(sql, await newestProof(sql), true)
    await prove(sql, await newestProof(sql))
    await asOwner(sql)
    const [moved] = await sql`select email::text, new_email from public.contacts`
    expect(moved).toEqual({ email: 'New.Person@example.org', new_email: null })
  })

  test('clear it again, and nothing is waited for', async ({ sql }) => {
    await issued(sql)
    await asStaff(sql)
    await sql`update public.contacts set new_email = 'new@example.org'`
    await sql`update public.contacts set new_email = null`
    expect((await newestProof(sql)).state).toBe('withdrawn')
  })

  test('see it cleared when the school names another one', async ({ sql }) => {
    const { registration } = await issued(sql)
    await asStaff(sql)
    await sql`update public.contacts set new_email = 'new@example.org'`
    await askForMailbox(sql, registration)
    await asOwner(sql)
    const [contact] = await sql`select new_email from public.contacts`
    expect(contact?.new_email).toBeNull()
    expect(await sql`select email::text from private.mailbox_proofs where state = 'asked'`).toEqual([
      { email: NEW_MAILBOX },
    ])
  })

  test('cannot put an unproven address where mail goes', async ({ sql }) => {
    await approvedRegistration(sql)
    await asStaff(sql)
    expect(
      await refusalOf(sql, () => sql`update public.contacts set email = 'typed@example.org'`),
    ).toMatchObject({
      code: 'contact-mailbox-unproven',
      message: expect.stringContaining('new_email'),
    })
  })
})
