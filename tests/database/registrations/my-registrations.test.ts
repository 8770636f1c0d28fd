import { describe, expect } from 'vitest'
import { asContact, asOwner, asVisitor } from '../../fixtures/database/callers.ts'
import { installSealingKey, takeIn } from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import {
  approvedRegistration,
  decide,
  existingAccount,
  myRegistrations,
  PERSON,
  submitAs,
} from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const rival = 'rival@example.org'

describe('my_registrations', () => {
  test('shows the caller’s own and nobody else’s, rivals least of all', async ({ sql }) => {
    const own = await submitAs(sql, PERSON.email)
    await submitAs(sql, rival)
    expect((await myRegistrations(sql, PERSON.email)).map(({ id }) => id)).toEqual([own.id])
    expect(await myRegistrations(sql, 'nobody@example.org')).toEqual([])
    await asOwner(sql)
    expect(await sql`select from public.registrations`).toHaveLength(2)
  })

  test('is not for visitors', async ({ sql }) => {
    await asVisitor(sql)
    expect(await refusalOf(sql, () => sql`select public.my_registrations()`)).toMatchObject({
      state: '42501',
    })
  })

  test('carries what the form needs to be filled in again', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email, { note: '请尽快' })
    await decide(sql, id, 'returned', '请核对手机')
    expect(await myRegistrations(sql, PERSON.email)).toEqual([
      expect.objectContaining({
        id,
        purpose: 'register',
        state: 'returned',
        organization_code: CODE.school,
        organization_name: '桐庐县第一中学',
        proposal: null,
        contact: { name: PERSON.name, post: PERSON.post, phone: PERSON.phone, mobile: PERSON.mobile },
        existing_accounts: [existingAccount],
        wanted_account: { platform: 'bilibili', nickname: '桐庐县第一中学团委' },
        note: '请尽快',
        decision_reason: '请核对手机',
        credentials: [],
      }),
    ])
  })

  test('carries a draft, and a proposal by its name', async ({ sql }) => {
    const proposal = { name: '桐庐县第二中学', division_code: '330122' }
    await submitAs(sql, PERSON.email, { organization_code: null, proposal })
    await sql`select public.save_registration_draft('{"step": 2}')`
    const states = (await myRegistrations(sql, PERSON.email)).map(
      ({ state, draft, proposal, organization_name }) => ({
        state,
        draft,
        proposal,
        organization_name,
      }),
    )
    expect(states).toEqual(
      expect.arrayContaining([
        { state: 'draft', draft: { step: 2 }, proposal: null, organization_name: null },
        { state: 'submitted', draft: null, proposal, organization_name: '桐庐县第二中学' },
      ]),
    )
  })

  test('shows a credential’s progress, and leaves out what was replaced', async ({ sql }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await takeIn(sql)
    const second = await takeIn(sql)
    const [registration] = await myRegistrations(sql, PERSON.email)
    expect(registration?.credentials).toEqual([
      expect.objectContaining({
        id: second.credential_id,
        platform: 'bilibili',
        state: 'queued',
        can_send_link: true,
      }),
    ])
  })

  test('calls a link expired as soon as it is, before anybody has swept', async ({ sql }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await takeIn(sql)
    await asOwner(sql)
    await sql`update private.credentials set link_expires_at = now()`
    const [registration] = await myRegistrations(sql, PERSON.email)
    expect(registration?.credentials).toEqual([
      expect.objectContaining({ state: 'queued', is_expired: true, can_send_link: true }),
    ])
  })
})

describe('withdrawing', () => {
  test('is the writer’s own act', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await asContact(sql, rival)
    expect(await refusalOf(sql, () => sql`select public.withdraw_registration(${id})`)).toMatchObject({
      code: 'registration-missing',
    })
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    expect((await myRegistrations(sql, PERSON.email)).map(({ state }) => state)).toEqual(['withdrawn'])
  })

  test('takes back what the approval brought', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    await asOwner(sql)
    const [row] = await sql`
      select r.state, o.status from public.registrations r join public.organizations o on o.code = r.organization_code
      where r.id = ${id}`
    expect(row).toEqual({ state: 'withdrawn', status: 'expected' })
  })
})
