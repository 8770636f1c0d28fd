import { describe, expect } from 'vitest'
import { RegistrationInput } from '#contracts/registration/registration.ts'
import { asContact, asOwner, asVisitor } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { decide, PERSON, submission, submit, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const contact = { name: PERSON.name, post: PERSON.post, phone: PERSON.phone, mobile: PERSON.mobile }

describe('handing in', () => {
  test('writes registration, contact, consents and mail in one transaction', async ({ sql }) => {
    expect(RegistrationInput.safeParse(submission()).error).toBeUndefined()
    const receipt = await submitAs(sql, PERSON.email)
    expect(receipt).toMatchObject({ state: 'submitted', organization_name: '桐庐县第一中学' })

    await asOwner(sql)
    const [written] = await sql`
      select r.declared_at = now() and r.consented_register_at = now() and r.consented_mail_at = now() as consented,
        k.name, k.post, k.phone, k.mobile, k.email, k.mailbox_verified_at is not null as proven,
        m.kind, m.recipient, m.payload, r.xmin::text = k.xmin::text and k.xmin::text = m.xmin::text as together
      from public.registrations r
      join public.contacts k on k.registration_id = r.id
      join private.outbox m on m.recipient = k.email
      where r.id = ${receipt.id}`
    expect(written).toEqual({
      consented: true,
      ...PERSON,
      proven: true,
      kind: 'registration_received',
      recipient: PERSON.email,
      payload: {
        organization_name: '桐庐县第一中学',
        organization_code: CODE.school,
        answer_due_on: receipt.answer_due_on,
      },
      together: true,
    })
  })

  test('writes nothing at all when one part is refused', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    await refusalOf(sql, () => submit(sql, submission({ contact: { ...contact, mobile: '1' } })))
    await asOwner(sql)
    const [counts] = await sql`select (select count(*)::integer from public.registrations) as registrations,
      (select count(*)::integer from public.contacts) as contacts, (select count(*)::integer from private.outbox) as mails`
    expect(counts).toEqual({ registrations: 0, contacts: 0, mails: 0 })
  })

  test('needs a mailbox that has answered', async ({ sql }) => {
    await asContact(sql, 'unproven@example.org', false)
    expect(await refusalOf(sql, () => submit(sql, submission()))).toMatchObject({
      code: 'mailbox-unproven',
      field: 'email',
    })
    await asVisitor(sql)
    expect(await refusalOf(sql, () => submit(sql, submission()))).toMatchObject({ state: '42501' })
  })

  test('again under the same key is answered as before, and writes nothing more', async ({ sql }) => {
    const key = 'a-key-of-the-form-1'
    const first = await submitAs(sql, PERSON.email, { key })
    expect(await submit(sql, submission({ key }))).toEqual(first)
    const changed = submission({ key, note: '又改了几个字' })
    expect(await refusalOf(sql, () => submit(sql, changed))).toMatchObject({
      code: 'registration-open-already',
    })
    await decide(sql, first.id, 'returned', '手机号少一位')
    await asContact(sql, PERSON.email)
    const second = { id: first.id, key: 'a-key-of-the-form-2' }
    await submit(sql, submission(second))
    expect(await submit(sql, submission(second))).toMatchObject({ id: first.id, state: 'submitted' })
    await asOwner(sql)
    expect(await sql`select from public.registrations`).toHaveLength(1)
    expect(await sql`select from private.outbox where kind = 'registration_received'`).toHaveLength(2)
  })

  test('under another person’s key is a hand-in of one’s own', async ({ sql }) => {
    const key = 'a-key-of-the-form-1'
    const { id } = await submitAs(sql, PERSON.email, { key })
    expect((await submitAs(sql, 'rival@example.org', { key })).id).not.toBe(id)
  })

  test('of an organization that the same writer has open is refused; another writer’s is not', async ({
    sql,
  }) => {
    const { id } = await submitAs(sql, PERSON.email)
    expect(await refusalOf(sql, () => submit(sql, submission()))).toMatchObject({
      code: 'registration-open-already',
      field: 'organization_code',
    })
    await submitAs(sql, 'rival@example.org')
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    await submit(sql, submission())
  })

  test('of one proposal twice is refused too, and of two it is not', async ({ sql }) => {
    const proposal = { name: '桐庐县第九中学', division_code: '330122' }
    const proposed = (different: object) =>
      submitAs(sql, PERSON.email, { organization_code: null, proposal: { ...proposal, ...different } })
    await proposed({})
    expect(await refusalOf(sql, () => proposed({}))).toMatchObject({ code: 'registration-open-already' })
    await proposed({ name: '桐庐县第十中学' })
  })

  test('takes the mailbox from the sign-in and not from what was typed', async ({ sql }) => {
    await submitAs(sql, PERSON.email, { contact: { ...contact, email: 'else@example.org' } })
    await asOwner(sql)
    expect(await sql`select email from public.contacts`).toEqual([{ email: PERSON.email }])
  })
})
