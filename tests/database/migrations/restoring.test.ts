import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  asContact,
  asOwner,
  asService,
  asStaff,
  asSupervisor,
  asVisitor,
} from '../../fixtures/database/callers.ts'
import { checksums } from '../../fixtures/database/checksums.ts'
import { type Copies, startCopies } from '../../fixtures/database/copies.ts'
import {
  type Definitions,
  definitionsOf,
  operatorsOf,
  restoreLogically,
} from '../../fixtures/database/definitions.ts'
import { fillEveryRelation } from '../../fixtures/database/everything.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE, loadRegister } from '../../fixtures/database/register.ts'
import { submitAs } from '../../fixtures/database/registrations.ts'
import { connectAsOwner } from '../../fixtures/database/room.ts'
import { tend } from '../../fixtures/database/time.ts'

let copies: Copies
let original: Sql
let restored: Sql
let definitions: Definitions

beforeAll(async () => {
  copies = startCopies()
  original = connectAsOwner((await copies.open()).superuserUrl)
  restored = connectAsOwner((await copies.openEmpty()).superuserUrl)
  await original`begin`
  await loadRegister(original)
  await fillEveryRelation(original)
  await asOwner(original)
  await original`commit`
  definitions = await restoreLogically(original, restored)
})
afterAll(async () => {
  await original.end()
  await restored.end()
  await copies.stop()
})

/** What some work comes to as a new session's; nothing of it is kept. */
async function inPassing<Result>(sql: Sql, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  await sql`reset all`
  await sql`begin`
  try {
    return await work(sql)
  } finally {
    await sql`rollback`
  }
}

async function onBoth<Result>(work: (sql: Sql) => Promise<Result>): Promise<[Result, Result]> {
  return [await inPassing(original, work), await inPassing(restored, work)]
}

/** Asserts that both databases answer with this. */
async function bothGive<Result>(work: (sql: Sql) => Promise<Result>, expected: unknown): Promise<void> {
  const [before, after] = await onBoth(work)
  expect(before).toEqual(expected)
  expect(after).toEqual(expected)
}

/** PostgreSQL writes the brackets of nested conditions, and the name of a column that has none, otherwise the second time. */
const written = (parts: Definitions) =>
  Object.entries(parts).flatMap(([part, statements]) =>
    statements.map((statement) => `${part}: ${statement.replace(/[()]| AS text\b/g, '')}`),
  )

const reachOf = (codes: readonly string[]) => async (sql: Sql) => {
  const reach: Record<string, number> = {}
  for (const code of codes) {
    await asSupervisor(sql, code)
    const [row] = await sql`select jsonb_array_length(public.desk_registrations(null))::integer as cases`
    reach[code] = row?.cases
  }
  return reach
}
const SUPERVISING = [CODE.nation, CODE.zhejiang, CODE.hangzhou, CODE.tonglu, CODE.xihu, CODE.beijing]

describe('a database that was written down under an empty search path and restored', () => {
  test('is made of the same statements', async () => {
    expect(Object.values(definitions).every((part) => part.length > 0)).toBe(true)
    expect(definitions.functions.length).toBeGreaterThan(200)
    expect(written(await definitionsOf(restored))).toEqual(written(definitions))
  })

  test('means the same by them, operator by operator', async () => {
    const [before, after] = await onBoth(operatorsOf)
    expect(Object.keys(before).length).toBeGreaterThan(150)
    expect(after).toEqual(before)
  })

  test('would be seen to fail or to mean another thing where an operator is found by the path', async () => {
    await inPassing(restored, async (sql) => {
      await sql`set local search_path = extensions`
      await sql`create table private.loose (path ltree, email citext)`
      await sql`create trigger by_path after update on private.loose for each row
        when (old.path is distinct from new.path) execute function private.touch_updated_at()`
      await sql`create trigger by_email after update on private.loose for each row
        when (old.email is distinct from new.email) execute function private.touch_updated_at()`
      const operators = (await operatorsOf(sql))['trigger by_email on private.loose']
      const { triggers } = await definitionsOf(sql)
      const [byEmail, byPath] = triggers.filter((each) => each.includes(' ON private.loose '))
      await sql`drop trigger by_path on private.loose`
      await sql`drop trigger by_email on private.loose`
      await sql.unsafe(byEmail ?? '')
      expect((await operatorsOf(sql))['trigger by_email on private.loose']).not.toBe(operators)
      await expect(sql.unsafe(byPath ?? '')).rejects.toThrow('operator does not exist')
    })
  })

  test('holds the same rows', async () => {
    const [before, after] = await onBoth((sql) => checksums(sql))
    expect(Object.keys(after).length).toBeGreaterThan(30)
    expect(after).toEqual(before)
  })

  test('shows each supervisor his subtree', async () => {
    const [before, after] = await onBoth(reachOf(SUPERVISING))
    expect(after).toEqual(before)
    expect(after[CODE.nation]).toBeGreaterThan(after[CODE.tonglu] ?? 0)
    expect(after[CODE.tonglu]).toBeGreaterThan(0)
    expect(after[CODE.beijing]).toBe(0)
  })

  test('moves a subtree with its organization, and the right to see it along', async () => {
    const [before, after] = await onBoth(async (sql) => {
      await asStaff(sql)
      await sql`update public.organizations set parent_code = ${CODE.beijing} where code = ${CODE.hangzhou}`
      const paths = await sql`select code, path::text from public.organizations order by code`
      return { paths: [...paths], reach: await reachOf(SUPERVISING)(sql) }
    })
    expect(after).toEqual(before)
    expect(after.paths).toContainEqual({
      code: CODE.school,
      path: [CODE.nation, CODE.beijing, CODE.hangzhou, CODE.tonglu, CODE.school].join('.'),
    })
    expect(after.reach[CODE.zhejiang]).toBe(0)
    expect(after.reach[CODE.beijing]).toBeGreaterThan(0)
  })

  test('takes a registration with its letter, and has the same refusals', async () => {
    await bothGive(
      async (sql) => {
        const { state } = await submitAs(sql, 'new@example.org', { organization_code: CODE.university })
        const refusal = await refusalOf(sql, () =>
          submitAs(sql, 'newer@example.org', { organization_code: CODE.university, declared: false }),
        )
        await asOwner(sql)
        const [letter] = await sql`
          select kind, recipient_hash is not null as hashed from private.outbox 
          where recipient operator(extensions.=) 'NEW@example.org'`
        return { state, letter, code: refusal?.code }
      },
      {
        state: 'submitted',
        letter: { kind: 'registration_received', hashed: true },
        code: 'declaration-missing',
      },
    )
  })

  test('knows a name however it is written', async () => {
    const name = '桐庐县第一 中学'
    await bothGive(
      async (sql) => {
        await asOwner(sql)
        const found = await sql`
          select code from public.organizations where private.name_key(name) = private.name_key(${name})`
        await asStaff(sql)
        const refusal = await refusalOf(
          sql,
          () => sql`insert into public.organizations (name, kind, school_type, level, division_code, parent_code)
            values (${name}, 'school', 'secondary_school', 5, '330122', ${CODE.tonglu})`,
        )
        return { found: [...found], code: refusal?.code }
      },
      { found: [{ code: CODE.school }], code: 'organization-name-taken' },
    )
  })

  test('gives the next codes, notes what changed and asks for a publication', async () => {
    const [before, after] = await onBoth(async (sql) => {
      await asOwner(sql)
      await sql`delete from private.publications`
      await sql`delete from public.register_changes`
      await asStaff(sql)
      await sql`insert into public.organizations (name, kind, school_type, level, division_code, parent_code)
        values ('桐庐县第二中学', 'school', 'secondary_school', 5, '330122', ${CODE.tonglu})`
      return {
        changes: [...(await sql`select relation, row_key, revision::integer from public.register_changes`)],
        publications: [...(await sql`select reason, state from private.publications`)],
        audit: [
          ...(await sql`select relation, row_key, verb from private.audit_log order by id desc limit 1`),
        ],
      }
    })
    expect(after).toEqual(before)
    expect(after.changes).toHaveLength(1)
    expect(after.publications).toEqual([{ reason: 'organizations', state: 'queued' }])
  })

  test('tends to its chores, and none of them fails', async () => {
    await bothGive(async (sql) => {
      await tend(sql)
      await asOwner(sql)
      return [...(await sql`select name, failure from private.chores where failure is not null`)]
    }, [])
  })

  test('is closed to whom it was closed, and lets nobody sign in with a password or another address', async () => {
    const refusal = (work: (sql: Sql) => Promise<unknown>) => (sql: Sql) =>
      refusalOf(sql, () => work(sql)).then((refused) => refused?.state)
    await bothGive(
      async (sql) => {
        const login = await asContact(sql, 'someone@example.org')
        await asVisitor(sql)
        const visitor = await refusal((each) => each`select from public.contacts`)(sql)
        await asService(sql)
        const service = await refusal((each) => each`select from private.outbox`)(sql)
        await asOwner(sql)
        await sql`update auth.users set encrypted_password = 'x' where id = ${login}`
        const [user] = await sql`select encrypted_password from auth.users where id = ${login}`
        const address = await refusal(
          (each) => each`update auth.users set email = 'other@example.org' where id = ${login}`,
        )(sql)
        return { visitor, service, password: user?.encrypted_password, address }
      },
      { visitor: '42501', service: '42501', password: null, address: 'P0001' },
    )
  })
})
