import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

const committee = { kind: 'committee', name: '共青团某地委员会' }
const university = { kind: 'university', name: '某某大学', level: 5, school_type: 'regular_university' }
const school = { kind: 'school', name: '某某中学', level: 5, school_type: 'secondary_school' }

const insert = (sql: Sql, row: object) =>
  sql`insert into public.organizations ${sql({ ...row })} returning code, path::text`

async function pathOf(sql: Sql, code: string): Promise<string> {
  const [row] = await sql`select path::text from public.organizations where code = ${code}`
  return row?.path
}

describe('the place of an organization', () => {
  test('its path runs from the nation down to itself', async ({ sql }) => {
    await asStaff(sql)
    const [made] = await insert(sql, { ...school, division_code: '330122', parent_code: CODE.tonglu })
    expect(made?.path).toBe([CODE.nation, CODE.zhejiang, CODE.hangzhou, CODE.tonglu, made?.code].join('.'))
  })

  test.for([
    ['a school below its county', { ...school, division_code: '330122', parent_code: CODE.tonglu }, null],
    [
      'a school straight below a prefecture without counties',
      { ...school, division_code: '330100', parent_code: CODE.hangzhou },
      null,
    ],
    [
      'a university below its province',
      { ...university, division_code: '330100', parent_code: CODE.zhejiang },
      null,
    ],
    [
      'a university below a county',
      { ...university, division_code: '330122', parent_code: CODE.tonglu },
      'organization-parent-of-kind',
    ],
    [
      'a university below the nation',
      { ...university, division_code: '330000', parent_code: CODE.nation },
      'organization-parent-of-kind',
    ],
    [
      'a committee beside its own level',
      { ...committee, level: 4, division_code: '330109', parent_code: CODE.tonglu },
      'organization-parent-level',
    ],
    [
      'a committee on a division of another level',
      { ...committee, level: 4, division_code: '330100', parent_code: CODE.zhejiang },
      'organization-level-division',
    ],
    [
      'below a school',
      { ...school, division_code: '330122', parent_code: CODE.school },
      'organization-parent-kind',
    ],
    [
      'below nobody known',
      { ...school, division_code: '330122', parent_code: '999998' },
      'organization-parent-missing',
    ],
    [
      'in no division known',
      { ...school, division_code: '999998', parent_code: CODE.tonglu },
      'organization-division-missing',
    ],
  ] as const)('%s', async ([, row, verdict], { sql }) => {
    await asStaff(sql)
    expect((await refusalOf(sql, () => insert(sql, row)))?.code ?? null).toBe(verdict)
  })

  test.for([
    [
      'a second root',
      { ...committee, level: 1, division_code: '000000', parent_code: CODE.nation },
      'organization-parent-needed',
    ],
    ['no parent', { ...school, division_code: '330122', parent_code: null }, 'organization-parent-needed'],
    [
      'a school of level 4',
      { ...school, level: 4, division_code: '330122', parent_code: CODE.hangzhou },
      'organization-level-kind',
    ],
    [
      'a university with a school’s type',
      { ...university, school_type: 'secondary_school', division_code: '330100', parent_code: CODE.zhejiang },
      'organization-school-type',
    ],
    [
      'a committee with a school type',
      {
        ...committee,
        level: 4,
        school_type: 'secondary_school',
        division_code: '330109',
        parent_code: CODE.hangzhou,
      },
      'organization-school-type',
    ],
  ] as const)('%s is refused', async ([, row, verdict], { sql }) => {
    await asStaff(sql)
    const refusal = await refusalOf(sql, () => insert(sql, row))
    expect(refusal?.code).toBe(verdict)
  })

  test('moving an organization moves all below it', async ({ sql }) => {
    await asStaff(sql)
    await sql`update public.organizations set parent_code = ${CODE.beijing} where code = ${CODE.hangzhou}`
    expect(await pathOf(sql, CODE.tonglu)).toBe(
      [CODE.nation, CODE.beijing, CODE.hangzhou, CODE.tonglu].join('.'),
    )
    expect(await pathOf(sql, CODE.school)).toBe(
      [CODE.nation, CODE.beijing, CODE.hangzhou, CODE.tonglu, CODE.school].join('.'),
    )
    expect(await pathOf(sql, CODE.university)).toBe([CODE.nation, CODE.zhejiang, CODE.university].join('.'))
  })

  test('two that move in one statement, one below the other, both arrive', async ({ sql }) => {
    await asStaff(sql)
    await sql`update public.organizations
      set parent_code = case code when ${CODE.hangzhou} then ${CODE.beijing} else ${CODE.xihu} end
      where code in (${CODE.hangzhou}, ${CODE.school})`
    expect(await pathOf(sql, CODE.school)).toBe(
      [CODE.nation, CODE.beijing, CODE.hangzhou, CODE.xihu, CODE.school].join('.'),
    )
  })

  test('a path cannot be written by hand', async ({ sql }) => {
    await asStaff(sql)
    const before = await pathOf(sql, CODE.school)
    await sql`update public.organizations set path = '100101' where code = ${CODE.school}`
    expect(await pathOf(sql, CODE.school)).toBe(before)
  })

  test.for([
    ['below its own subtree', { parent_code: CODE.tonglu }, CODE.hangzhou, 'organization-parent-level'],
    [
      'as low as one of those below it',
      { level: 4, division_code: '330109', parent_code: CODE.zhejiang },
      CODE.hangzhou,
      'organization-children-level',
    ],
  ] as const)('an organization does not go %s', async ([, change, code, verdict], { sql }) => {
    await asStaff(sql)
    const refusal = await refusalOf(
      sql,
      () => sql`update public.organizations set ${sql(change)} where code = ${code}`,
    )
    expect(refusal?.code).toBe(verdict)
  })
})
