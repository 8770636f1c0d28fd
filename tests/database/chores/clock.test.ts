import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { claim } from '../../fixtures/database/mail.ts'
import { claimPublication, settleDown } from '../../fixtures/database/publications.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { tend } from '../../fixtures/database/time.ts'

/** Takes a turn of the provider and claims a batch, as deliver-mail does at every ring; null where there is none. */
async function deliver(sql: Sql) {
  await asService(sql)
  const [row] = await sql`select public.take_mail_turn() as turn`
  return row?.turn.outcome === 'mail' ? claim(sql) : null
}

/**
 * As if the clock had stood a year ahead until now: whatever was written meanwhile, and the last look at it, lies a year ahead of it. (A
 * transaction cannot set the clock, so all that it wrote goes forward instead.)
 */
async function setClockBackAYear(sql: Sql): Promise<void> {
  await asOwner(sql)
  await sql`update private.clock set seen_at = clock_timestamp() + interval '1 year'`
  await sql`update private.mail_meter set free_at = now() + interval '1 year 1 second'`
  await sql`update private.mail_batches set lease_until = now() + interval '1 year 1 minute', claimed_at = now() + interval '1 year',
    next_attempt_at = now() + interval '1 year', first_claimed_at = now() + interval '1 year'`
}

const clock = async (sql: Sql) => {
  await asOwner(sql)
  const [row] = await sql`
    select times_back, went_back_by > interval '360 days' as by_a_year, seen_at < now() + interval '1 hour' as is_right from private.clock`
  return row
}

describe('a clock that was set back', () => {
  test('does not silence what is queued', async ({ sql }) => {
    await submitAs(sql, 'new@example.org')
    await setClockBackAYear(sql)
    const batch = await deliver(sql)
    expect(batch?.mails).toHaveLength(1)
    expect(await clock(sql)).toEqual({ times_back: 1, by_a_year: true, is_right: true })
  })

  test('is a reason to ring', async ({ sql }) => {
    await tend(sql)
    expect(await sql`select private.mail_is_due() as due`).toEqual([{ due: false }])
    await setClockBackAYear(sql)
    expect(await sql`select private.mail_is_due() as due`).toEqual([{ due: true }])
    await tend(sql)
    expect(await sql`select private.mail_is_due() as due`).toEqual([{ due: false }])
  })

  test('keeps a lease, and gives the batch of a dead worker to the next when it is over', async ({ sql }) => {
    await submitAs(sql, 'new@example.org')
    const first = await deliver(sql)
    await setClockBackAYear(sql)
    expect(await deliver(sql)).toBeNull()
    await asOwner(sql)
    const [lease] = await sql`
      select lease_until between now() and now() + interval '2 minutes' as is_short, first_claimed_at <= clock_timestamp() as has_begun
      from private.mail_batches`
    expect(lease).toEqual({ is_short: true, has_begun: true })
    // The transaction's own `now()` stands still.
    await sql`update private.mail_batches set lease_until = now(), next_attempt_at = now()`
    expect((await deliver(sql))?.batch_id).toBe(first?.batch_id)
  })

  test('does not hold back what visitors should see', async ({ sql }) => {
    await settleDown(sql)
    await asStaff(sql)
    await sql`update public.organizations set short_name = '桐庐一中' where code = ${CODE.school}`
    await asOwner(sql)
    await sql`update private.publications
      set changed_at = changed_at + interval '1 year', requested_at = requested_at + interval '1 year'`
    expect(await claimPublication(sql)).toMatchObject({ reason: 'organizations' })
  })

  test('is said in the status, and nothing is wrong before', async ({ sql }) => {
    await tend(sql)
    const status = async () => {
      const [row] = await sql`select fine, says from private.status where matter = '服务器时钟'`
      return row
    }
    expect(await status()).toEqual({ fine: true, says: null })
    await setClockBackAYear(sql)
    await tend(sql)
    expect(await status()).toEqual({
      fine: false,
      says: expect.stringMatching(/^往回调过 1 次，最近一次调了 36\d days/),
    })
  })

  test('is looked at by name: each time that orders work stands in the database', async ({ sql }) => {
    const named = await sql`
      select relation || '.' || time as name, format_type(a.atttypid, null) as type
      from private.work_times left join pg_attribute a on a.attrelid = to_regclass(relation) and a.attname = time`
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter(({ type }) => type !== 'timestamp with time zone')).toEqual([])
    // The hour before which a letter is not sent is one that people are told.
    const told = ['private.outbox.not_before']
    const unnamed = await sql`
      select attrelid::regclass || '.' || attname as name from pg_attribute join pg_class c on c.oid = attrelid
      where relkind = 'r' and relnamespace = 'private'::regnamespace and not attisdropped
        and attname ~ '^(lease_until|free_at|not_before|(first_)?claimed_at|next_\\w+_at)$'
        and not exists (select from private.work_times where relation = attrelid::regclass::text and time = attname)`
    expect(unnamed.map(({ name }) => name)).toEqual(told)
  })
})
