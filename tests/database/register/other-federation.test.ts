import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { decide, submission, submit } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

/**
 * A federation of six levels: towns below the counties with a union in each, and clubs on the sixth level instead of schools on the
 * fifth. What the seed has filled stays beside it.
 */
async function becomeOther(sql: Sql): Promise<void> {
  await asStaff(sql)
  await sql`insert into public.levels (number, name) values (6, '社团')`
  await sql`update public.levels set division_level = 'town' where number = 5`
  await sql`update public.organization_kinds set is_proposed = false`
  await sql`insert into public.organization_kinds (id, name, is_committee, level, parent_level, is_proposed) values
    ('union', '联合会', true, null, null, false), ('club', '社团', false, 6, 5, true)`
  await sql`insert into public.school_types (id, kind, name, is_proposed) values
    ('sports_club', 'club', '体育社团', false), ('arts_club', 'club', '艺术社团', true)`
  await sql`insert into public.naming_rules (level, pattern, example, sentence)
    values (6, '^.{2,26}社$', '晨星社', '社团账号昵称应以「社」结尾')`
  await sql`insert into public.divisions (code, name, level, parent_code) values ('330199', '某镇', 'town', '330122')`
}

async function addUnion(sql: Sql): Promise<string> {
  const [union] = await sql`insert into public.organizations ${sql({
    name: '某镇联合会',
    kind: 'union',
    level: 5,
    division_code: '330199',
    parent_code: CODE.tonglu,
  })} returning code`
  return union?.code
}

const club = { name: '晨星艺术社', kind: 'club', level: 6, school_type: 'arts_club', division_code: '330199' }
const insert = (sql: Sql, row: object) =>
  sql`insert into public.organizations ${sql({ ...row })} returning code`

describe('in a federation with other lists', () => {
  test('what is proposed becomes one of its own kind, level and type, below its own committee', async ({
    sql,
  }) => {
    await becomeOther(sql)
    const union = await addUnion(sql)
    await asContact(sql, 'leader@example.org')
    const receipt = await submit(
      sql,
      submission({
        organization_code: null,
        proposal: { name: '晨星艺术社', division_code: '330199' },
        existing_accounts: [],
        wanted_account: { platform: 'weibo', nickname: '晨星艺术社' },
      }),
    )
    await decide(sql, receipt.id, 'approved')
    const [made] =
      await sql`select kind, level, school_type, parent_code from public.organizations where name = '晨星艺术社'`
    expect(made).toEqual({ kind: 'club', level: 6, school_type: 'arts_club', parent_code: union })
  })

  test('a nickname is held to the rule of the level that is proposed', async ({ sql }) => {
    await becomeOther(sql)
    await asContact(sql, 'leader@example.org')
    const handedIn = submission({
      organization_code: null,
      proposal: { name: '晨星艺术社', division_code: '330199' },
      wanted_account: { platform: 'bilibili', nickname: '晨星艺术团委' },
    })
    expect(await refusalOf(sql, () => submit(sql, handedIn))).toMatchObject({ code: 'wanted-nickname' })
  })

  test.for([
    [{ ...club, level: 5 }, 'organization-level-kind'],
    [{ ...club, school_type: null }, 'organization-school-type'],
    [{ ...club, school_type: 'secondary_school' }, 'organization-school-type'],
    [{ ...club, kind: 'team' }, 'organization-kind'],
    [{ ...club, parent_code: CODE.tonglu }, 'organization-parent-of-kind'],
    [{ ...club, kind: 'union', school_type: null }, 'organization-level-division'],
    [{ ...club, kind: 'union', level: 5 }, 'organization-school-type'],
    [club, null],
  ] as const)('%j: %s', async ([row, verdict], { sql }) => {
    await becomeOther(sql)
    const union = await addUnion(sql)
    const refusal = await refusalOf(sql, () => insert(sql, { parent_code: union, ...row }))
    expect(refusal?.code ?? null).toBe(verdict)
  })

  test('a supervisor is of any kind that is a committee, and of no other', async ({ sql }) => {
    await becomeOther(sql)
    const union = await addUnion(sql)
    const [made] = await insert(sql, { ...club, parent_code: union })
    const appoint = (
      code: string,
    ) => sql`insert into public.staff_members (email, name, role, organization_code)
      values ('leader@example.org', '值班员', 'supervisor', ${code})`
    expect(await refusalOf(sql, () => appoint(made?.code))).toMatchObject({ code: 'staff-organization' })
    expect(await refusalOf(sql, () => appoint(union))).toBeNull()
  })

  test('an activation waits for what its own checklist requires', async ({ sql }) => {
    await asStaff(sql)
    await sql`update public.activation_items set is_required = item in ('avatar_set', 'profile_complete')`
    const [row] = await sql`select private.required_items() as items`
    expect(row?.items).toEqual(['avatar_set', 'profile_complete'])
  })

  test.for([{ level: 4 }, { is_committee: true, level: null }])(
    'a kind that has organizations does not become %j',
    async (change, { sql }) => {
      await asStaff(sql)
      const update = () => sql`update public.organization_kinds set ${sql(change)} where id = 'university'`
      expect(await refusalOf(sql, update)).toMatchObject({ code: 'organization-kind-in-use' })
    },
  )

  test.for(['levels', 'organization_kinds', 'school_types'])(
    'nothing leaves %s that a row still names',
    async (table, { sql }) => {
      await asStaff(sql)
      const removal = () => sql`delete from public.${sql(table)}`
      expect(await refusalOf(sql, removal)).toMatchObject({ state: '23503' })
    },
  )
})
