import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend } from '../../fixtures/database/time.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

const update = (sql: Sql, code: string, change: object) =>
  sql`update public.organizations set ${sql({ ...change })} where code = ${code}`

async function standing(sql: Sql, code: string) {
  await asOwner(sql)
  const [row] = await sql`
    select status, closed_on::text, successor_code from public.organizations where code = ${code}`
  return row
}

async function news(sql: Sql): Promise<string[]> {
  await asOwner(sql)
  const rows =
    await sql`select event from public.register_events where organization_code = ${CODE.school} order by id`
  return rows.map(({ event }) => event)
}

async function accountOf(sql: Sql, row: object = {}): Promise<string> {
  await asStaff(sql)
  const [made] = await sql`insert into public.accounts ${sql({
    organization_code: CODE.school,
    platform: 'weibo',
    handle: 'tonglu',
    opened_on: '2026-01-02',
    verified_on: '2026-01-03',
    ...row,
  })} returning id`
  return made?.id
}

async function accounts(sql: Sql) {
  await asOwner(sql)
  const rows = await sql`
    select platform, state, closed_with_organization as marked from public.accounts where organization_code = ${CODE.school} order by id`
  return rows.map(({ platform, state, marked }) => `${platform} ${state}${marked ? ', marked' : ''}`)
}

describe('a date in the future', () => {
  test(`${fieldCase('D03.1').input} is refused, with a word on what to do`, async ({ sql }) => {
    await asStaff(sql)
    const ahead = await refusalOf(sql, () => update(sql, CODE.school, { closed_on: '2999-08-31' }))
    expect(ahead).toMatchObject({ code: 'organization-closed-ahead', field: 'closed_on' })
    expect(ahead?.message).toContain('closings')
    expect((await standing(sql, CODE.school))?.status).toBe('expected')
  })

  test('is refused for a registration too', async ({ sql }) => {
    await asStaff(sql)
    expect(
      await refusalOf(sql, () => update(sql, CODE.school, { registered_on: '2999-01-01' })),
    ).toMatchObject({
      code: 'organization-registered-ahead',
    })
  })

  test(`${fieldCase('D03.3').input} is refused, and today is not`, async ({ sql }) => {
    const id = await accountOf(sql)
    const check = (at: string) =>
      refusalOf(sql, () => sql`update public.accounts set checked_at = ${at} where id = ${id}`)
    expect(await check('2999-01-01')).toMatchObject({ code: 'account-date-ahead' })
    const [now] = await sql`select now()::text as at`
    expect(await check(now?.at)).toBeNull()
  })

  test.for(['opened_on', 'verified_on', 'handed_over_on', 'closed_on'])(
    'is refused for what happened to an account: %s',
    async (column, { sql }) => {
      const id = await accountOf(sql)
      const change = () => sql`update public.accounts set ${sql({ [column]: '2999-01-01' })} where id = ${id}`
      expect(await refusalOf(sql, change)).toMatchObject({ code: 'account-date-ahead' })
    },
  )

  test('of an announcement may be the day on which it comes out, and none later', async ({ sql }) => {
    await asStaff(sql)
    const publish = (issued_on: string) =>
      refusalOf(
        sql,
        () =>
          sql`insert into public.announcements ${sql({
            slug: `issued-${issued_on}`,
            issuer_code: CODE.nation,
            title: '关于登记的通知',
            body: '正文',
            issued_on,
            publish_at: '2999-08-31T08:00:00+08:00',
            state: 'published',
          })}`,
      )
    expect(await publish('2999-08-31')).toBeNull()
    expect(await publish('2999-09-01')).toMatchObject({ code: 'announcement-issued-ahead' })
  })
})

/** Dates that staff type, and what becomes of one that lies ahead. Times of what happened (`…_at`) are written by functions. */
const DATES: Record<string, 'refused' | 'waits' | 'is meant'> = {
  'accounts.checked_at': 'refused',
  'accounts.closed_on': 'refused',
  'accounts.handed_over_on': 'refused',
  'accounts.opened_on': 'refused',
  'accounts.verified_on': 'refused',
  'announcements.issued_on': 'refused',
  'announcements.pinned_until': 'is meant',
  'announcements.publish_at': 'waits',
  'organizations.closed_on': 'refused',
  'organizations.registered_on': 'refused',
  'private.closings.closes_on': 'waits',
  'private.retention_periods.swept_on': 'is meant',
  'registrations.answer_due_on': 'is meant',
}

test('each date that staff type is refused ahead, or waits, or is about what is to come', async ({ sql }) => {
  const rows = await sql`
    select format('%s.%s', c.oid::regclass, a.attname) as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'private') and a.attnum > 0 and not a.attisdropped
      and exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'private.ask_for_missing'::regproc)
      and (a.atttypid = 'date'::regtype or a.atttypid = 'timestamptz'::regtype and (
        a.attname !~ '_at$' or a.attname in ('publish_at', 'checked_at')))
    order by 1`
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(DATES).sort())
})

describe('an end that is known ahead', () => {
  const plan = (sql: Sql, row: object) =>
    sql`insert into private.closings ${sql({ organization_code: CODE.school, closes_on: '2999-08-31', ...row })}`
  const planInDays = (sql: Sql, code: string, days: number, successor_code: string | null = null) =>
    sql`insert into private.closings values (${code}, private.today() + ${days}::integer, ${successor_code})`

  test('waits for its day, is told then, and leaves the list', async ({ sql }) => {
    await asStaff(sql)
    await planInDays(sql, CODE.school, 30, CODE.neighbour)
    await passDays(sql, 29)
    await tend(sql)
    expect(await standing(sql, CODE.school)).toMatchObject({ status: 'expected', successor_code: null })
    expect(await news(sql)).toEqual(['added'])

    await passDays(sql, 1)
    await tend(sql)
    const [today] = await sql`select private.today()::text as day`
    expect(await standing(sql, CODE.school)).toEqual({
      status: 'closed',
      closed_on: today?.day,
      successor_code: CODE.neighbour,
    })
    expect(await news(sql)).toEqual(['added', 'closed'])
    expect(await sql`select from private.closings`).toHaveLength(0)
    expect(await sql`select private.closings_are_due() as due`).toEqual([{ due: false }])
  })

  test('comes for those below first, and waits for those that stay', async ({ sql }) => {
    await asStaff(sql)
    await planInDays(sql, CODE.tonglu, 1)
    await passDays(sql, 2)
    await tend(sql)
    expect((await standing(sql, CODE.tonglu))?.status).toBe('expected')
    await asStaff(sql)
    await planInDays(sql, CODE.school, 1)
    await passDays(sql, 1)
    await tend(sql)
    expect((await standing(sql, CODE.school))?.status).toBe('closed')
    expect((await standing(sql, CODE.tonglu))?.status).toBe('closed')
  })

  test.for([
    [{ closes_on: '2026-01-01' }, 'closing-past'],
    [{ organization_code: CODE.closedSchool }, 'closing-organization'],
    [{ organization_code: '999999' }, 'closing-organization'],
    [{ successor_code: CODE.school }, 'organization-successor-self'],
    [{ successor_code: CODE.closedSchool }, 'closing-successor'],
  ] as const)('planned as %j is refused in words: %s', async ([row, code], { sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => plan(sql, row))).toMatchObject({ code })
  })
})

describe(`what was closed and opens again (${fieldCase('D02.1').input})`, () => {
  test('is told to followers, with the accounts that ended with it', async ({ sql }) => {
    await accountOf(sql, { platform: 'zhihu', closed_on: '2026-02-01' })
    await accountOf(sql)
    await update(sql, CODE.school, { closed_on: '2026-05-01' })
    expect(await accounts(sql)).toEqual(['zhihu closed', 'weibo closed, marked'])
    await asStaff(sql)
    await update(sql, CODE.school, { closed_on: null })
    expect(await accounts(sql)).toEqual(['zhihu closed', 'weibo verified'])
    expect(await news(sql)).toEqual(['added', 'verified', 'unverified', 'closed', 'verified', 'reopened'])
  })

  test('leaves an account marked whose handle is another’s by now', async ({ sql }) => {
    await accountOf(sql)
    await update(sql, CODE.school, { closed_on: '2026-05-01' })
    await accountOf(sql, { organization_code: CODE.neighbour })
    await asStaff(sql)
    await update(sql, CODE.school, { closed_on: null })
    expect(await accounts(sql)).toEqual(['weibo closed, marked'])
  })

  test('does not open what staff closed anew meanwhile', async ({ sql }) => {
    const id = await accountOf(sql)
    await update(sql, CODE.school, { closed_on: '2026-05-01' })
    await sql`update public.accounts set closed_on = '2026-05-02' where id = ${id}`
    await update(sql, CODE.school, { closed_on: null })
    expect(await accounts(sql)).toEqual(['weibo closed'])
  })
})

describe('who takes over', () => {
  test(`never goes in a circle (${fieldCase('D04.1').input})`, async ({ sql }) => {
    await asStaff(sql)
    await update(sql, CODE.school, { closed_on: '2026-04-01', successor_code: CODE.neighbour })
    for (const closed_on of ['2026-03-01', '2026-04-01', '2026-05-01'])
      expect(
        await refusalOf(sql, () => update(sql, CODE.neighbour, { closed_on, successor_code: CODE.school })),
      ).toMatchObject({ state: 'P0001' })
    expect(await standing(sql, CODE.neighbour)).toMatchObject({ status: 'expected' })
  })

  test('is there to take over, and may end later', async ({ sql }) => {
    await asStaff(sql)
    const close = (successor_code: string, closed_on: string) =>
      refusalOf(sql, () => update(sql, CODE.school, { closed_on, successor_code }))
    expect(await close(CODE.closedSchool, '2026-04-01')).toMatchObject({
      code: 'organization-successor-closed',
    })
    expect(await close('999999', '2026-04-01')).toMatchObject({ code: 'organization-successor-missing' })
    expect(await close(CODE.closedSchool, '2026-01-01')).toBeNull()
    expect(
      await refusalOf(sql, () => update(sql, CODE.closedSchool, { closed_on: '2025-12-31' })),
    ).toMatchObject({ code: 'organization-succeeds-later' })
  })
})

describe('who stands below', () => {
  test(`keeps what is above open: ${fieldCase('D05.1').input}`, async ({ sql }) => {
    await asStaff(sql)
    const close = () => update(sql, CODE.tonglu, { closed_on: '2026-05-01' })
    const refused = await refusalOf(sql, close)
    expect(refused).toMatchObject({ code: 'organization-children-open', field: 'closed_on' })
    expect(refused?.message).toBe(
      '共青团桐庐县委员会 还有 1 个没有撤销的下级：请先把它们的 parent_code 改到别的上级，或先撤销它们',
    )
    await update(sql, CODE.school, { closed_on: '2026-05-01' })
    await close()
    expect(await refusalOf(sql, () => update(sql, CODE.school, { closed_on: null }))).toMatchObject({
      code: 'organization-parent-closed',
    })
  })
})
