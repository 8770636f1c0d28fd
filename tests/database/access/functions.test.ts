import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { fillEveryRelation } from '../../fixtures/database/everything.ts'
import { refusalOf, takenBack } from '../../fixtures/database/refusal.ts'
import { enterRoom } from '../../fixtures/database/room.ts'
import { CALLERS, ROLES } from './callers.ts'
import { type CatalogFunction, functions } from './catalog.ts'
import { FUNCTIONS, rowsOf } from './matrix.ts'

let room: Awaited<ReturnType<typeof enterRoom>>
let sql: Sql
let known: CatalogFunction[]

beforeAll(async () => {
  room = await enterRoom()
  sql = room.sql
  await fillEveryRelation(sql)
  await asOwner(sql)
  known = await functions(sql)
})
afterAll(() => room.leave())

/** Calls it with nulls: what it then makes of them is not the question here. */
async function cellOf(caller: string, entry: CatalogFunction): Promise<string> {
  const [granted] =
    await sql`select has_function_privilege(${ROLES[caller] ?? ''}, ${entry.oid}::oid, 'execute') as yes`
  await CALLERS[caller]?.(sql)
  const refusal = await takenBack(sql, () => refusalOf(sql, () => sql.unsafe(entry.call)))
  if (refusal?.state === '42501') return granted?.yes ? 'wrapper' : '-'
  return granted?.yes ? 'x' : 'open without a grant'
}

describe.each(rowsOf(FUNCTIONS))('$name', ({ name, cells }) => {
  test.each(Object.entries(cells))('%s: %s', async (caller, expected) => {
    const entry = known.find((each) => each.name === name)
    expect(entry, 'the catalogs know it').toBeDefined()
    if (entry) expect(await cellOf(caller, entry)).toBe(expected)
  })
})

const mentioned = new Set(rowsOf(FUNCTIONS).map((row) => row.name))

test('the matrix mentions every function that the API shows, and none that is gone', () => {
  const shown = known.map(({ name }) => name).filter((name) => name.startsWith('public.'))
  expect(shown.filter((name) => !mentioned.has(name))).toEqual([])
  const names = new Set(known.map(({ name }) => name))
  expect([...mentioned].filter((name) => !names.has(name))).toEqual([])
})

test.each(['visitor', 'signed-in', 'service'])('%s: no other function of private', async (caller) => {
  const others = known.filter(({ name }) => name.startsWith('private.') && !mentioned.has(name))
  expect(others.length).toBeGreaterThan(100)
  const open: string[] = []
  for (const entry of others) if ((await cellOf(caller, entry)) !== '-') open.push(entry.name)
  expect(open).toEqual([])
})

test.each(['visitor', 'signed-in', 'service'])(
  '%s: no function of calls by its own name, only by its wrapper',
  async (caller) => {
    const bodies = known.filter(({ name }) => name.startsWith('calls.'))
    expect(bodies.length).toBeGreaterThan(30)
    const open: string[] = []
    for (const entry of bodies) {
      await asOwner(sql)
      const isOffered = rowsOf(FUNCTIONS).some(
        (row) => row.name === entry.name.replace(/^calls/, 'public') && row.cells[caller] === 'x',
      )
      if ((await cellOf(caller, entry)) !== (isOffered ? 'wrapper' : '-')) open.push(entry.name)
    }
    expect(open).toEqual([])
  },
)
