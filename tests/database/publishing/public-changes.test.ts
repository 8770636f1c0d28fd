import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { published } from '../../fixtures/database/publications.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const hour = 3_600_000

async function add(sql: Sql, table: 'accounts' | 'announcements', row: Record<string, unknown>) {
  await asStaff(sql)
  const common =
    table === 'accounts'
      ? { organization_code: CODE.school, platform: 'weibo', nickname: '团委' }
      : { issuer_code: CODE.nation, title: '关于开展登记工作的通知', body: '正文' }
  await sql`insert into public.${sql(table)} ${sql({ ...common, ...row })}`
}

async function edit(sql: Sql, statement: string) {
  await asStaff(sql)
  await sql.unsafe(statement)
}

describe('what visitors see is published again', () => {
  test.for([
    ['a renamed division', `update public.divisions set name = '桐庐新县' where code = '330122'`],
    ['a platform that is gone', `update public.platforms set is_alive = false where id = 'weibo'`],
    [
      'a closed organization',
      `update public.organizations set closed_on = '2026-05-01' where code = '${CODE.school}'`,
    ],
    ['a removed organization', `delete from public.organizations where code = '${CODE.school}'`],
  ] as const)('after %s', async ([, statement], { sql }) => {
    expect(await published(sql, () => edit(sql, statement))).toEqual({ revisions: 1, queued: 1 })
  })

  test('after an approval', async ({ sql }) => {
    const { revisions, queued } = await published(sql, () => approvedRegistration(sql))
    expect(revisions).toBeGreaterThan(0)
    expect(queued).toBe(1)
  })

  test.for([
    ['a new account', 'project', null],
    ['an account that changes', 'project', `update public.accounts set nickname = '热线'`],
    ['an account that goes', 'project', 'delete from public.accounts'],
    [
      'an account that becomes a person’s',
      'project',
      `update public.accounts set subject = 'cadre', project = null`,
    ],
    ['an account that becomes public', 'cadre', `update public.accounts set subject = 'organization'`],
  ] as const)('after %s', async ([, subject, statement], { sql }) => {
    const make = () => add(sql, 'accounts', { subject, project: subject === 'project' ? '12355' : null })
    if (statement !== null) await make()
    expect(await published(sql, statement === null ? make : () => edit(sql, statement))).toEqual({
      revisions: 1,
      queued: 1,
    })
  })

  test.for([
    ['the announcement is published', 'draft', `update public.announcements set state = 'published'`],
    ['it is corrected', 'published', `update public.announcements set body = '更正'`],
    ['it is withdrawn', 'published', `update public.announcements set state = 'withdrawn'`],
    ['it is removed', 'published', 'delete from public.announcements'],
  ] as const)('when %s', async ([, state, statement], { sql }) => {
    await add(sql, 'announcements', { state })
    expect(await published(sql, () => edit(sql, statement))).toEqual({ revisions: 1, queued: 1 })
  })
})

describe('nothing is published', () => {
  test.for([
    ['a draft is edited', { state: 'draft' }, `update public.announcements set body = '再改'`],
    ['a draft is removed', { state: 'draft' }, 'delete from public.announcements'],
    ['no row fits', { state: 'published' }, `update public.announcements set body = '' where slug = 'none'`],
  ] as const)('when %s', async ([, row, statement], { sql }) => {
    expect(await published(sql, () => add(sql, 'announcements', { ...row, state: 'draft' }))).toEqual({
      revisions: 0,
      queued: 0,
    })
    await asOwner(sql)
    await sql`update public.announcements set state = ${row.state}`
    expect(await published(sql, () => edit(sql, statement))).toEqual({ revisions: 0, queued: 0 })
  })

  test('for a person’s account, a registration handed in, or a login', async ({ sql }) => {
    const changes = await published(sql, async () => {
      await add(sql, 'accounts', { subject: 'cadre' })
      await edit(sql, `update public.accounts set nickname = '小程'`)
      await edit(sql, 'delete from public.accounts')
      await submitAs(sql, 'contact@example.org')
      await asContact(sql, 'another@example.org')
    })
    expect(changes).toEqual({ revisions: 0, queued: 0 })
  })
})

test('many changes in a short while are one publication, and each raises the revision', async ({ sql }) => {
  const changes = await published(sql, async () => {
    await edit(sql, `update public.divisions set name = '桐庐新县' where code = '330122'`)
    await edit(sql, `update public.organizations set short_name = '一中' where code = '${CODE.school}'`)
    await add(sql, 'accounts', {})
  })
  expect(changes).toEqual({ revisions: 3, queued: 1 })
})

test('an announcement’s hour and the end of its pinning are publications of their own', async ({ sql }) => {
  const publish_at = new Date(Date.now() + hour)
  const pinned_until = new Date(Date.now() + 3 * hour)
  await published(sql, () => add(sql, 'announcements', { state: 'draft', publish_at, pinned_until }))
  expect(await sql`select from private.publications`).toHaveLength(0)
  await published(sql, () => edit(sql, `update public.announcements set state = 'published'`))
  const queue = await sql`select reason, not_before from private.publications
    where not_before > now() order by not_before`
  expect(queue).toEqual([
    { reason: 'announcement-due', not_before: publish_at },
    { reason: 'announcement-unpinned', not_before: pinned_until },
  ])
})
