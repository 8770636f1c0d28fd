import { expect } from 'vitest'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { test } from '../../fixtures/database/room.ts'
import { tend } from '../../fixtures/database/time.ts'

test('a bucket is full after what was allowed, and others are not', async ({ sql }) => {
  await asService(sql)
  const take = async (bucket: string) =>
    (await sql`select public.take_attempt(${bucket}, 3, 600) as allowed`)[0]?.allowed
  expect([await take('a'), await take('a'), await take('a'), await take('a')]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(await take('b')).toBe(true)
})

test('a new window starts empty, and counts whose window is long over are gone by themselves', async ({
  sql,
}) => {
  await asOwner(sql)
  await sql`insert into private.attempts values ('a', now() - interval '49 hours', 9), ('a', now() - interval '2 hours', 9)`
  await asService(sql)
  expect(await sql`select public.take_attempt('a', 1, 600) as allowed`).toEqual([{ allowed: true }])
  await tend(sql)
  expect(await sql`select count from private.attempts order by window_start`).toEqual([
    { count: 9 },
    { count: 1 },
  ])
})
