import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { fillEveryRelation } from '../../fixtures/database/everything.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { enterRoom } from '../../fixtures/database/room.ts'
import { CALLERS } from './callers.ts'
import { type CatalogColumn, columns } from './catalog.ts'
import { COLUMNS, RELATIONS, rowsOf } from './matrix.ts'

let room: Awaited<ReturnType<typeof enterRoom>>
let sql: Sql
let known: CatalogColumn[]

beforeAll(async () => {
  room = await enterRoom()
  sql = room.sql
  await fillEveryRelation(sql)
  await asOwner(sql)
  known = await columns(sql)
})
afterAll(() => room.leave())

const words = (list: string) => list.split(' ').filter(Boolean)
const tried = rowsOf(RELATIONS).flatMap(({ name, cells }) =>
  ['visitor', 'contact', 'service'].map((caller) => ({
    relation: name,
    caller,
    shown: cells[caller] === '-' ? [] : words(COLUMNS[name]?.shown ?? ''),
    withheld: words(COLUMNS[name]?.withheld ?? ''),
  })),
)

async function maySelect(list: string, relation: string): Promise<boolean> {
  const refusal = await refusalOf(sql, () => sql.unsafe(`select ${list} from ${relation} limit 1`))
  if (refusal) expect(refusal.state).toBe('42501')
  return refusal === null
}

describe('columns', () => {
  test.each(tried)(
    '$caller reads just the listed columns of $relation',
    async ({ relation, caller, shown }) => {
      await CALLERS[caller]?.(sql)
      const open: string[] = []
      for (const column of known.filter((each) => each.relation === relation))
        if (await maySelect(`"${column.name}"`, relation)) open.push(column.name)
      expect(open.sort()).toEqual([...shown].sort())
    },
  )

  test.each(tried.filter(({ shown }) => shown.length > 0))(
    'select * from $relation is for a $caller only where nothing is withheld',
    async ({ relation, caller, withheld }) => {
      await CALLERS[caller]?.(sql)
      expect(await maySelect('*', relation)).toBe(withheld.length === 0)
    },
  )

  test.each(Object.entries(COLUMNS))(
    '%s has no column that the matrix does not mention',
    (relation, lists) => {
      expect([...words(lists.shown), ...words(lists.withheld)].sort()).toEqual(
        known
          .filter((each) => each.relation === relation)
          .map((each) => each.name)
          .sort(),
      )
    },
  )
})
