import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

async function addSchool(sql: Sql, row: object = {}): Promise<string> {
  const [made] = await sql`insert into public.organizations ${sql({
    kind: 'school',
    level: 5,
    school_type: 'secondary_school',
    name: '桐庐县第二中学',
    division_code: '330122',
    parent_code: CODE.tonglu,
    ...row,
  })} returning code`
  return made?.code
}

const update = (sql: Sql, change: object, code: string = CODE.school) =>
  sql`update public.organizations set ${sql({ ...change })} where code = ${code}`

describe('the code of an organization', () => {
  test('is permanent', async ({ sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => update(sql, { code: '123456' }))).toMatchObject({
      code: 'organization-code-permanent',
    })
  })

  test('follows the highest that was pinned by hand', async ({ sql }) => {
    await asStaff(sql)
    await addSchool(sql, { name: '桐庐县第三中学', code: '700010' })
    expect(await addSchool(sql)).toBe('700011')
    await addSchool(sql, { name: '桐庐县第四中学', code: '700005' })
    expect(await addSchool(sql, { name: '桐庐县第五中学' })).toBe('700012')
  })

  test('follows a pin on the very first number', async ({ sql }) => {
    await asOwner(sql)
    await sql`alter sequence private.organization_codes restart with 700101`
    await asStaff(sql)
    await addSchool(sql, { name: '桐庐县第三中学', code: '700101' })
    expect(await addSchool(sql)).toBe('700102')
  })

  test('is not given again after a deletion', async ({ sql }) => {
    await asStaff(sql)
    const first = await addSchool(sql)
    await sql`delete from public.organizations where code = ${first}`
    expect(Number(await addSchool(sql))).toBeGreaterThan(Number(first))
  })
})

describe('the name of an organization', () => {
  test('stands once in a place, among those that are open', async ({ sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => addSchool(sql, { name: ' 桐庐县第一中学\u200b' }))).toMatchObject({
      code: 'organization-name-taken',
      field: 'name',
    })
    await addSchool(sql, { name: '桐庐县第九中学' })
    expect(await refusalOf(sql, () => update(sql, { closed_on: null }, CODE.closedSchool))).toMatchObject({
      code: 'organization-name-taken',
    })
    await addSchool(sql, { name: '桐庐县第一中学', division_code: '330106', parent_code: CODE.xihu })
  })

  test(`is one name to a person however it is typed: ${fieldCase('D08.1').input}`, async ({ sql }) => {
    await asStaff(sql)
    await addSchool(sql, { name: '中国石油大学（华东）' })
    for (const name of ['中国石油大学(华东)', '中国石油大学 （ 华东 ）'])
      expect(await refusalOf(sql, () => addSchool(sql, { name }))).toMatchObject({
        code: 'organization-name-taken',
      })
  })

  test(`is kept in ideographs: ${fieldCase('B01.17').input}`, async ({ sql }) => {
    await asStaff(sql)
    const code = await addSchool(sql, { name: '⻘岛大学' })
    const [row] = await sql`select name from public.organizations where code = ${code}`
    expect(row?.name).toBe('青岛大学')
    expect(await refusalOf(sql, () => addSchool(sql, { name: '青岛大学' }))).toMatchObject({
      code: 'organization-name-taken',
    })
  })

  test(`stays findable when it is another one: ${fieldCase('B15.1').input}`, async ({ sql }) => {
    await asStaff(sql)
    const rename = async (name: string) => {
      const [row] = await sql`update public.organizations set name = ${name} where code = ${CODE.university}
        returning former_names`
      return row?.former_names
    }
    expect(await rename('测试大学甲')).toEqual(['浙江理工大学'])
    expect(await rename('测试大学（甲）')).toEqual(['浙江理工大学', '测试大学甲'])
    expect(await rename('测试大学(甲)')).toEqual(['浙江理工大学', '测试大学甲'])
    expect(await rename('浙江理工大学')).toEqual(['测试大学甲', '测试大学(甲)'])
  })

  test('is tidied, and keeps its full-width brackets', async ({ sql }) => {
    await asStaff(sql)
    const code = await addSchool(sql, { name: '\u202e桐庐中学\u00a0 （分校）\t' })
    const [row] = await sql`select name from public.organizations where code = ${code}`
    expect(row?.name).toBe('桐庐中学 （分校）')
  })
})

describe('the status of an organization', () => {
  test.for([
    [{ registered_on: null, closed_on: null }, 'expected'],
    [{ registered_on: '2026-03-01', closed_on: null }, 'registered'],
    [{ registered_on: null, closed_on: '2026-04-01' }, 'closed'],
    [{ registered_on: '2026-03-01', closed_on: '2026-04-01', successor_code: CODE.neighbour }, 'closed'],
  ] as const)('%j is %s', async ([dates, status], { sql }) => {
    await asStaff(sql)
    await update(sql, dates)
    const [row] = await sql`select status from public.organizations where code = ${CODE.school}`
    expect(row?.status).toBe(status)
  })

  test('cannot be written', async ({ sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => update(sql, { status: 'registered' }))).toMatchObject({
      state: '428C9',
    })
  })

  test.for([
    [{ registered_on: '2026-03-01', closed_on: '2026-02-01' }, 'organization-closed-early'],
    [{ successor_code: CODE.neighbour }, 'organization-successor'],
    [{ closed_on: '2026-04-01', successor_code: CODE.school }, 'organization-successor-self'],
  ] as const)('%j is refused in words: %s', async ([change, code], { sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => update(sql, change))).toMatchObject({ code })
  })
})
