import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, takeIn } from '../../fixtures/database/credentials.ts'
import { deskOf } from '../../fixtures/database/desk.ts'
import { mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { PERSON, submission, submit } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const SUCCESSOR = {
  name: '许知遥',
  post: '团委副书记',
  mobile: '13777700002',
  email: 'xu.zhiyao@example.org',
}

async function ask(sql: Sql, email: string = SUCCESSOR.email, different: object = {}): Promise<string> {
  await asContact(sql, email)
  const { name, post, mobile } = SUCCESSOR
  const request = {
    organization_code: CODE.school,
    why: 'person_left',
    contact: { name, post, mobile },
    ...different,
  }
  const [row] = await sql`select public.request_recovery(${JSON.stringify(request)}::text::jsonb) as id`
  return row?.id
}

async function decide(sql: Sql, id: string, is_approved: boolean, reason: string | null = null) {
  await asSupervisor(sql, CODE.tonglu)
  await sql`select public.desk_decide_recovery(${id}, ${is_approved}, ${reason})`
}

const contact = async (sql: Sql) => {
  await asOwner(sql)
  const [row] = await sql`select name, email::text from public.contacts limit 1`
  return row
}

describe('a recovery', () => {
  test('is a task for the level above; the old mailbox hears of it without a word that the asker typed, and nothing has changed yet', async ({
    sql,
  }) => {
    await issuedCredential(sql)
    await ask(sql)
    expect((await deskOf(sql, CODE.tonglu)).tasks).toMatchObject([
      { kind: 'recovery', reason: '有人申请找回账号：原联系人已离任' },
    ])
    expect(
      (await mailsTo(sql, 'recovery_asked')).map(({ recipient, payload }) => [
        recipient,
        payload.reader,
        payload.contact_name,
        payload.new_mailbox,
      ]),
    ).toEqual([
      [SUCCESSOR.email, 'asker', undefined, undefined],
      [PERSON.email, 'old', PERSON.name, undefined],
    ])
    expect(await contact(sql)).toEqual({ name: PERSON.name, email: PERSON.email })
  })

  test('that is approved makes the asker the contact, kills the old links, tells the old mailbox, and waits for staff', async ({
    sql,
  }) => {
    const issued = await issuedCredential(sql)
    const id = await ask(sql)
    const [shown] = await (async () => {
      await asSupervisor(sql, CODE.tonglu)
      return sql`select public.desk_recoveries(${(await credentialRegistration(sql, issued)) ?? ''}) as reply`
    })()
    expect(shown?.reply).toMatchObject([{ id, contact: SUCCESSOR }])
    await decide(sql, id, true)
    expect(await contact(sql)).toEqual({ name: SUCCESSOR.name, email: SUCCESSOR.email })
    expect(await credential(sql, issued)).toMatchObject({ generation: 2, state: 'queued' })
    expect((await mailsTo(sql, 'mailbox_changed')).map(({ recipient }) => recipient)).toContain(PERSON.email)
    expect((await mailsTo(sql, 'recovery_decided'))[0]).toMatchObject({
      recipient: SUCCESSOR.email,
      payload: { is_approved: true },
    })
    expect((await deskOf(sql, CODE.tonglu)).tasks).toEqual([])
    await asContact(sql, SUCCESSOR.email)
    const [mine] = await sql`select public.my_registrations() as mine`
    expect(mine?.mine).toMatchObject([{ organization_code: CODE.school }])
  })

  test('is done when staff type in a new credential, which goes to the new person', async ({ sql }) => {
    await issuedCredential(sql)
    const id = await ask(sql)
    await decide(sql, id, true)
    await asOwner(sql)
    expect(
      await sql`select organization_code, platform, reason from private.reissue_list order by platform`,
    ).toContainEqual({
      organization_code: CODE.school,
      platform: 'bilibili',
      reason: '找回账号',
    })
    await takeIn(sql)
    await asOwner(sql)
    expect(await sql`select state from private.recoveries`).toEqual([{ state: 'done' }])
    expect(await sql`select from private.reissue_list`).toHaveLength(0)
    expect((await mailsTo(sql, 'credential_link')).at(-1)).toMatchObject({ recipient: SUCCESSOR.email })
  })

  test('that is refused says why, and changes nothing', async ({ sql }) => {
    await issuedCredential(sql)
    const id = await ask(sql)
    await asSupervisor(sql, CODE.tonglu)
    expect(await refusalOf(sql, () => sql`select public.desk_decide_recovery(${id}, false)`)).toMatchObject({
      code: 'recovery-reason-missing',
    })
    await decide(sql, id, false, '电话里学校说没有申请')
    expect(await contact(sql)).toEqual({ name: PERSON.name, email: PERSON.email })
    await asContact(sql, SUCCESSOR.email)
    const [mine] = await sql`select public.my_recoveries() as mine`
    expect(mine?.mine).toMatchObject([{ state: 'refused', decision_reason: '电话里学校说没有申请' }])
  })

  test('may be decided by staff where nobody supervises', async ({ sql }) => {
    await issuedCredential(sql)
    const id = await ask(sql)
    await asStaff(sql)
    await sql`update private.recoveries set state = 'approved' where id = ${id}`
    expect(await contact(sql)).toMatchObject({ email: SUCCESSOR.email })
  })

  test('by the contact who only lost the password leaves the mailbox as it is', async ({ sql }) => {
    await issuedCredential(sql)
    const id = await ask(sql, PERSON.email, { why: 'password_lost' })
    await decide(sql, id, true)
    expect(await contact(sql)).toMatchObject({ email: PERSON.email })
    expect(await mailsTo(sql, 'mailbox_changed')).toEqual([])
    expect(await mailsTo(sql, 'recovery_asked')).toHaveLength(1)
  })

  test('is withdrawn by who asked, and by nobody else', async ({ sql }) => {
    await issuedCredential(sql)
    const id = await ask(sql)
    await asContact(sql, PERSON.email)
    expect(await refusalOf(sql, () => sql`select public.withdraw_recovery(${id})`)).toMatchObject({
      code: 'recovery-missing',
    })
    await asContact(sql, SUCCESSOR.email)
    await sql`select public.withdraw_recovery(${id})`
    expect((await deskOf(sql, CODE.tonglu)).tasks).toEqual([])
  })

  test.for([
    ['twice for one organization', {}, 'recovery-asked'],
    ['for no good reason', { why: 'curious' }, 'recovery-why'],
    [
      'for an organization that is not registered',
      { organization_code: CODE.neighbour },
      'recovery-not-registered',
    ],
    ['without a telephone', { contact: { name: '许知遥', post: '书记' } }, 'contact-mobile'],
  ] as const)('is not asked %s', async ([, different, code], { sql }) => {
    await issuedCredential(sql)
    await ask(sql)
    expect(await refusalOf(sql, () => ask(sql, SUCCESSOR.email, different))).toMatchObject({ code })
  })

  test('is not decided by who asked, nor outside the subtree', async ({ sql }) => {
    await issuedCredential(sql)
    await asSupervisor(sql, CODE.tonglu)
    const id = await ask(sql, `supervisor.${CODE.tonglu}@example.org`)
    expect(await refusalOf(sql, () => decide(sql, id, true))).toMatchObject({ code: 'desk-own-request' })
    await asSupervisor(sql, CODE.xihu)
    expect(await refusalOf(sql, () => sql`select public.desk_decide_recovery(${id}, true)`)).toMatchObject({
      code: 'desk-missing',
    })
  })
})

test('a second account of one organization on one platform is refused with the way to recovery', async ({
  sql,
}) => {
  await issuedCredential(sql)
  await asContact(sql, SUCCESSOR.email)
  const second = submission({
    purpose: 'add_account',
    existing_accounts: [],
    wanted_account: { platform: 'bilibili', nickname: '桐庐县第一中学团委' },
  })
  const refusal = await refusalOf(sql, () => submit(sql, second))
  expect(refusal).toMatchObject({
    code: 'wanted-second-on-platform',
    message: expect.stringContaining('找回账号'),
  })
})

async function credentialRegistration(sql: Sql, id: string): Promise<string | undefined> {
  const { registration_id } = await credential(sql, id)
  await asSupervisor(sql, CODE.tonglu)
  return registration_id
}
