import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { claim, queueMails, recipients, settle } from '../../fixtures/database/mail.ts'
import { test } from '../../fixtures/database/room.ts'

const to = (...numbers: number[]) => numbers.map((number) => `${number}@example.org`)
const hundred = Array.from({ length: 100 }, (_, place) => place + 1)

describe('claiming mail', () => {
  test('takes up to a hundred in the order in which they were queued', async ({ sql }) => {
    await queueMails(sql, 130)
    expect(recipients(await claim(sql, 1000))).toEqual(to(...hundred))
    expect(recipients(await claim(sql, 1000))).toEqual(
      to(...hundred.slice(0, 30).map((number) => number + 100)),
    )
    expect(await claim(sql)).toBeNull()
  })

  test('takes no more than it was asked for', async ({ sql }) => {
    await queueMails(sql, 3)
    expect(recipients(await claim(sql, 1))).toEqual(to(1))
    expect(recipients(await claim(sql, 1))).toEqual(to(2))
    expect(recipients(await claim(sql, 5))).toEqual(to(3))
  })

  test('takes no more than it was asked for, however the planner joins', async ({ sql }) => {
    await queueMails(sql, 3)
    for (const way of ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material'])
      await sql.unsafe(`set local enable_${way} = off`)
    expect(recipients(await claim(sql, 1))).toEqual(to(1))
  })

  test('finds nothing where nothing is queued, and leaves no empty batch', async ({ sql }) => {
    expect(await claim(sql)).toBeNull()
    await queueMails(sql, 2)
    expect(await claim(sql, 0)).toBeNull()
    await asOwner(sql)
    expect(await sql`select from private.mail_batches`).toHaveLength(0)
  })

  test('keeps others away while the lease lasts, and hands the same batch on when it is over', async ({
    sql,
  }) => {
    await queueMails(sql, 2)
    const first = await claim(sql, 100, 60)
    expect(await claim(sql)).toBeNull()
    await asOwner(sql)
    await sql`update private.mail_batches set lease_until = now()`
    await queueMails(sql, 1)
    expect(await claim(sql)).toEqual({ ...first, attempt: 2 })
  })
})

describe('settling a batch', () => {
  test('sent: each mail has the provider’s id in its place', async ({ sql }) => {
    await queueMails(sql, 3)
    await settle(sql, await claim(sql), 'sent', { provider_ids: ['a', 'b', 'c'] })
    await asOwner(sql)
    expect(
      await sql`select recipient, state, provider_id, sent_at is not null as sent from private.outbox order by position`,
    ).toEqual(
      ['a', 'b', 'c'].map((provider_id, place) => ({
        recipient: `${place + 1}@example.org`,
        state: 'sent',
        provider_id,
        sent: true,
      })),
    )
    expect(await claim(sql)).toBeNull()
  })

  test('retry: the same mails come again unchanged, after the wait and before newer ones', async ({
    sql,
  }) => {
    await queueMails(sql, 2)
    const first = await claim(sql)
    await settle(sql, first, 'retry', { after_seconds: 30, reason: 'rate limit' })
    await queueMails(sql, 1)
    expect(recipients(await claim(sql))).toEqual(to(1))
    await asOwner(sql)
    await sql`update private.mail_batches set next_attempt_at = now()`
    expect(await claim(sql)).toEqual({ ...first, attempt: 2 })
  })

  test('paused: the whole queue rests until staff clear the pause', async ({ sql }) => {
    await queueMails(sql, 1)
    const first = await claim(sql)
    await settle(sql, first, 'paused', { after_seconds: 0, reason: 'quota' })
    await queueMails(sql, 1)
    expect(await claim(sql)).toBeNull()
    await asOwner(sql)
    expect(await sql`select reason, paused_at is not null as paused from private.mail_pause`).toEqual([
      { reason: 'quota', paused: true },
    ])
    await sql`update private.mail_pause set paused_at = null`
    expect(await claim(sql)).toMatchObject({ batch_id: first?.batch_id, attempt: 2 })
  })

  test('failed: its mails have failed, with the reason', async ({ sql }) => {
    await queueMails(sql, 1)
    await settle(sql, await claim(sql), 'failed', { reason: 'invalid recipient' })
    await asOwner(sql)
    expect(await sql`select state, reason from private.outbox`).toEqual([
      { state: 'failed', reason: 'invalid recipient' },
    ])
    expect(await claim(sql)).toBeNull()
  })

  test('counts once: what is settled stays so, and an unknown batch is nobody’s', async ({ sql }) => {
    await queueMails(sql, 1)
    const batch = await claim(sql)
    await settle(sql, batch, 'sent', { provider_ids: ['a'] })
    await settle(sql, batch, 'failed', { reason: 'late' })
    await settle(sql, null, 'failed', { reason: 'nobody' })
    await asOwner(sql)
    expect(await sql`select state, provider_id from private.outbox`).toEqual([
      { state: 'sent', provider_id: 'a' },
    ])
  })

  test('after 23 hours without a certain answer nobody tries again', async ({ sql }) => {
    await queueMails(sql, 1)
    await claim(sql)
    await asOwner(sql)
    await sql`update private.mail_batches set lease_until = now(), first_claimed_at = now() - interval '23 hours 1 second'`
    expect(await claim(sql)).toBeNull()
    await asOwner(sql)
    expect(await sql`select state from private.outbox`).toEqual([{ state: 'unknown' }])
  })
})
