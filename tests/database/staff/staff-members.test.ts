import { describe, expect } from 'vitest'
import { asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

const supervisor = {
  email: 'clerk@county.example.org',
  name: '何清和',
  role: 'supervisor',
  organization_code: CODE.tonglu,
  platform: null,
}

describe('a member of the staff', () => {
  test.for([
    [{ email: 'nobody' }, 'email'],
    [{ name: '  ' }, 'name'],
    [{ platform: 'weibo' }, 'organization_code'],
    [{ role: 'operator' }, 'platform'],
    [{ organization_code: CODE.school }, 'organization_code'],
    [{ role: 'operator', organization_code: null, platform: 'nowhere' }, 'platform'],
  ] as const)('with %j is refused in Chinese at its field', async ([change, field], { sql }) => {
    await asStaff(sql)
    const row = { ...supervisor, ...change }
    const refusal = await refusalOf(sql, () => sql`insert into public.staff_members ${sql(row)}`)
    expect(refusal).toMatchObject({ state: 'P0001', field })
    expect(refusal?.message).toMatch(/[一-龥]/)
  })

  test.for(['C05.1', 'C05.2', 'C05.3'])(
    'is kept without what was pasted around the mailbox: %s',
    async (id, { sql }) => {
      await asStaff(sql)
      const email = fieldCase(id).input
      const [kept] =
        await sql`insert into public.staff_members ${sql({ ...supervisor, email })} returning email`
      expect(['a@b.cn', 'zhang@example.com']).toContain(kept?.email)
    },
  )

  test.for(['zhang@qq.com/li', 'a@b.cn;c@d.cn', 'tuan wei@qq.com', ''])(
    'has one mailbox and no other: %j is refused',
    async (email, { sql }) => {
      await asStaff(sql)
      expect(
        await refusalOf(sql, () => sql`insert into public.staff_members ${sql({ ...supervisor, email })}`),
      ).toMatchObject({ code: 'staff-email' })
    },
  )

  test('that is whole is kept', async ({ sql }) => {
    await asStaff(sql)
    expect(await sql`insert into public.staff_members ${sql(supervisor)} returning id`).toHaveLength(1)
  })
})
