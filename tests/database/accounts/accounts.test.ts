import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asStaff, asVisitor } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

async function add(sql: Sql, row: object = {}): Promise<string> {
  const [made] = await sql`insert into public.accounts ${sql({
    organization_code: CODE.school,
    platform: 'weibo',
    nickname: '桐庐县第一中学团委',
    ...row,
  })} returning id`
  return made?.id
}

const update = (sql: Sql, id: string, change: object) =>
  sql`update public.accounts set ${sql({ ...change })} where id = ${id}`

describe('state and official', () => {
  const opened_on = '2026-01-01'
  const verified_on = '2026-02-01'
  const handed_over_on = '2026-03-01'
  const closed_on = '2026-04-01'

  test.for([
    [{}, 'not_opened', false],
    [{ opened_on }, 'opened', false],
    [{ opened_on, handed_over_on }, 'opened', false],
    [{ opened_on, verified_on }, 'verified', true],
    [{ opened_on, verified_on, handed_over_on }, 'handed_over', true],
    [{ opened_on, verified_on, handed_over_on, closed_on }, 'closed', false],
    [{ closed_on }, 'closed', false],
  ] as const)('%j is %s, official: %s', async ([dates, state, official], { sql }) => {
    await asStaff(sql)
    await add(sql, dates)
    const [row] = await sql`select state, official from public.accounts`
    expect(row).toEqual({ state, official })
  })

  test.for([
    [{ verified_on }, 'account-opened-missing'],
    [{ handed_over_on }, 'account-opened-missing'],
    [{ opened_on, verified_on: '2025-12-31' }, 'account-dates-order'],
    [{ opened_on, closed_on: '2025-12-31' }, 'account-dates-order'],
    [{ opened_on, verified_on: '2999-01-01' }, 'account-date-ahead'],
    [{ opened_on, nickname: null }, 'account-unnamed'],
    [{ handle: 'a b' }, 'account-handle'],
    [{ subject: 'project' as const }, 'account-project'],
  ] as const)('%j is refused in words: %s', async ([row, code], { sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => add(sql, row))).toMatchObject({ code })
  })

  test.for(['state', 'official'])('%s cannot be written', async (column, { sql }) => {
    await asStaff(sql)
    const id = await add(sql)
    const write = () => update(sql, id, { [column]: column === 'state' ? 'verified' : true })
    expect(await refusalOf(sql, write)).toMatchObject({ state: '428C9' })
  })
})

describe('one account', () => {
  test('an organization has one open account of its own on a platform', async ({ sql }) => {
    await asStaff(sql)
    const first = await add(sql)
    expect(await refusalOf(sql, () => add(sql, { nickname: '另一个' }))).toMatchObject({
      code: 'account-second-on-platform',
      field: 'platform',
    })
    await add(sql, { subject: 'project', project: '12355', nickname: '青少年热线' })
    await add(sql, { organization_code: CODE.neighbour })
    await update(sql, first, { closed_on: '2026-04-01' })
    await add(sql, { nickname: '另一个' })
    expect(await refusalOf(sql, () => update(sql, first, { closed_on: null }))).toMatchObject({
      code: 'account-second-on-platform',
    })
  })

  test('a handle stands once on a platform, in capitals or not', async ({ sql }) => {
    await asStaff(sql)
    const first = await add(sql, { handle: 'TongLu' })
    const elsewhere = { organization_code: CODE.neighbour, handle: 'tonglu' }
    expect(await refusalOf(sql, () => add(sql, elsewhere))).toMatchObject({ code: 'account-handle-taken' })
    await add(sql, { ...elsewhere, platform: 'zhihu' })
    await update(sql, first, { closed_on: '2026-04-01' })
    await add(sql, elsewhere)
  })

  test.for([
    ['weibo', 'https://weibo.com/tonglu', null],
    ['weibo', 'https://WWW.Weibo.com/tonglu?from=x#top', null],
    ['weibo', 'https://zhihu.com/people/tonglu', 'account-address-platform'],
    ['weibo', 'https://weibo.com.example.org/tonglu', 'account-address-platform'],
    ['wechat', 'https://mp.weixin.qq.com/s/abc', null],
    ['nowhere', null, 'account-platform-missing'],
  ] as const)('on %s at %s: %s', async ([platform, address, verdict], { sql }) => {
    await asStaff(sql)
    expect((await refusalOf(sql, () => add(sql, { platform, address })))?.code ?? null).toBe(verdict)
  })

  test.for(['javascript:alert(1)', 'https://weibo.com/a b', 'https://weibo.com/"><script>'])(
    'never keeps %s as its address',
    async (address, { sql }) => {
      await asStaff(sql)
      expect(await refusalOf(sql, () => add(sql, { platform: 'wechat', address }))).toMatchObject({
        code: 'account-address',
      })
    },
  )
})

test('a visitor sees organizations and projects, and never a person', async ({ sql }) => {
  await asStaff(sql)
  await add(sql)
  await add(sql, { subject: 'project', project: '12355', nickname: '青少年热线' })
  const cadre = await add(sql, { subject: 'cadre', nickname: '小程' })
  await add(sql, { subject: 'youth_worker', nickname: '小王', platform: 'zhihu' })
  await sql`insert into public.account_persons values (${cadre}, '程晚晴', '书记')`

  await asVisitor(sql)
  const seen = await sql`select subject from public.accounts order by subject`
  expect(seen.map((row) => row.subject)).toEqual(['organization', 'project'])

  await asStaff(sql)
  expect(await sql`select from public.accounts`).toHaveLength(4)
})

test(`a handle that was typed with its @ is the one without, and taken where that is: ${fieldCase('D07.1').input}`, async ({
  sql,
}) => {
  await asStaff(sql)
  const id = await add(sql, { handle: '@Tsinghua' })
  const [row] = await sql`select handle from public.accounts where id = ${id}`
  expect(row).toEqual({ handle: 'Tsinghua' })
  expect(
    await refusalOf(sql, () =>
      add(sql, { organization_code: CODE.tonglu, handle: '＠tsinghua', nickname: '桐庐团县委' }),
    ),
  ).toMatchObject({ code: 'account-handle-taken' })
})
