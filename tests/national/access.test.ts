import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { RELATIONS, rowsOf } from '../database/access/matrix.ts'
import { asContact, asOperator, asOwner, asSupervisor, asVisitor } from '../fixtures/database/callers.ts'
import { refusalOf } from '../fixtures/database/refusal.ts'
import { connectAsOwner } from '../fixtures/database/room.ts'

const stack = inject('stack')
const SIGNED_IN_READ = ['public.registrations', 'public.contacts']
let sql: Sql

beforeAll(async () => {
  sql = connectAsOwner(stack.databaseUrl.superuser)
  await sql`begin`
})
afterAll(async () => {
  await sql`rollback`
  await sql.end()
})

async function count(relation: string, condition = 'true'): Promise<number> {
  const [row] = await sql.unsafe(`select count(*)::integer as rows from ${relation} as r where ${condition}`)
  return row?.rows
}

/** What is open to a visitor, told without the policies. */
const OPEN: Readonly<Record<string, string>> = {
  'public.accounts': `subject in ('organization', 'project')`,
  'public.announcements': `state = 'published' and publish_at <= now()`,
}

describe('a visitor', () => {
  test.each(rowsOf(RELATIONS).map(({ name, cells }) => [name, cells.visitor] as const))(
    'reads of %s: %s',
    async (relation, cell) => {
      await asOwner(sql)
      const open = await count(relation, OPEN[relation])
      await asVisitor(sql)
      if (cell === '-')
        expect(await refusalOf(sql, () => sql.unsafe(`select count(*) from ${relation}`))).toMatchObject({
          state: '42501',
        })
      else expect(await count(relation)).toBe(open)
    },
  )
})

/** The organization and all below it, found by its children and not by the path that the policies compare. */
const below = (code: string) => `(
  with recursive branch (code) as (
    select '${code}'::text union select o.code from branch b join public.organizations o on o.parent_code = b.code)
  select code from branch)`

const handedIn = (code: string) => `state <> 'draft' and organization_code in ${below(code)}`

/** The committee of this level with most schools in its branch of the tree. */
async function committee(level: number): Promise<string> {
  await asOwner(sql)
  const [row] = await sql`
    select step as code from public.organizations o, unnest(string_to_array(o.path::text, '.')) as step
    where o.kind = 'school' and step in (select code from public.organizations where level = ${level})
    group by step order by count(*) desc, step limit 1`
  return row?.code
}

describe.each([2, 3, 4])('the supervisor of the largest committee of level %i', (level) => {
  test.each([
    ['public.registrations', handedIn],
    [
      'public.contacts',
      (code: string) =>
        `registration_id in (select r.id from public.registrations r where ${handedIn(code)})`,
    ],
  ])('reads of %s what came from below, and nothing else', async (relation, condition) => {
    const code = await committee(level)
    const [expected, total] = [await count(relation, condition(code)), await count(relation)]
    expect(expected).toBeGreaterThan(0)
    expect(expected).toBeLessThan(total)
    await asSupervisor(sql, code)
    expect(await count(relation)).toBe(expected)
  })
})

test('the operator of a platform reads the contacts of approved organizations with an account there', async () => {
  await asOwner(sql)
  const expected = await count(
    'public.contacts',
    `registration_id in (
      select g.id from public.registrations g join public.accounts a using (organization_code)
      where g.state in ('approved', 'activated') and a.platform = 'weibo')`,
  )
  expect(expected).toBeGreaterThan(1000)
  await asOperator(sql, 'weibo')
  expect(await count('public.contacts')).toBe(expected)
})

test('a contact reads no row of others', async () => {
  await asOwner(sql)
  const [someone] = await sql`select email::text from public.contacts order by id limit 1`
  await asContact(sql, someone?.email)
  for (const relation of SIGNED_IN_READ) expect(await count(relation)).toBe(0)
})
