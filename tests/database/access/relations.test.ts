import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { fillEveryRelation } from '../../fixtures/database/everything.ts'
import { refusalOf, takenBack } from '../../fixtures/database/refusal.ts'
import { enterRoom } from '../../fixtures/database/room.ts'
import { CALLERS } from './callers.ts'
import { columns, relations, sequences } from './catalog.ts'
import { RELATIONS, rowsOf, SEQUENCES } from './matrix.ts'

let room: Awaited<ReturnType<typeof enterRoom>>
let sql: Sql
const writable = new Map<string, string>()

beforeAll(async () => {
  room = await enterRoom()
  sql = room.sql
  await fillEveryRelation(sql)
  await asOwner(sql)
  for (const column of await columns(sql)) if (column.writable) writable.set(column.relation, column.name)
})
afterAll(() => room.leave())

async function count(relation: string): Promise<number> {
  const [row] = await sql.unsafe(`select count(*)::integer as rows from ${relation}`)
  return row?.rows
}

/** True unless permission is denied: whether a rule of the database then lets the row in is not the question here. */
async function mayTry(statement: string): Promise<boolean> {
  return takenBack(sql, async () => (await refusalOf(sql, () => sql.unsafe(statement)))?.state !== '42501')
}

/** Tries all four verbs and writes the cell that the matrix should have. */
async function cellOf(relation: string, total: number): Promise<string> {
  let rows: number | undefined
  const denied = await refusalOf(sql, async () => {
    rows = await count(relation)
  })
  if (denied) expect(denied.state).toBe('42501')
  const column = writable.get(relation)
  const verbs = [
    (await mayTry(`insert into ${relation} default values`)) ? 'i' : '',
    (await mayTry(`update ${relation} set "${column}" = "${column}"`)) ? 'u' : '',
    (await mayTry(`delete from ${relation}`)) ? 'd' : '',
  ].join('')
  const seen = rows === undefined ? '-' : rows === total ? 'all' : String(rows)
  return verbs === '' ? seen : `${seen}+${verbs}`
}

describe.each(rowsOf(RELATIONS))('$name', ({ name, cells }) => {
  test.each(Object.entries(cells))('%s: %s', async (caller, expected) => {
    await asOwner(sql)
    const total = await count(name)
    expect(total, `${name} has a row, which fillEveryRelation adds`).toBeGreaterThan(0)
    await CALLERS[caller]?.(sql)
    expect(await cellOf(name, total)).toBe(expected)
  })
})

test('the matrix mentions every relation', async () => {
  expect(
    rowsOf(RELATIONS)
      .map((row) => row.name)
      .sort(),
  ).toEqual(await relations(sql))
})

test('the matrix mentions every sequence', async () => {
  expect(SEQUENCES.trim().split('\n').sort()).toEqual(await sequences(sql))
})

describe.each(SEQUENCES.trim().split('\n'))('%s', (sequence) => {
  test.each(['visitor', 'contact', 'service'])('gives nothing to a %s', async (caller) => {
    await CALLERS[caller]?.(sql)
    for (const statement of [
      `select nextval('${sequence}')`,
      `select setval('${sequence}', 1)`,
      `select last_value from ${sequence}`,
    ])
      expect(await refusalOf(sql, () => sql.unsafe(statement))).toMatchObject({ state: '42501' })
  })
})
