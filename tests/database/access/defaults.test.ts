import { beforeAll, expect, test } from 'vitest'
import { connectAsOwner } from '../../fixtures/database/room.ts'
import { startDatabaseStack } from '../../fixtures/stack.ts'
import { privileges } from './catalog.ts'

async function privilegesIn(url?: string): Promise<string[]> {
  const sql = connectAsOwner(url)
  const lines = await privileges(sql)
  await sql.end()
  return lines
}

let underOld: string[]
/** What somebody made there afterwards, as a migration or the dashboard would. */
let madeLater: string[]

beforeAll(async () => {
  const stack = await startDatabaseStack({ defaultPrivileges: 'old' })
  underOld = await privilegesIn(stack.databaseUrl.superuser)
  const staff = connectAsOwner(stack.databaseUrl.staff)
  for (const schema of ['public', 'calls', 'private'])
    await staff.unsafe(`
      create table ${schema}.later (id bigint generated always as identity primary key);
      create view ${schema}.later_view as select id from ${schema}.later;
      create function ${schema}.later() returns integer language sql return 1`)
  await staff.end()
  madeLater = (await privilegesIn(stack.databaseUrl.superuser)).filter((line) => !underOld.includes(line))
  await stack.stop()
})

test('the same migrations give the same access under the old default privileges and under the new ones', async () => {
  const underNew = await privilegesIn()
  expect(underNew.length).toBeGreaterThan(50)
  expect(underOld).toEqual(underNew)
})

test('no request role may write, truncate, reference or create anything', () => {
  expect(
    underOld.filter((line) => !/ may (select|execute) | may usage in schema public$/.test(line)),
  ).toEqual([])
})

test('the old default privileges give nothing of what is made later', () => {
  expect(madeLater).toEqual([])
})
