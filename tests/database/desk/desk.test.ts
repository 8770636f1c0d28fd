import { describe, expect } from 'vitest'
import { asContact, asOwner, asSupervisor, asVisitor } from '../../fixtures/database/callers.ts'
import { credential, overwrite } from '../../fixtures/database/credentials.ts'
import { bouncedCredential, deliver, deskOf } from '../../fixtures/database/desk.ts'
import { mailsTo, NEW_MAILBOX, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

describe('the desk', () => {
  test.for([CODE.nation, CODE.zhejiang, CODE.hangzhou, CODE.tonglu])(
    'shows %s what could not be delivered below, why, and whom to call',
    async (committee, { sql }) => {
      const { id, registration } = await bouncedCredential(sql)
      const desk = await deskOf(sql, committee)
      expect(desk.organizations).toMatchObject([{ code: committee }])
      expect(desk.counts).toEqual({ undeliverable: 1 })
      expect(desk.tasks).toMatchObject([
        {
          kind: 'undeliverable',
          reason: '这个邮箱不存在，请核对地址',
          organization_name: '桐庐县第一中学',
          registration_id: registration,
          contact: { name: PERSON.name, mobile: PERSON.mobile, email: PERSON.email },
          credential: { id, state: 'undeliverable', can_send_link: true },
          change: null,
        },
      ])
    },
  )

  test.for([CODE.xihu, CODE.beijing])(
    'shows %s nothing of what is beside or above',
    async (committee, { sql }) => {
      await bouncedCredential(sql)
      expect(await deskOf(sql, committee)).toMatchObject({ counts: {}, tasks: [] })
    },
  )

  test('shows a committee nothing of its own: whoever is above looks after that', async ({ sql }) => {
    await bouncedCredential(sql)
    await sql`update private.tasks set organization_code = ${CODE.tonglu}`
    expect((await deskOf(sql, CODE.tonglu)).tasks).toEqual([])
    expect((await deskOf(sql, CODE.hangzhou)).tasks).toMatchObject([{ organization_code: CODE.tonglu }])
  })

  test('is closed to a school, and to whoever has proven no mailbox', async ({ sql }) => {
    await bouncedCredential(sql)
    await asContact(sql, PERSON.email)
    expect(await refusalOf(sql, () => sql`select public.desk_tasks()`)).toMatchObject({ code: 'desk-closed' })
    await asContact(sql, 'unproven@example.org', false)
    expect(await refusalOf(sql, () => sql`select public.desk_tasks()`)).toMatchObject({
      code: 'mailbox-unproven',
    })
    await asVisitor(sql)
    expect(await refusalOf(sql, () => sql`select public.desk_tasks()`)).toMatchObject({ state: '42501' })
  })

  test('shows one kind alone, and what comes after an id', async ({ sql }) => {
    await bouncedCredential(sql)
    const desk = await deskOf(sql, CODE.tonglu)
    const [none] = await sql`select public.desk_tasks('no_response') as desk`
    expect(none?.desk).toMatchObject({ counts: { undeliverable: 1 }, tasks: [] })
    const [later] = await sql`select public.desk_tasks(null, ${desk.tasks[0].id}) as desk`
    expect(later?.desk.tasks).toEqual([])
  })

  test('mends in one place: a code to the new mailbox, then a new link, and the old one is dead', async ({
    sql,
  }) => {
    const { id, registration } = await bouncedCredential(sql)
    await asSupervisor(sql, CODE.tonglu)
    const [asked] =
      await sql`select public.desk_change_mailbox(${registration}, ${` ${NEW_MAILBOX} `}) as reply`
    expect(asked?.reply).toEqual({ outcome: 'code_sent', email: NEW_MAILBOX })
    expect((await deskOf(sql, CODE.tonglu)).tasks[0].change).toMatchObject({
      email: NEW_MAILBOX,
      asked_by: 'supervisor',
    })
    expect(await mailsTo(sql, 'credential_link')).toHaveLength(1)
    await prove(sql, await newestProof(sql))
    expect((await mailsTo(sql, 'credential_link')).at(-1)).toMatchObject({
      recipient: NEW_MAILBOX,
      state: 'queued',
    })
    expect(await credential(sql, id)).toMatchObject({ state: 'queued', generation: 2 })
    expect((await mailsTo(sql, 'mailbox_changed')).map(({ payload }) => payload.reader).sort()).toEqual([
      'new',
      'old',
      'supervisor',
    ])
    expect((await deskOf(sql, CODE.tonglu)).tasks).toEqual([])
  })

  test('takes a wish back', async ({ sql }) => {
    const { registration } = await bouncedCredential(sql)
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_change_mailbox(${registration}, ${NEW_MAILBOX})`
    await sql`select public.desk_withdraw_change(${registration})`
    expect(await newestProof(sql)).toMatchObject({ state: 'withdrawn' })
  })

  test('sends another link, once the mailbox works again', async ({ sql }) => {
    const { id } = await bouncedCredential(sql)
    await asSupervisor(sql, CODE.hangzhou)
    await sql`select public.desk_send_link(${id})`
    await asOwner(sql)
    expect(await sql`select state from private.suppressions`).toEqual([{ state: 'lifting' }])
    expect(await credential(sql, id)).toMatchObject({ state: 'queued', generation: 2 })
  })

  test('takes the word of a school on the telephone that it has its account, and only after the opening', async ({
    sql,
  }) => {
    const { id } = await bouncedCredential(sql)
    await asSupervisor(sql, CODE.tonglu)
    expect(await refusalOf(sql, () => sql`select public.desk_confirm_activation(${id})`)).toMatchObject({
      code: 'desk-not-opened',
    })
    await overwrite(sql, id, { state: 'opened', opened_at: new Date() })
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_confirm_activation(${id})`
    expect(await credential(sql, id)).toMatchObject({ state: 'activated', sealed: null })
  })

  test('refuses every act outside the own subtree', async ({ sql }) => {
    const { id, registration } = await bouncedCredential(sql)
    await asSupervisor(sql, CODE.xihu)
    for (const act of [
      () => sql`select public.desk_change_mailbox(${registration}, ${NEW_MAILBOX})`,
      () => sql`select public.desk_withdraw_change(${registration})`,
      () => sql`select public.desk_send_link(${id})`,
      () => sql`select public.desk_confirm_activation(${id})`,
      () => sql`select public.desk_recoveries(${registration})`,
    ])
      expect(await refusalOf(sql, act)).toMatchObject({ code: 'desk-missing' })
    await deliver(sql)
    expect(await mailsTo(sql, 'mailbox_proof')).toEqual([])
  })
})
