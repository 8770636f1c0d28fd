import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AddedRows, loadNational } from '../../../supabase/seed/national/loading/load-national.ts'
import { undoNational } from '../../../supabase/seed/national/loading/undo-national.ts'
import { checksums } from '../../fixtures/database/checksums.ts'
import { type Copies, type Copy, startCopies } from '../../fixtures/database/copies.ts'
import { CODE, loadRegister } from '../../fixtures/database/register.ts'

/** Of the small register and of what is generated over it. */
const KNOWN = 10
const SIZE = 400
const ADDED = {
  'public.organizations': SIZE - KNOWN,
  'public.accounts': 519,
  'public.registrations': 369,
  'public.contacts': 345, // those that were withdrawn have none
  'public.announcements': 10,
}
let copies: Copies
/** A register in use, and the same with a generated set. Both are only read, and copied by whoever changes something. */
let used: Copy
let loaded: Copy
let counts: AddedRows

beforeAll(async () => {
  copies = startCopies()
  used = await copies.open()
  await loadRegister(used.sql)
  await used.sql`insert into public.accounts (organization_code, platform, nickname) values (${CODE.tonglu}, 'weibo', '桐庐团县委')`
  loaded = await copies.open(used)
  counts = await loadNational(loaded.sql, { size: SIZE })
})
afterAll(() => copies.stop())

async function count({ sql }: Copy, table: string): Promise<number> {
  const [row] = await sql.unsafe(`select count(*)::integer as rows from ${table}`)
  return row?.rows
}

async function valuesOf({ sql }: Copy, column: string, table: string): Promise<Set<string>> {
  const rows = await sql.unsafe(`select distinct ${column}::text as value from ${table}`)
  return new Set(rows.map(({ value }) => value))
}

async function quietTriggers({ sql }: Copy): Promise<string[]> {
  const rows = await sql`select tgname from pg_trigger where tgenabled <> 'O' and not tgisinternal`
  return rows.map(({ tgname }) => tgname)
}

describe('over a register that is in use, a load', () => {
  test('fills it up to the size that was asked for, with every state that there is', async () => {
    expect(counts).toMatchObject(ADDED)
    for (const [table, rows] of Object.entries(ADDED))
      expect((await count(loaded, table)) - (await count(used, table)), table).toBe(rows)
    expect((await valuesOf(loaded, 'state', 'public.accounts')).size).toBe(5)
    expect((await valuesOf(loaded, 'state', 'public.registrations')).size).toBe(7)
    expect((await valuesOf(loaded, 'status', 'public.organizations')).size).toBe(3)
  })

  test('says that it is a demonstration, sends no mail, makes no login and quotes nobody in the audit', async () => {
    expect(await valuesOf(loaded, 'is_demonstration', 'public.register_state')).toEqual(new Set(['true']))
    expect(await count(loaded, 'private.outbox')).toBe(0)
    expect(await count(loaded, 'private.credentials')).toBe(0)
    expect(await count(loaded, 'auth.users')).toBe(0)
    const lines = await loaded.sql`
      select relation, verb, new_values from private.audit_log order by id offset ${await count(used, 'private.audit_log')}`
    expect([...lines]).toEqual([
      { relation: 'private.generated_rows', verb: 'insert', new_values: expect.objectContaining(ADDED) },
    ])
    expect(await quietTriggers(loaded)).toEqual([])
  })

  test('registers real organizations where their registration was generated, and says nothing of those in use', async () => {
    const disagreeing = await loaded.sql`
      select o.code from public.organizations o
      where (o.registered_on is not null) <> exists (
        select from public.registrations r
        where r.organization_code = o.code and r.purpose = 'register' and r.state in ('approved', 'activated'))`
    expect([...disagreeing]).toEqual([])
    const real = `code <= '${CODE.closedSchool}'`
    expect(
      await count(loaded, `public.organizations where registered_on is not null and ${real}`),
    ).toBeGreaterThan(2)
    expect(await count(loaded, `public.accounts where organization_code = '${CODE.tonglu}'`)).toBe(1)
    expect(await count(loaded, `public.registrations where organization_code = '${CODE.tonglu}'`)).toBe(0)
  })
})

describe('an undo', () => {
  test('leaves every table as it was, byte for byte', async () => {
    const [before, during] = [await checksums(used.sql), await checksums(loaded.sql)]
    expect(Object.keys(before).filter((table) => before[table] !== during[table])).toEqual([
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
    const copy = await copies.open(loaded)
    await undoNational(copy.sql)
    expect(await checksums(copy.sql)).toEqual(before)
    expect(await quietTriggers(copy)).toEqual([])
  })

  test('leaves the banner up where a demonstration was before, takes its hours off the queue of publications, and those of others stay', async () => {
    const copy = await copies.open(used)
    await copy.sql`update public.register_state set is_demonstration = true`
    await copy.sql`
      insert into public.announcements (slug, issuer_code, title, body, state, publish_at)
      values ('ours', ${CODE.nation}, '关于开展登记工作的通知', '正文', 'published', '2028-03-01T01:00:00Z')`
    const hours = async () => {
      const rows =
        await copy.sql`select not_before from private.publications where not_before > now() order by 1`
      return rows.map(({ not_before }) => not_before.toISOString())
    }
    // Of a notice in a hundred something is ahead; this many have one.
    await loadNational(copy.sql, { size: 600 })
    expect((await hours()).length).toBeGreaterThan(1)
    await undoNational(copy.sql)
    expect(await hours()).toEqual(['2028-03-01T01:00:00.000Z'])
    expect(await valuesOf(copy, 'is_demonstration', 'public.register_state')).toEqual(new Set(['true']))
  })

  test('keeps what staff have changed since', async () => {
    const { sql } = await copies.open(loaded)
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

  test('gives codes back, but none that was given meanwhile', async () => {
    const { sql } = await copies.open(loaded)
    const nextCode = async () => {
      const [row] = await sql`select nextval('private.organization_codes')::integer as code`
      return row?.code
    }
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

test('in an empty database a load brings the real register along, or the part of it that fits, the same each time, and an undo takes all of it', async () => {
  const clock = ['updated_at', 'before', 'after', 'installed_at', 'happened_at']
  const [one, other] = [await copies.open(), await copies.open()]
  const before = await checksums(one.sql)
  expect(await loadNational(one.sql, { size: SIZE })).toMatchObject({
    'public.organizations': SIZE,
    'public.platforms': 11,
    'public.naming_rules': 5,
  })
  expect(await count(one, 'public.organizations')).toBe(SIZE)
  expect(await count(one, 'public.divisions')).toBeLessThan(200)
  expect(await count(one, 'public.organizations where level = 2')).toBe(31)
  await loadNational(other.sql, { size: SIZE })
  expect(await checksums(one.sql, clock)).toEqual(await checksums(other.sql, clock))
  await undoNational(one.sql)
  expect(await checksums(one.sql)).toEqual(before)
})
