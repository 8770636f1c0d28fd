import type { Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { type Batch, claim, queueMails, recipients } from '../../fixtures/database/mail.ts'
import { claimPublication, letItRest, settleDown } from '../../fixtures/database/publications.ts'
import { loadRegister } from '../../fixtures/database/register.ts'
import { connectAsOwner } from '../../fixtures/database/room.ts'
import { startDatabaseStack } from '../../fixtures/stack.ts'

// Two sessions see only what is committed, so this file has a database of its own.
let stack: Awaited<ReturnType<typeof startDatabaseStack>>
let one: Sql
let other: Sql

beforeAll(async () => {
  stack = await startDatabaseStack()
  one = connectAsOwner(stack.databaseUrl.superuser)
  other = connectAsOwner(stack.databaseUrl.superuser)
  // Whoever should step aside and waits instead fails soon.
  await other`set lock_timeout = '3s'`
  await loadRegister(one)
})
afterAll(async () => {
  await Promise.all([one.end(), other.end()])
  await stack.stop()
})
beforeEach(async () => {
  await settleDown(one)
})
afterEach(async () => {
  await one`rollback`
  await other`rollback`
})

/** Returns once a session stands before another's lock. */
async function untilSomebodyWaits(sql: Sql): Promise<void> {
  await asOwner(sql)
  while ((await sql`select from pg_locks where not granted`).length === 0);
}

describe('two workers', () => {
  test('never get the same mail, whoever commits first', async () => {
    await queueMails(one, 150)
    await one`begin`
    await other`begin`
    const first = await claim(one)
    const second = await claim(other)
    await one`commit`
    await other`commit`
    expect(recipients(first)).toHaveLength(100)
    expect(recipients(second)).toHaveLength(50)
    expect(new Set([...recipients(first), ...recipients(second)]).size).toBe(150)
  })

  test('never get the same batch again when its lease is over', async () => {
    await queueMails(one, 1)
    await one`begin`
    const first = await claim(one, 100, 0)
    await one`commit`
    await one`begin`
    await other`begin`
    const batches: Batch[] = [await claim(one), await claim(other)]
    await one`commit`
    await other`commit`
    expect(batches).toEqual([{ ...first, attempt: 2 }, null])
  })
})

describe('a build and a change', () => {
  const change = (sql: Sql) => sql`update public.divisions set name = name where code = '330122'`

  test('a change that is not committed keeps the queue’s row for itself', async () => {
    await change(one)
    await letItRest(one)
    await one`begin`
    await change(one)
    await other`begin`
    expect(await claimPublication(other)).toBeNull()
    await other`commit`
    await one`commit`
    await letItRest(one)
    await other`begin`
    expect(await claimPublication(other)).toMatchObject({ reason: 'divisions' })
    await other`commit`
  })

  test('a change that waits for a claim queues anew', async () => {
    await change(one)
    await letItRest(one)
    await other`begin`
    const claimed = await claimPublication(other)
    const waiting = change(one).execute()
    await untilSomebodyWaits(other)
    await other`commit`
    await waiting
    await asOwner(one)
    const rows = await one`select id::integer, state from private.publications order by id`
    expect(rows).toEqual([
      { id: claimed?.id, state: 'building' },
      { id: expect.any(Number), state: 'queued' },
    ])
  })
})
