import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { bouncedCredential } from '../../fixtures/database/desk.ts'
import { mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

const BEARER = `supervisor.${CODE.zhejiang}@example.org`

/** Two county committees whose accounts go through the province. */
async function bundled(sql: Sql) {
  await withoutQuietHours(sql)
  await installSealingKey(sql)
  await asSupervisor(sql, CODE.zhejiang)
  await asStaff(sql)
  await sql`insert into public.accounts (organization_code, subject, platform, nickname) values
    (${CODE.tonglu}, 'organization', 'bilibili', '桐庐团县委'), (${CODE.xihu}, 'organization', 'bilibili', '西湖团区委')`
  const [bundle] =
    await sql`insert into private.bundles (organization_code, title) values (${CODE.zhejiang}, '第一批县级账号') returning id`
  const first = await takeIn(sql, { organization_code: CODE.tonglu, bundle: bundle?.id })
  const second = await takeIn(sql, { organization_code: CODE.xihu, bundle: bundle?.id })
  await tend(sql)
  return {
    id: String(bundle?.id),
    first: String(first.credential_id),
    second: String(second.credential_id),
    result: first.result,
  }
}

async function list(sql: Sql, id: string, generation = 1) {
  await asService(sql)
  const [row] = await sql`select public.list_bundle(${id}, ${generation}) as reply`
  return row?.reply
}

async function open(sql: Sql, id: string, credentialId: string, reader = 'bearer', generation = 1) {
  await asService(sql)
  const [row] =
    await sql`select public.open_bundled(${id}, ${generation}, ${credentialId}, ${reader}) as reply`
  return row?.reply
}

async function handOn(
  sql: Sql,
  id: string,
  credentialId: string,
  taker: string | null = '方县长 13777700009',
) {
  await asService(sql)
  const [row] = await sql`select public.hand_on(${id}, 1, ${credentialId}, ${taker}) as reply`
  return row?.reply
}

/** When each link to a bundle may go out, the oldest first. */
async function hours(sql: Sql): Promise<string[]> {
  await asOwner(sql)
  const mails = await sql`select daytime from private.outbox where kind = 'bundle_link' order by position`
  return mails.map(({ daytime }) => (daytime ? 'day' : 'any'))
}

describe('a bundle', () => {
  test('is one mail with one link to the bearer, however many accounts, and none to those below', async ({
    sql,
  }) => {
    const { result } = await bundled(sql)
    expect(result).toBe('已封存，放进转交包')
    expect(await mailsTo(sql, 'bundle_link')).toMatchObject([
      { recipient: BEARER, payload: { title: '第一批县级账号', accounts: 2 } },
    ])
    expect(await mailsTo(sql, 'credential_link')).toEqual([])
  })

  test('lists its accounts without a secret', async ({ sql }) => {
    const { id } = await bundled(sql)
    const listed = await list(sql, id)
    expect(listed).toMatchObject({
      outcome: 'listed',
      accounts: [
        { organization_name: '共青团桐庐县委员会', can_open: true, state: 'issued', taken_by: null },
        { organization_name: '共青团西湖区委员会' },
      ],
    })
    expect(JSON.stringify(listed)).not.toMatch(/sealed|login|password/)
  })

  test('opens each by itself, to the same reader again for ten minutes, and to no other', async ({ sql }) => {
    const { id, first, second } = await bundled(sql)
    expect(await open(sql, id, first)).toMatchObject({ outcome: 'opened', organization_code: CODE.tonglu })
    expect(await open(sql, id, first)).toMatchObject({ outcome: 'opened' })
    expect(await open(sql, id, first, 'somebody')).toMatchObject({ outcome: 'already_opened' })
    expect(await credential(sql, second)).toMatchObject({ state: 'issued' })
    await passDays(sql, 1)
    expect(await open(sql, id, first)).toMatchObject({ outcome: 'already_opened' })
    expect(await credential(sql, first)).toMatchObject({ sealed: null })
  })

  test('records who took what, each with an audit line that does not quote the person', async ({ sql }) => {
    const { id, first, second } = await bundled(sql)
    expect(await handOn(sql, id, first)).toEqual({ outcome: 'not_opened' })
    await open(sql, id, first)
    await open(sql, id, second)
    expect(await handOn(sql, id, first, ' ')).toEqual({ outcome: 'taker_missing' })
    expect(await handOn(sql, id, first)).toEqual({ outcome: 'handed_on' })
    expect(await handOn(sql, id, second, '钱书记')).toEqual({ outcome: 'handed_on' })
    expect((await list(sql, id)).accounts).toMatchObject([
      { taken_by: '方县长 13777700009' },
      { taken_by: '钱书记' },
    ])
    await asOwner(sql)
    const lines =
      await sql`select new_values::text as quoted from private.audit_log where relation = 'private.handovers'`
    expect(lines).toHaveLength(2)
    expect(JSON.stringify(lines)).not.toContain('13777700009')
  })

  test('belongs to who supervises there: a link is dead once that right is gone', async ({ sql }) => {
    const { id, first } = await bundled(sql)
    await asOwner(sql)
    await sql`delete from public.staff_members where email = ${BEARER}`
    expect(await list(sql, id)).toEqual({ outcome: 'revoked' })
    expect(await open(sql, id, first)).toEqual({ outcome: 'revoked' })
  })

  test('that is closed opens nothing; nor does a link of tomorrow, or a credential of another', async ({
    sql,
  }) => {
    const { id, first } = await bundled(sql)
    const other = await issuedCredential(sql)
    expect(await open(sql, id, other)).toEqual({ outcome: 'wrong_link' })
    expect(await open(sql, id, first, 'bearer', 2)).toEqual({ outcome: 'wrong_link' })
    await asStaff(sql)
    await sql`update private.bundles set state = 'closed' where id = ${id}`
    expect(await open(sql, id, first)).toEqual({ outcome: 'revoked' })
  })

  test('whose link ran out gets another one, five in all; then the desk has its accounts', async ({
    sql,
  }) => {
    const { id, first } = await bundled(sql)
    for (let week = 0; week < 8; week += 1) {
      await asOwner(sql)
      await sql`update private.bundles set link_expires_at = now() - interval '1 second'`
      await tend(sql)
    }
    expect(await hours(sql)).toEqual(['any', 'day', 'day', 'day', 'day'])
    expect(await list(sql, id)).toEqual({ outcome: 'superseded' })
    await asOwner(sql)
    expect(await sql`select credential_id, kind from private.tasks where closed_at is null`).toContainEqual({
      credential_id: first,
      kind: 'no_response',
    })
  })

  test('is shown at its own desk, which sends another link', async ({ sql }) => {
    const { id } = await bundled(sql)
    await asSupervisor(sql, CODE.zhejiang)
    const [shown] = await sql`select public.desk_bundles() as reply`
    expect(shown?.reply).toMatchObject([
      { id, waiting: 2, opened: 0, handed_on: 0, email: 's***@example.org' },
    ])
    expect(await refusalOf(sql, () => sql`select public.desk_send_bundle(${id})`)).toMatchObject({
      code: 'credential-link-recent',
    })
    await asOwner(sql)
    await sql`update private.outbox set created_at = now() - interval '1 hour'`
    await asSupervisor(sql, CODE.zhejiang)
    await sql`select public.desk_send_bundle(${id})`
    expect(await hours(sql)).toEqual(['any', 'any'])
    await asSupervisor(sql, CODE.hangzhou)
    expect(await refusalOf(sql, () => sql`select public.desk_send_bundle(${id})`)).toMatchObject({
      code: 'desk-bundle-missing',
    })
  })

  test.for([
    ['to a committee where nobody has signed in', CODE.beijing, '北京一批', 'bundle-mailbox'],
    ['to a school', CODE.school, '学校一批', 'bundle-organization'],
  ] as const)('is not made out %s', async ([, organization_code, title, code], { sql }) => {
    await asStaff(sql)
    expect(
      await refusalOf(sql, () => sql`insert into private.bundles ${sql({ organization_code, title })}`),
    ).toMatchObject({ code })
  })

  test('takes in no account from outside its subtree', async ({ sql }) => {
    await installSealingKey(sql)
    await asSupervisor(sql, CODE.xihu)
    await asStaff(sql)
    const [bundle] =
      await sql`insert into private.bundles (organization_code, title) values (${CODE.xihu}, '西湖一批') returning id`
    await sql`insert into public.accounts (organization_code, subject, platform, nickname) values (${CODE.tonglu}, 'organization', 'bilibili', '桐庐团县委')`
    expect(await takeIn(sql, { organization_code: CODE.tonglu, bundle: bundle?.id })).toMatchObject({
      credential_id: null,
      result: expect.stringContaining('不在它的团委之下'),
    })
  })
})

describe('a hand-out by telephone', () => {
  const record = (sql: Sql, different: object = {}) =>
    sql`insert into private.handovers ${sql({ organization_code: CODE.school, platform: 'bilibili', asked_by: '程晚晴 0571-64212345', answered_by: '值班员小李', ...different })}`

  test('is a row of who asked and who answered; links are dead, the sealed bytes gone, the task closed', async ({
    sql,
  }) => {
    const { id } = await bouncedCredential(sql)
    await asStaff(sql)
    await record(sql)
    expect(await credential(sql, id)).toMatchObject({
      state: 'opened',
      sealed: null,
      generation: 2,
      handed_on_at: expect.any(Date),
    })
    expect(await sql`select from private.tasks where closed_at is null`).toHaveLength(0)
  })

  test.for([
    ['without who asked', { asked_by: ' ' }, 'handover-persons'],
    ['without who answered', { answered_by: null }, 'handover-persons'],
    [
      'for an organization that waits for nothing',
      { organization_code: CODE.neighbour },
      'handover-credential',
    ],
  ] as const)('is not recorded %s', async ([, different, code], { sql }) => {
    await issuedCredential(sql)
    await asStaff(sql)
    expect(await refusalOf(sql, () => record(sql, different))).toMatchObject({ code })
  })
})

describe('a line of an import', () => {
  const line = (different = {}) => ({ batch: '2027-春季', batch_row: '7', ...different })

  test('is sealed once, however often it is brought', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await takeIn(sql, line())
    await asStaff(sql)
    await sql`insert into public.credential_intake ${sql({ organization_code: CODE.school, platform: 'bilibili', login_name: 'x', initial_password: 'y', ...line() })}`
    await asOwner(sql)
    expect(await sql`select id from private.credentials where id <> ${id}`).toHaveLength(1)
    expect(await sql`select id from public.credential_intake where batch is not null`).toHaveLength(1)
  })

  test('that was refused is tried again, and leaves one row', async ({ sql }) => {
    await issuedCredential(sql)
    expect(await takeIn(sql, line({ organization_code: '999998' }))).toMatchObject({ credential_id: null })
    expect(await takeIn(sql, line())).toMatchObject({ result: '已封存，信已排队' })
    expect(await sql`select result from public.credential_intake where batch is not null`).toHaveLength(1)
  })
})
