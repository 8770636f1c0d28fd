import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff, asVisitor } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

interface Noted {
  /** Relation and key of every row that is logged, in order. */
  changes: string[]
  /** What a follower hears: event, name, and what it was before or which account. */
  news: string[]
}

/** What a visitor can read of the change that `statement` makes as staff. */
async function noted(sql: Sql, statement: string): Promise<Noted> {
  await asOwner(sql)
  await sql`delete from public.register_changes`
  await sql`delete from public.register_events`
  await asStaff(sql)
  await sql.unsafe(statement)
  await asVisitor(sql)
  const changes = await sql`select relation, row_key from public.register_changes order by id`
  const news =
    await sql`select event, name, coalesce(previous, account) as about from public.register_events order by id`
  return {
    changes: changes.map((row) => `${row.relation} ${row.row_key}`),
    news: news.map((row) => [row.event, row.name, row.about].filter((part) => part !== null).join(' ')),
  }
}

const SCHOOL = `organizations ${CODE.school}`

async function nameOf(sql: Sql, code: string): Promise<string> {
  await asOwner(sql)
  const [row] = await sql`select name from public.organizations where code = ${code}`
  return row?.name
}

async function account(sql: Sql, row: Record<string, unknown>): Promise<number> {
  await asStaff(sql)
  const [made] = await sql`insert into public.accounts ${sql({
    organization_code: CODE.school,
    platform: 'weibo',
    nickname: '团委号',
    ...row,
  })} returning id::integer`
  return made?.id
}

describe('the log of changes', () => {
  test('carries the revision that the register then has', async ({ sql }) => {
    await noted(sql, `update public.organizations set short_name = '一中' where code = '${CODE.school}'`)
    await asVisitor(sql)
    const [row] = await sql`
      select (select max(revision) from public.register_changes) = s.revision as same from public.register_state s`
    expect(row?.same).toBe(true)
  })

  test('names the rows of a statement that changed, and no other', async ({ sql }) => {
    const { changes, news } = await noted(
      sql,
      `update public.organizations set short_name = case code when '${CODE.school}' then '一中' else short_name end`,
    )
    expect(changes).toEqual([SCHOOL])
    expect(news).toEqual([])
  })

  test('names the whole subtree of an organization that moves', async ({ sql }) => {
    await asOwner(sql)
    const below = await sql`select code from public.organizations o
      where path operator(extensions.<@) (select path from public.organizations where code = ${CODE.tonglu}) order by code`
    const { changes } = await noted(
      sql,
      `update public.organizations set parent_code = '${CODE.zhejiang}' where code = '${CODE.tonglu}'`,
    )
    expect(below.length).toBeGreaterThan(1)
    expect(changes.toSorted()).toEqual(below.map(({ code }) => `organizations ${code}`))
  })

  test.for([
    ['a division', `update public.divisions set name = '桐庐新县' where code = '330122'`, 'divisions 330122'],
    ['a platform', `update public.platforms set is_alive = false where id = 'weibo'`, 'platforms weibo'],
  ] as const)('names %s', async ([, statement, row], { sql }) => {
    expect(await noted(sql, statement)).toEqual({ changes: [row], news: [] })
  })

  test('says nothing of a person’s account, whatever is done with it', async ({ sql }) => {
    const cadre = await account(sql, { subject: 'cadre', opened_on: '2026-01-02', verified_on: '2026-01-03' })
    for (const statement of [
      `update public.accounts set nickname = '某人' where id = ${cadre}`,
      `delete from public.accounts where id = ${cadre}`,
      `insert into public.accounts (organization_code, subject, platform, nickname, opened_on, verified_on)
         values ('${CODE.school}', 'youth_worker', 'zhihu', '某人', '2026-01-02', '2026-01-03')`,
    ])
      expect(await noted(sql, statement)).toEqual({ changes: [], news: [] })
  })
})

describe('the news of the register', () => {
  test('tells of a registration, a new name, a move and an end', async ({ sql }) => {
    const name = await nameOf(sql, CODE.school)
    const told = async (set: string) =>
      (await noted(sql, `update public.organizations set ${set} where code = '${CODE.school}'`)).news
    expect(await told(`registered_on = '2026-03-01'`)).toEqual([`registered ${name}`])
    expect(await told(`name = '桐庐县新中学'`)).toEqual([`renamed 桐庐县新中学 ${name}`])
    expect(await told(`division_code = '330100', parent_code = '${CODE.hangzhou}'`)).toEqual([
      'moved 桐庐县新中学 330122',
    ])
    expect(await told(`closed_on = '2026-05-01'`)).toEqual(['closed 桐庐县新中学'])
  })

  test('tells of an organization that is added, and forgets one that is removed', async ({ sql }) => {
    const { changes, news } = await noted(
      sql,
      `insert into public.organizations (code, name, kind, level, school_type, division_code, parent_code)
         values ('100130', '桐庐县第十中学', 'school', 5, 'secondary_school', '330122', '${CODE.tonglu}')`,
    )
    expect({ changes, news }).toEqual({ changes: ['organizations 100130'], news: ['added 桐庐县第十中学'] })
    await asStaff(sql)
    await sql`delete from public.organizations where code = '100130'`
    await asVisitor(sql)
    expect(await sql`select from public.register_events where organization_code = '100130'`).toHaveLength(0)
  })

  test('tells when an account becomes official, and when it is so no more', async ({ sql }) => {
    const name = await nameOf(sql, CODE.school)
    const id = await account(sql, {})
    const told = async (set: string) =>
      (await noted(sql, `update public.accounts set ${set} where id = ${id}`)).news
    expect(await told(`opened_on = '2026-01-02'`)).toEqual([])
    expect(await told(`verified_on = '2026-01-03'`)).toEqual([`verified ${name} 团委号`])
    expect(await told(`nickname = '一中团委'`)).toEqual([])
    expect(await told(`subject = 'cadre', nickname = '某人'`)).toEqual([`unverified ${name} 一中团委`])
    expect(await told(`subject = 'organization', nickname = '一中团委'`)).toEqual([
      `verified ${name} 一中团委`,
    ])
    expect(await told(`closed_on = '2026-05-01'`)).toEqual([`unverified ${name} 一中团委`])
  })

  test('tells of an account that comes official and goes so', async ({ sql }) => {
    const name = await nameOf(sql, CODE.school)
    const added = `insert into public.accounts (organization_code, platform, nickname, opened_on, verified_on)
      values ('${CODE.school}', 'zhihu', '知乎号', '2026-01-02', '2026-01-03')`
    expect((await noted(sql, added)).news).toEqual([`verified ${name} 知乎号`])
    expect((await noted(sql, `delete from public.accounts where platform = 'zhihu'`)).news).toEqual([
      `unverified ${name} 知乎号`,
    ])
  })
})
