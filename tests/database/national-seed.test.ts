import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loadRegister as loadRealRegister } from '../../supabase/seed/load-register.ts'
import { loadNational } from '../../supabase/seed/national/load-national.ts'
import { undoNational } from '../../supabase/seed/national/undo-national.ts'
import { checksums } from '../fixtures/database/checksums.ts'
import { type Copies, startCopies } from '../fixtures/database/copies.ts'
import { CODE, loadRegister } from '../fixtures/database/register.ts'

/** Of the small register and of what is generated over it. */
const KNOWN = 10
const SIZE = 400
let copies: Copies
let sql: Sql

beforeAll(async () => {
  copies = await startCopies()
})
afterAll(() => copies.stop())
beforeEach(async () => {
  sql = (await copies.open()).sql
})

const count = async (table: string) => {
  const [row] = await sql.unsafe(`select count(*)::integer as rows from ${table}`)
  return row?.rows
}
const valuesOf = async (column: string, table: string) =>
  new Set(
    (await sql.unsafe(`select distinct ${column}::text as value from ${table}`)).map(({ value }) => value),
  )
const quietTriggers = async () =>
  (await sql`select tgname from pg_trigger where tgenabled <> 'O' and not tgisinternal`).map(
    ({ tgname }) => tgname,
  )

test('over the real register a load fills it up to the size that was asked for', async () => {
  await loadRealRegister(sql)
  const counts = await loadNational(sql, { size: 6600 })
  const expected = {
    'public.organizations': 363,
    'public.accounts': 8571,
    'public.registrations': 6086,
    'public.contacts': 6086,
    'public.announcements': 171,
  }
  expect(counts).toMatchObject(expected)
  for (const [table, rows] of Object.entries({ ...expected, 'public.organizations': 6600 }))
    expect(await count(table), table).toBe(rows)
  expect((await valuesOf('state', 'public.accounts')).size).toBe(5)
  expect((await valuesOf('state', 'public.registrations')).size).toBe(7)
  expect((await valuesOf('status', 'public.organizations')).size).toBe(3)
})

describe('over a register that is in use', () => {
  beforeEach(async () => {
    await loadRegister(sql)
    await sql`insert into public.accounts (organization_code, platform, nickname) values (${CODE.tonglu}, 'weibo', '桐庐团县委')`
  })

  test('a load says that it is a demonstration, sends no mail, makes no login and quotes nobody in the audit', async () => {
    const audited = await count('private.audit_log')
    await loadNational(sql, { size: SIZE })
    expect(await valuesOf('is_demonstration', 'public.register_state')).toEqual(new Set(['true']))
    expect(await count('private.outbox')).toBe(0)
    expect(await count('private.credentials')).toBe(0)
    expect(await count('auth.users')).toBe(0)
    const lines =
      await sql`select relation, verb, new_values from private.audit_log order by id offset ${audited}`
    const told = { 'public.organizations': SIZE - KNOWN, 'public.registrations': 369 }
    expect([...lines]).toEqual([
      { relation: 'private.generated_rows', verb: 'insert', new_values: expect.objectContaining(told) },
    ])
    expect(await quietTriggers()).toEqual([])
  })

  test('real organizations are registered where their registration was generated, and nothing is said of those in use', async () => {
    await loadNational(sql, { size: SIZE })
    const disagreeing = await sql`
      select o.code from public.organizations o
      where (o.registered_on is not null) <> exists (
        select from public.registrations r
        where r.organization_code = o.code and r.purpose = 'register' and r.state in ('approved', 'activated'))`
    expect([...disagreeing]).toEqual([])
    expect(
      await count(`public.organizations where registered_on is not null and code <= '${CODE.closedSchool}'`),
    ).toBeGreaterThan(2)
    expect(await count(`public.accounts where organization_code = '${CODE.tonglu}'`)).toBe(1)
    expect(await count(`public.registrations where organization_code = '${CODE.tonglu}'`)).toBe(0)
  })

  test('an undo leaves every table as it was, byte for byte', async () => {
    const before = await checksums(sql)
    await loadNational(sql, { size: SIZE })
    const loaded = await checksums(sql)
    expect(Object.keys(before).filter((table) => before[table] !== loaded[table])).toEqual([
      'private.generated_rows',
      'public.account_persons',
      'public.accounts',
      'public.announcements',
      'public.contacts',
      'public.organizations',
      'public.register_events',
      'public.register_state',
      'public.registrations',
      'private.organization_codes',
    ])
    await undoNational(sql)
    expect(await checksums(sql)).toEqual(before)
    expect(await quietTriggers()).toEqual([])
  })

  test('an undo leaves the banner up where a demonstration was before', async () => {
    await sql`update public.register_state set is_demonstration = true`
    await loadNational(sql, { size: SIZE })
    await undoNational(sql)
    expect(await valuesOf('is_demonstration', 'public.register_state')).toEqual(new Set(['true']))
  })

  test('an undo takes its hours off the queue of publications, and those of others stay', async () => {
    await sql`
      insert into public.announcements (slug, issuer_code, title, body, state, publish_at)
      values ('ours', ${CODE.nation}, '关于开展登记工作的通知', '正文', 'published', '2028-03-01T01:00:00Z')`
    const hours = async () => {
      const rows = await sql`select not_before from private.publications where not_before > now() order by 1`
      return rows.map(({ not_before }) => not_before.toISOString())
    }
    await loadNational(sql, { size: 3000 })
    expect((await hours()).length).toBeGreaterThan(1)
    await undoNational(sql)
    expect(await hours()).toEqual(['2028-03-01T01:00:00.000Z'])
  })

  test('an undo keeps what staff have changed since', async () => {
    await loadNational(sql, { size: SIZE })
    const [first, second] = await sql`
      select code from public.organizations where registered_on is not null and kind = 'committee' order by code limit 2`
    await sql`update public.organizations set short_name = '改过的简称' where code = ${first?.code}`
    await sql`update public.organizations set registered_on = '2026-02-02' where code = ${second?.code}`
    await undoNational(sql)
    const rows = await sql`
      select short_name, registered_on::text, updated_at > now() - interval '1 hour' as is_recent from public.organizations
      where code in (${first?.code}, ${second?.code}) order by code`
    expect([...rows]).toEqual([
      { short_name: '改过的简称', registered_on: null, is_recent: true },
      { short_name: null, registered_on: '2026-02-02', is_recent: true },
    ])
  })

  test('codes are given again after an undo, but none that was given meanwhile', async () => {
    const nextCode = async () => {
      const [row] = await sql`select nextval('private.organization_codes')::integer as code`
      return row?.code
    }
    await loadNational(sql, { size: SIZE })
    await undoNational(sql)
    expect(await nextCode()).toBe(Number(CODE.closedSchool) + 1)
    await loadNational(sql, { size: SIZE })
    const [given] = await sql`
      insert into public.organizations (name, kind, level, school_type, division_code, parent_code)
      values ('桐庐县真实中学', 'school', 5, 'secondary_school', '330122', ${CODE.tonglu}) returning code`
    await undoNational(sql)
    expect(await nextCode()).toBe(Number(given?.code) + 1)
  })
})

describe('in an empty database', () => {
  test('a load brings the real register along, or the part of it that fits, and an undo takes all of it', async () => {
    const before = await checksums(sql)
    const counts = await loadNational(sql, { size: 400 })
    expect(counts).toMatchObject({
      'public.organizations': 400,
      'public.platforms': 11,
      'public.naming_rules': 5,
    })
    expect(await count('public.organizations')).toBe(400)
    expect(await count('public.divisions')).toBeLessThan(200)
    expect(await count('public.organizations where level = 2')).toBe(31)
    await undoNational(sql)
    expect(await checksums(sql)).toEqual(before)
  })

  test('two loads of one size are the same', async () => {
    const sums: Record<string, string>[] = []
    for (const { sql: each } of [await copies.open(), await copies.open()]) {
      await loadNational(each, { size: 400 })
      sums.push(await checksums(each, ['updated_at', 'before', 'after', 'installed_at', 'happened_at']))
    }
    expect(sums[0]).toEqual(sums[1])
  })
})
