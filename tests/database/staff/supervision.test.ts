import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOperator, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

/** One registration in Tonglu that is approved, one in Xihu that waits, and a draft. */
async function handIn(sql: Sql): Promise<void> {
  await approvedRegistration(sql)
  await submitAs(sql, 'rival@example.org', { organization_code: CODE.neighbour })
  await sql`select public.save_registration_draft('{}')`
}

const seen = async (sql: Sql) => ({
  registrations: (await sql`select id from public.registrations`).length,
  contacts: (await sql`select id from public.contacts`).length,
})

describe('a supervisor', () => {
  test.for([
    ['the nation', CODE.nation, 2],
    ['the province', CODE.zhejiang, 2],
    ['another province', CODE.beijing, 0],
    ['one county', CODE.tonglu, 1],
    ['the other county', CODE.xihu, 1],
  ] as const)('of %s reads what the subtree handed in, and no draft', async ([, code, rows], { sql }) => {
    await handIn(sql)
    await asSupervisor(sql, code)
    expect(await seen(sql)).toEqual({ registrations: rows, contacts: rows })
    await asOwner(sql)
    expect(await seen(sql)).toEqual({ registrations: 3, contacts: 2 })
  })

  test('follows supervision and not place when a subtree moves', async ({ sql }) => {
    await handIn(sql)
    await asStaff(sql)
    await sql`update public.organizations set parent_code = ${CODE.beijing} where code = ${CODE.hangzhou}`
    await asSupervisor(sql, CODE.beijing)
    expect(await seen(sql)).toEqual({ registrations: 2, contacts: 2 })
    await asSupervisor(sql, CODE.zhejiang)
    expect(await seen(sql)).toEqual({ registrations: 0, contacts: 0 })
  })

  test('whose mailbox has not answered is a stranger', async ({ sql }) => {
    await handIn(sql)
    await asStaff(sql)
    await sql`insert into public.staff_members (email, name, role, organization_code)
      values ('unproven@example.org', '督导员', 'supervisor', ${CODE.nation})`
    await asContact(sql, 'unproven@example.org', false)
    expect(await seen(sql)).toEqual({ registrations: 0, contacts: 0 })
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
    expect(await seen(sql)).toEqual({ registrations: 0, contacts: 0 })
  })
})

describe('an operator', () => {
  test.for([
    ['bilibili', 1],
    ['weibo', 1],
    ['zhihu', 0],
  ] as const)(
    'of %s reads the contacts of approved organizations on it, and no registration: %i',
    async ([platform, contacts], { sql }) => {
      await handIn(sql)
      await asOperator(sql, platform)
      expect(await seen(sql)).toEqual({ registrations: 0, contacts })
    },
  )
})
