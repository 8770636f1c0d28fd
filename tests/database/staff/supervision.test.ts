import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOperator, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

interface Case {
  readonly id: string
  readonly organization_code: string
  readonly state: string
  readonly contact: { readonly email: string; readonly mobile: string }
}

/** One registration in Tonglu that is approved, one in Xihu that waits, and a draft. */
async function handIn(sql: Sql): Promise<void> {
  await approvedRegistration(sql)
  await submitAs(sql, 'rival@example.org', { organization_code: CODE.neighbour })
  await sql`select public.save_registration_draft('{}')`
}

async function registrations(sql: Sql, after: string | null = null): Promise<Case[]> {
  const [row] = await sql`select public.desk_registrations(${after}) as reply`
  return row?.reply
}

const organizationsOf = async (sql: Sql) =>
  (await registrations(sql)).map((each) => each.organization_code).sort()

async function contacts(sql: Sql, after: string | null = null): Promise<Omit<Case, 'id' | 'state'>[]> {
  const [row] = await sql`select public.operator_contacts(${after}) as reply`
  return row?.reply
}

const closed = { code: 'desk-closed' }

describe('a supervisor', () => {
  test.for([
    ['the nation', CODE.nation, [CODE.neighbour, CODE.school]],
    ['the province', CODE.zhejiang, [CODE.neighbour, CODE.school]],
    ['another province', CODE.beijing, []],
    ['one county', CODE.tonglu, [CODE.school]],
    ['the other county', CODE.xihu, [CODE.neighbour]],
  ] as const)('of %s reads what the subtree handed in, and no draft', async ([, code, seen], { sql }) => {
    await handIn(sql)
    await asSupervisor(sql, code)
    expect(await organizationsOf(sql)).toEqual([...seen].sort())
  })

  test('reads who handed it in, and what the staff decided', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    await asSupervisor(sql, CODE.tonglu)
    expect(await registrations(sql)).toMatchObject([
      {
        id,
        state: 'approved',
        from_present_contact: null,
        contact: { email: PERSON.email, mobile: PERSON.mobile },
      },
    ])
  })

  test('reads fifty at a time, oldest first, from the last that was seen', async ({ sql }) => {
    for (let each = 0; each < 4; each++)
      await submitAs(sql, `writer${each}@example.org`, { organization_code: CODE.school })
    await asStaff(sql)
    await sql`insert into public.registrations (id, purpose, state, organization_code, declared_at, consented_register_at, consented_mail_at, created_at)
      select gen_random_uuid(), 'register', 'submitted', ${CODE.neighbour}, now(), now(), now(), now() + n * interval '1 second'
      from generate_series(1, 50) n`
    await asSupervisor(sql, CODE.nation)
    const first = await registrations(sql)
    expect(first).toHaveLength(50)
    const rest = await registrations(sql, first.at(-1)?.id)
    expect(rest).toHaveLength(4)
    expect(new Set([...first, ...rest].map((each) => each.id)).size).toBe(54)
    await asSupervisor(sql, CODE.beijing)
    expect(await refusalOf(sql, () => registrations(sql, first[0]?.id))).toMatchObject({
      code: 'desk-missing',
    })
  })

  test('follows supervision and not place when a subtree moves', async ({ sql }) => {
    await handIn(sql)
    await asStaff(sql)
    await sql`update public.organizations set parent_code = ${CODE.beijing} where code = ${CODE.hangzhou}`
    await asSupervisor(sql, CODE.beijing)
    expect(await organizationsOf(sql)).toHaveLength(2)
    await asSupervisor(sql, CODE.zhejiang)
    expect(await organizationsOf(sql)).toEqual([])
  })

  test('whose mailbox has not answered is a stranger', async ({ sql }) => {
    await handIn(sql)
    await asStaff(sql)
    await sql`insert into public.staff_members (email, name, role, organization_code)
      values ('unproven@example.org', '督导员', 'supervisor', ${CODE.nation})`
    await asContact(sql, 'unproven@example.org', false)
    expect(await refusalOf(sql, () => registrations(sql))).toMatchObject({ code: 'mailbox-unproven' })
  })

  test('is not made by what a token says', async ({ sql }) => {
    await handIn(sql)
    const sub = await asContact(sql, 'stranger@example.org')
    const claims = {
      role: 'authenticated',
      sub,
      email: `supervisor.${CODE.nation}@example.org`,
      app_metadata: { role: 'supervisor' },
    }
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
    expect(await refusalOf(sql, () => registrations(sql))).toMatchObject(closed)
  })
})

describe('an operator', () => {
  test.for([
    ['bilibili', [PERSON.email]],
    ['weibo', [PERSON.email]],
    ['zhihu', []],
  ] as const)(
    'of %s reads the contacts of approved organizations on it, and no registration',
    async ([platform, found], { sql }) => {
      await handIn(sql)
      await asOperator(sql, platform)
      expect((await contacts(sql)).map((each) => each.contact.email)).toEqual(found)
      expect(await contacts(sql, CODE.school)).toEqual([])
      expect(await refusalOf(sql, () => registrations(sql))).toMatchObject(closed)
    },
  )

  test('is not whoever signs in', async ({ sql }) => {
    await handIn(sql)
    await asContact(sql, 'stranger@example.org')
    expect(await contacts(sql)).toEqual([])
  })
})
