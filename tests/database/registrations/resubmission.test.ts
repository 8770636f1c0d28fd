import { describe, expect } from 'vitest'
import { asContact, asOwner } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { decide, PERSON, submission, submit, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const contact = { name: PERSON.name, post: PERSON.post, phone: PERSON.phone, mobile: PERSON.mobile }

/** What an organization that is registered by now may still hand in. */
const further = { purpose: 'change', note: '改名', existing_accounts: [], wanted_account: null }

describe('handing in again', () => {
  test('corrects a returned registration in its place', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await decide(sql, id, 'returned', '请写全称')
    const again = await submitAs(sql, PERSON.email, {
      id,
      contact: { ...contact, name: '程晚' },
      note: ' 已改 ',
    })
    expect(again).toMatchObject({ id, state: 'submitted' })
    await asOwner(sql)
    expect(
      await sql`select r.id, r.note, k.name from public.registrations r join public.contacts k on k.registration_id = r.id`,
    ).toEqual([{ id, note: '已改', name: '程晚' }])
  })

  test.for(['submitted', 'approved', 'rejected', 'withdrawn'])(
    'does not reach one that is %s',
    async (state, { sql }) => {
      const { id } = await submitAs(sql, PERSON.email)
      if (state !== 'submitted') await decide(sql, id, state, '请核对')
      expect(await refusalOf(sql, () => submitAs(sql, PERSON.email, { id, ...further }))).toMatchObject({
        code: 'registration-not-open',
      })
    },
  )

  test('does not reach another person’s, nor say that it exists', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await decide(sql, id, 'returned', '请核对')
    for (const foreign of [id, '00000000-0000-4000-8000-000000000000', 'no id'])
      expect(await refusalOf(sql, () => submitAs(sql, 'rival@example.org', { id: foreign }))).toMatchObject({
        code: 'registration-missing',
      })
  })
})

describe('a draft', () => {
  const save = (draft: unknown) => JSON.stringify(draft)

  test('is one a person, saved over, and becomes the registration that names it', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    const [first] = await sql`select public.save_registration_draft(${save({ step: 1 })}::text::jsonb) as id`
    const [second] = await sql`select public.save_registration_draft(${save({ step: 2 })}::text::jsonb) as id`
    expect(second?.id).toBe(first?.id)
    const receipt = await submit(sql, submission({ id: first?.id }))
    expect(receipt.id).toBe(first?.id)
    await asOwner(sql)
    expect(await sql`select state, draft from public.registrations`).toEqual([
      { state: 'submitted', draft: null },
    ])
  })

  test('about another organization stays beside what is handed in without it', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    const [draft] = await sql`select public.save_registration_draft('{"step": 1}') as id`
    const receipt = await submit(sql, submission())
    await asOwner(sql)
    expect(await sql`select id, state, draft from public.registrations order by state`).toEqual([
      { id: draft?.id, state: 'draft', draft: { step: 1 } },
      { id: receipt.id, state: 'submitted', draft: null },
    ])
  })

  test.for([
    ['a list', []],
    ['a word', 'x'],
    ['nothing', null],
    ['more than 32 kB', { text: 'x'.repeat(33_000) }],
  ])('%s is not kept', async ([, draft], { sql }) => {
    await asContact(sql, PERSON.email)
    const saving = () => sql`select public.save_registration_draft(${save(draft)}::text::jsonb)`
    expect(await refusalOf(sql, saving)).toMatchObject({ code: 'draft-too-large' })
  })

  test('what is handed in is no longer than 64 kB either', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    const long = JSON.stringify({ note: 'x'.repeat(66_000) })
    for (const call of ['submit_registration', 'request_recovery'])
      expect(
        await refusalOf(sql, () => sql`select ${sql.unsafe(`public.${call}`)}(${long}::text::jsonb)`),
      ).toMatchObject({ code: 'registration-too-large' })
  })

  test('is discarded by its writer alone', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    await sql`select public.save_registration_draft('{}')`
    await asContact(sql, 'rival@example.org')
    await sql`select public.discard_registration_draft()`
    await asOwner(sql)
    expect(await sql`select from public.registrations`).toHaveLength(1)
    await asContact(sql, PERSON.email)
    await sql`select public.discard_registration_draft()`
    await asOwner(sql)
    expect(await sql`select from public.registrations`).toHaveLength(0)
  })

  test('needs a mailbox that has answered', async ({ sql }) => {
    await asContact(sql, 'unproven@example.org', false)
    expect(await refusalOf(sql, () => sql`select public.save_registration_draft('{}')`)).toMatchObject({
      code: 'mailbox-unproven',
    })
  })
})
