import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { asContact, asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import { mailsTo, prove } from '../../fixtures/database/mailboxes.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { withoutQuietHours } from '../../fixtures/database/time.ts'

/** Two approved contacts whose mailboxes were proven long ago, and one lately. */
async function oldMailboxes(sql: Sql) {
  await withoutQuietHours(sql)
  await approvedRegistration(sql)
  const { id: second } = await submitAs(sql, 'second@example.org', {
    organization_code: CODE.neighbour,
    existing_accounts: [],
  })
  await decide(sql, second, 'approved')
  const { id: third } = await submitAs(sql, 'third@example.org', {
    organization_code: CODE.university,
    existing_accounts: [],
    wanted_account: { platform: 'bilibili', nickname: '浙江理工大学团委' },
  })
  await decide(sql, third, 'approved')
  await asOwner(sql)
  await sql`update public.contacts set mailbox_verified_at = now() - interval '400 days' where email <> 'third@example.org'`
}

async function start(sql: Sql) {
  await asStaff(sql)
  await sql`insert into private.mailbox_checks (title) values ('2027 年春季登记前')`
  await asOwner(sql)
  const [check] = await sql`select mailboxes from private.mailbox_checks`
  return check?.mailboxes
}

const results = (sql: Sql) =>
  sql`select email::text, result, reason, organizations from private.mailbox_check_results order by email`

test('a check asks every mailbox that nobody has proven for a year, and only those', async ({ sql }) => {
  await oldMailboxes(sql)
  expect(await start(sql)).toBe(2)
  expect(await mailsTo(sql, 'mailbox_check')).toMatchObject([
    { recipient: PERSON.email, payload: { organization_name: '桐庐县第一中学', contact_name: PERSON.name } },
    { recipient: 'second@example.org', payload: { organization_name: '西湖区第一中学' } },
  ])
})

test('its list says what became of each', async ({ sql }) => {
  await oldMailboxes(sql)
  await start(sql)
  for (let batch = await claim(sql); batch !== null; batch = await claim(sql))
    await settle(sql, batch, 'sent', { provider_ids: batch.mails.map(({ id }) => id) })
  await report(sql, bounce((await newestMail(sql, 'mailbox_check')).id))
  await asOwner(sql)
  const [asked] = await sql`select id from private.mailbox_answers where email = ${PERSON.email}`
  expect(await prove(sql, { id: asked?.id, code_number: 1 }, { isRight: false })).toEqual({
    outcome: 'wrong_code',
  })
  expect(await prove(sql, { id: asked?.id, code_number: 1 })).toEqual({
    outcome: 'proven',
    purpose: 'check',
    organization_name: '桐庐县第一中学',
    mailbox: PERSON.email,
  })
  await asOwner(sql)
  expect(await results(sql)).toEqual([
    { email: PERSON.email, result: '已确认', reason: null, organizations: '桐庐县第一中学' },
    {
      email: 'second@example.org',
      result: '收不到信',
      reason: '这个邮箱不存在，请核对地址',
      organizations: '西湖区第一中学',
    },
  ])
  const [proven] =
    await sql`select mailbox_verified_at = now() as lately from public.contacts where email = ${PERSON.email}`
  expect(proven?.lately).toBe(true)
  expect(await sql`select kind, organization_code from private.tasks where closed_at is null`).toEqual([
    { kind: 'mailbox', organization_code: CODE.neighbour },
  ])
})

test('whoever signs in has answered without being asked', async ({ sql }) => {
  await oldMailboxes(sql)
  await asContact(sql, PERSON.email)
  await sql`select public.my_registrations()`
  expect(await start(sql)).toBe(1)
})
