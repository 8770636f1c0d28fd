import { describe, expect } from 'vitest'
import { asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { test } from '../../fixtures/database/room.ts'

describe('divisions', () => {
  test.for([
    { code: '330127', level: 'county', parent_code: '330100', verdict: null },
    { code: '440000', level: 'province', parent_code: '000000', verdict: null },
    { code: '330127', level: 'county', parent_code: '330000', verdict: 'division-parent-level' },
    { code: '330127', level: 'prefecture', parent_code: '330100', verdict: 'division-parent-level' },
    { code: '330127', level: 'province', parent_code: '330100', verdict: 'division-parent-level' },
    { code: '330127', level: 'county', parent_code: '999999', verdict: 'division-parent-missing' },
  ])('$code as a $level below $parent_code: $verdict', async ({ verdict, ...row }, { sql }) => {
    await asStaff(sql)
    const refusal = await refusalOf(
      sql,
      () => sql`insert into public.divisions ${sql({ ...row, name: '某地' })}`,
    )
    expect(refusal?.code ?? null).toBe(verdict)
  })

  test('keep their level while others hang below them', async ({ sql }) => {
    await asStaff(sql)
    const change = () => sql`
      update public.divisions set level = 'province', parent_code = '000000' where code = '330100'`
    expect(await refusalOf(sql, change)).toMatchObject({ code: 'division-children-level', field: 'level' })
  })

  test('that are renamed keep the name they had among their former ones, and not one that is the same to a person', async ({
    sql,
  }) => {
    await asStaff(sql)
    const rename = async (name: string) => {
      const [row] =
        await sql`update public.divisions set name = ${name} where code = '330122' returning former_names`
      return row?.former_names
    }
    expect(await rename('桐庐市')).toEqual(['桐庐县'])
    expect(await rename('桐庐新区（市）')).toEqual(['桐庐县', '桐庐市'])
    expect(await rename('桐庐新区(市)')).toEqual(['桐庐县', '桐庐市'])
    expect(await rename('桐庐县')).toEqual(['桐庐市', '桐庐新区(市)'])
  })

  test('the nation alone has none above it', async ({ sql }) => {
    await asStaff(sql)
    const orphan = () =>
      sql`insert into public.divisions (code, name, level) values ('440000', '某省', 'province')`
    expect(await refusalOf(sql, orphan)).toMatchObject({
      code: 'division-parent-needed',
      field: 'parent_code',
    })
    const upward = () => sql`update public.divisions set parent_code = '330000' where code = '000000'`
    expect(await refusalOf(sql, upward)).toMatchObject({ code: 'division-parent-level' })
  })

  test('one that others hang on cannot go', async ({ sql }) => {
    await asStaff(sql)
    const removal = () => sql`delete from public.divisions where code = '330122'`
    expect(await refusalOf(sql, removal)).toMatchObject({ state: '23503' })
  })
})
