import { readdir, readFile } from 'node:fs/promises'
import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { REFUSALS, type RefusalCode } from '#contracts/refusals/refusals.ts'
import { asContact, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { installSealingKey, issuedCredential, takeIn } from '../../fixtures/database/credentials.ts'
import { answer } from '../../fixtures/database/mailboxes.ts'
import { expectRefusedAs } from '../../fixtures/database/refused-as.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { withoutQuietHours } from '../../fixtures/database/time.ts'

/** Refusals by their code, sentence and field, where the test of their subject asks for the field alone or for none. */

type Row = Record<string, unknown>

/** Each row with the code that it is refused with, by whoever asks now. */
async function expectEach(
  sql: Sql,
  cases: readonly (readonly [RefusalCode, Row])[],
  write: (row: Row) => Promise<unknown>,
): Promise<void> {
  for (const [code, row] of cases) await expectRefusedAs(sql, code, () => write(row))
}

const announcement = { issuer_code: CODE.nation, title: '关于开展登记工作的通知', body: '正文' }

test('what is amiss with a notice is said by its own code', async ({ sql }) => {
  await asStaff(sql)
  await expectEach(
    sql,
    [
      ['announcement-title', { title: '短' }],
      ['announcement-body', { body: '' }],
      ['announcement-issuer', { issuer_code: '999999' }],
      ['announcement-slug', { slug: 'No Slug' }],
      ['announcement-relay', { relayed_from: 'nowhere' }],
      ['announcement-audience', { audience_kinds: ['club'] }],
      ['announcement-audience-levels', { audience_levels: [6] }],
      ['announcement-attachments', { attachments: [{ title: '指南', address: 'javascript:alert(1)' }] }],
    ],
    (row) => sql`insert into public.announcements ${sql({ ...announcement, ...row })}`,
  )
  await sql`insert into public.announcements ${sql({ ...announcement, slug: 'own' })}`
  await expectRefusedAs(
    sql,
    'announcement-relay-self',
    () => sql`update public.announcements set relayed_from = 'own'`,
  )
})

test('what is amiss with a member of the staff is said by its own code', async ({ sql }) => {
  await asStaff(sql)
  const supervisor = { email: 'clerk@county.example.org', name: '何清和', role: 'supervisor' }
  const operator = { ...supervisor, role: 'operator' }
  await expectEach(
    sql,
    [
      ['staff-name', { ...supervisor, name: '  ', organization_code: CODE.tonglu }],
      ['staff-supervisor-scope', { ...supervisor, organization_code: CODE.tonglu, platform: 'weibo' }],
      ['staff-operator-scope', { ...operator, organization_code: CODE.tonglu }],
      ['staff-platform', { ...operator, platform: 'nowhere' }],
    ],
    (row) => sql`insert into public.staff_members ${sql(row)}`,
  )
})

test('what is amiss with an organization, a division or an account is said by its own code', async ({
  sql,
}) => {
  await asStaff(sql)
  await expectRefusedAs(
    sql,
    'organization-name',
    () => sql`update public.organizations set name = '校' where code = ${CODE.school}`,
  )
  await expectRefusedAs(
    sql,
    'account-nickname',
    () => sql`insert into public.accounts (organization_code, subject, platform, nickname)
      values (${CODE.school}, 'organization', 'bilibili', '校')`,
  )
  await asOwner(sql)
  await expectRefusedAs(
    sql,
    'division-level',
    () => sql`update public.divisions set level = 'planet' where code = '330109'`,
  )
})

test('what is amiss with the intake of a credential is said by its own code', async ({ sql }) => {
  const issue = (typed: Row) => {
    const row = {
      account_id: null,
      organization_code: CODE.school,
      platform: 'bilibili',
      login_name: 'tonglu1zhong',
      initial_password: 'Zq7-never-at-rest-31',
      bundle: null,
      ...typed,
    }
    return sql`select private.issue_credential(${row.account_id}, ${row.organization_code}, ${row.platform}, ${row.login_name},
      ${row.initial_password}, ${row.bundle})`
  }
  await approvedRegistration(sql)
  await asOwner(sql)
  await expectRefusedAs(sql, 'intake-no-key', () => issue({}))
  await installSealingKey(sql)
  await asOwner(sql)
  await sql`insert into public.accounts (organization_code, subject, platform)
    values (${CODE.university}, 'organization', 'bilibili')`
  await expectEach(
    sql,
    [
      ['intake-login-missing', { login_name: '' }],
      ['intake-password-missing', { initial_password: null }],
      ['intake-too-long', { login_name: 'x'.repeat(201) }],
      ['intake-account-missing', { account_id: '999999999' }],
      ['intake-account-missing', { platform: 'xiaohongshu' }],
      ['intake-account-unsaid', { organization_code: ' ' }],
      ['intake-organization-missing', { organization_code: '999998' }],
      ['intake-platform-unsaid', { platform: null }],
      ['intake-platform-missing', { platform: '哪儿' }],
      ['intake-no-mailbox', { organization_code: CODE.neighbour }],
      ['intake-no-mailbox', { organization_code: CODE.university }],
      ['intake-bundle', { bundle: '00000000-0000-4000-8000-000000000000' }],
    ],
    issue,
  )
  await sql`update public.accounts set nickname = null, handle = null where platform = 'bilibili'`
  await expectRefusedAs(sql, 'intake-account-unnamed', () => issue({}))
})

test('a credential is addressed to the contact alone, and one in a bundle has no link of its own', async ({
  sql,
}) => {
  await withoutQuietHours(sql)
  const own = await issuedCredential(sql)
  const { id: neighbours } = await submitAs(sql, 'second@example.org', {
    organization_code: CODE.neighbour,
    existing_accounts: [],
  })
  await asOwner(sql)
  await expectRefusedAs(
    sql,
    'credential-contact',
    () => sql`update private.credentials set registration_id = ${neighbours} where id = ${own}`,
  )

  await asSupervisor(sql, CODE.zhejiang)
  await asStaff(sql)
  const bundle = { organization_code: CODE.zhejiang, title: '第一批县级账号' }
  await expectRefusedAs(
    sql,
    'bundle-title',
    () => sql`insert into private.bundles ${sql({ ...bundle, title: '包' })}`,
  )
  const [made] = await sql`insert into private.bundles ${sql(bundle)} returning id`
  await sql`insert into public.accounts (organization_code, subject, platform, nickname)
    values (${CODE.tonglu}, 'organization', 'bilibili', '桐庐团县委')`
  const { credential_id } = await takeIn(sql, { organization_code: CODE.tonglu, bundle: made?.id })
  await asOwner(sql)
  await expectRefusedAs(
    sql,
    'credential-bundled',
    () => sql`select private.send_link_again(c) from private.credentials c where c.id = ${credential_id}`,
  )

  await sql`update private.bundles set generation = 20`
  await asSupervisor(sql, CODE.zhejiang)
  await expectRefusedAs(sql, 'bundle-links-used', () => sql`select public.desk_send_bundle(${made?.id})`)
})

test('what is amiss with a change of mailbox is said by its own code', async ({ sql }) => {
  await withoutQuietHours(sql)
  const first = await approvedRegistration(sql)
  const { id: change } = await submitAs(sql, PERSON.email, {
    purpose: 'change',
    note: '换了名称',
    existing_accounts: [],
    wanted_account: null,
  })
  await asContact(sql, PERSON.email)
  await expectRefusedAs(
    sql,
    'mailbox-no-contact',
    () => sql`select public.request_mailbox_change(${change}, 'new@school.example.org')`,
  )
  await asSupervisor(sql, CODE.tonglu)
  await sql`select public.desk_change_mailbox(${first}, 'new@school.example.org')`
  await asOwner(sql)
  const [asked] = await sql<{ id: string }[]>`select id from private.mailbox_proofs where state = 'asked'`
  const question = { id: asked?.id ?? '' }
  await answer(sql, question, false)
  await expectRefusedAs(sql, 'question-settled', () => answer(sql, question, true))
})

test('what is amiss with a recovery is said by its own code', async ({ sql }) => {
  await withoutQuietHours(sql)
  await approvedRegistration(sql)
  const ask = async () => {
    await asContact(sql, 'xu.zhiyao@example.org')
    const contact = { name: '许知遥', post: '团委副书记', mobile: '13777700002' }
    const request = { organization_code: CODE.school, why: 'person_left', contact }
    const [row] = await sql`select public.request_recovery(${JSON.stringify(request)}::text::jsonb) as id`
    return row?.id
  }
  for (let count = 0; count < 2; count += 1) {
    const id = await ask()
    await sql`select public.withdraw_recovery(${id})`
  }
  const third = await ask()
  await asOwner(sql)
  await expectRefusedAs(
    sql,
    'recovery-transition',
    () => sql`update private.recoveries set state = 'done' where id = ${third}`,
  )
  await asContact(sql, 'xu.zhiyao@example.org')
  await sql`select public.withdraw_recovery(${third})`
  await expectRefusedAs(sql, 'recovery-too-many', ask)

  await asOwner(sql)
  await sql`update private.recoveries set asked_at = asked_at - interval '2 days'`
  const fourth = await ask()
  await asStaff(sql)
  await sql`update public.organizations set closed_on = private.today() where code = ${CODE.school}`
  await asOwner(sql)
  await expectRefusedAs(
    sql,
    'recovery-no-contact',
    () => sql`update private.recoveries set state = 'approved' where id = ${fourth}`,
  )
})

test('every code of the catalogue is asked for by some test of the database', async () => {
  const folder = 'tests/database'
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts'))
  const texts = await Promise.all(
    names
      .filter((name) => !name.endsWith('catalogue.test.ts'))
      .map((name) => readFile(`${folder}/${name}`, 'utf8')),
  )
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code)),
  )
  expect(Object.keys(REFUSALS).filter((code) => !named.has(code))).toEqual([])
})
