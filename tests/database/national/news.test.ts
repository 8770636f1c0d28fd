import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadNational } from '../../../supabase/seed/national/loading/load-national.ts'
import { undoNational } from '../../../supabase/seed/national/loading/undo-national.ts'
import { type Copies, type Copy, startCopies } from '../../fixtures/database/copies.ts'
import { CODE, loadRegister } from '../../fixtures/database/register.ts'

const SIZE = 400
let copies: Copies
/** Before the load, with some news of its own, and after it. */
let used: Copy
let loaded: Copy

beforeAll(async () => {
  copies = startCopies()
  used = await copies.open()
  await loadRegister(used.sql)
  await used.sql`update public.organizations set name = '桐庐县新中学' where code = ${CODE.school}`
  loaded = await copies.open(used)
  await loadNational(loaded.sql, { size: SIZE })
})
afterAll(() => copies.stop())

async function news({ sql }: Copy): Promise<string[]> {
  const rows = await sql`
    select concat_ws(' ', id, event, organization_code, name, account) as line from public.register_events order by id`
  return rows.map(({ line }) => line)
}

/** What a build reads to know which rows to ask for again: those that changed after this revision. */
async function changedSince({ sql }: Copy, revision: string): Promise<Set<string>> {
  const rows = await sql`select relation, row_key from public.register_changes where revision > ${revision}`
  return new Set(rows.map(({ relation, row_key }) => `${relation} ${row_key}`))
}

async function revisionOf({ sql }: Copy): Promise<string> {
  const [row] = await sql`select revision from public.register_state`
  return row?.revision
}

/** Every public row of the two relations that a load adds to or changes, by key. */
async function publicRows({ sql }: Copy): Promise<Map<string, string>> {
  const rows = await sql`
    select 'organizations ' || code as key, to_jsonb(o)::text as content from public.organizations o
    union all
    select 'accounts ' || id, to_jsonb(a)::text from public.accounts a where subject in ('organization', 'project')`
  return new Map(rows.map(({ key, content }) => [key, content]))
}

function differing(one: Map<string, string>, other: Map<string, string>): Set<string> {
  return new Set([...one.keys(), ...other.keys()].filter((key) => one.get(key) !== other.get(key)).sort())
}

test('an undo forgets the news of generated rows, and keeps what was told of real ones since', async () => {
  const copy = await copies.open(loaded)
  const { sql } = copy
  const told = await sql`
    select distinct event from public.register_events e
    where organization_code <= ${CODE.closedSchool} and event in ('registered', 'verified') order by event`
  expect(told.map(({ event }) => event)).toEqual(['registered', 'verified'])

  // Staff verify a generated account of a real committee, and give a generated school a new name.
  const [account] = await sql`
    update public.accounts set opened_on = '2026-01-02', verified_on = '2026-01-03'
    where id = (
      select max(id) from public.accounts
      where organization_code <= ${CODE.closedSchool} and subject = 'project' and not official and closed_on is null)
    returning id`
  expect(account).toBeDefined()
  await sql`
    update public.organizations set name = '模拟改名中学'
    where code = (select max(code) from public.organizations where kind = 'school' and closed_on is null)`
  await sql`update public.organizations set name = '西湖区新中学' where code = ${CODE.neighbour}`
  await undoNational(sql)
  expect(await news(copy)).toEqual([
    ...(await news(used)),
    expect.stringMatching(new RegExp(`^\\d+ renamed ${CODE.neighbour} 西湖区新中学$`)),
  ])
})

test('a build that follows the log hears of every row that came, changed and went', async () => {
  const [before, during] = [await publicRows(used), await publicRows(loaded)]
  const came = differing(before, during)
  expect(came.size).toBeGreaterThan(SIZE)
  expect(await changedSince(loaded, await revisionOf(used))).toEqual(came)
  const copy = await copies.open(loaded)
  const revision = await revisionOf(copy)
  await undoNational(copy.sql)
  expect(await changedSince(copy, revision)).toEqual(came)
  expect(differing(before, await publicRows(copy))).toEqual(new Set())
})

test('of a generated row the log keeps after an undo only that it is gone', async () => {
  const copy = await copies.open(loaded)
  const revision = await revisionOf(copy)
  await undoNational(copy.sql)
  const older = await copy.sql`
    select relation, row_key from public.register_changes where revision <= ${revision}
    except select relation, row_key from public.register_changes where revision <= ${await revisionOf(used)}`
  const real = await copy.sql`select code from public.organizations`
  expect(older.filter(({ relation }) => relation !== 'organizations')).toEqual([])
  expect(real.map(({ code }) => code)).toEqual(expect.arrayContaining(older.map(({ row_key }) => row_key)))
})
