import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { claim, queueMails, settle } from '../../fixtures/database/mail.ts'
import { test } from '../../fixtures/database/room.ts'

async function turn(sql: Sql, patience = 25_000) {
  await asService(sql)
  const [row] = await sql`select public.take_mail_turn(${patience}) as turn`
  return row?.turn
}

describe('the meter that all workers share', () => {
  test('gives two turns a second, each later than the last', async ({ sql }) => {
    await queueMails(sql, 1)
    const waits: number[] = []
    for (let place = 0; place < 5; place += 1) waits.push((await turn(sql)).wait_ms)
    expect(waits[0]).toBe(0)
    for (const [place, wait] of waits.slice(1).entries()) {
      expect(wait).toBeGreaterThan((waits[place] ?? 0) + 300)
      expect(wait).toBeLessThanOrEqual((place + 1) * 500)
    }
  })

  test('runs as fast as its row says', async ({ sql }) => {
    await queueMails(sql, 1)
    await sql`update private.mail_meter set per_second = 0.1`
    await turn(sql)
    const { wait_ms } = await turn(sql)
    expect(wait_ms).toBeGreaterThan(9000)
    expect(wait_ms).toBeLessThanOrEqual(10_000)
  })

  test('takes no turn for who has not the patience', async ({ sql }) => {
    await queueMails(sql, 1)
    await sql`update private.mail_meter set per_second = 0.1`
    await turn(sql)
    expect(await turn(sql, 3000)).toEqual({ outcome: 'later' })
    expect((await turn(sql)).wait_ms).toBeLessThanOrEqual(10_000)
  })

  test('rests for everybody when the provider asks one worker for it', async ({ sql }) => {
    await queueMails(sql, 2)
    await settle(sql, await claim(sql, 1), 'retry', {
      attempt: 1,
      reason: '太快',
      certain: true,
      rest_seconds: 7,
    })
    const { wait_ms } = await turn(sql)
    expect(wait_ms).toBeGreaterThan(6000)
    expect(wait_ms).toBeLessThanOrEqual(7000)
  })
})

describe('what the next turn is for', () => {
  test('nothing, and nobody’s turn is spent, where nothing is due', async ({ sql }) => {
    expect(await turn(sql)).toEqual({ outcome: 'nothing' })
    await queueMails(sql, 1)
    expect(await turn(sql)).toEqual({ outcome: 'mail', wait_ms: 0 })
  })

  test('nothing for a mail whose hour has not come', async ({ sql }) => {
    await queueMails(sql, 1)
    await sql`update private.outbox set not_before = now() + interval '1 hour'`
    expect(await turn(sql)).toEqual({ outcome: 'nothing' })
    expect(await claim(sql)).toBeNull()
  })

  test('nothing while mail is paused, and the queue goes on when the one row is cleared', async ({ sql }) => {
    await queueMails(sql, 1)
    await settle(sql, await claim(sql), 'paused', { attempt: 1, after_seconds: 0, reason: '额度已用完' })
    expect(await turn(sql)).toEqual({ outcome: 'paused' })
    await asOwner(sql)
    await sql`update private.mail_pause set paused_at = null`
    expect(await turn(sql)).toMatchObject({ outcome: 'mail' })
  })

  test('an unsure batch when its hour has come', async ({ sql }) => {
    await queueMails(sql, 1)
    await settle(sql, await claim(sql), 'unknown', { attempt: 1, reason: '核对' })
    expect(await turn(sql)).toEqual({ outcome: 'nothing' })
    await asOwner(sql)
    await sql`update private.mail_batches set next_attempt_at = now()`
    expect(await turn(sql)).toMatchObject({ outcome: 'unknown' })
    await asOwner(sql)
    const [due] = await sql`select private.mail_is_due() as yes`
    expect(due?.yes).toBe(true)
  })
})

const past = new Date(Date.now() - 1000)

describe('a link that waited too long in the queue', () => {
  test('is made anew while nobody has seen it, and only then', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { link_expires_at: past })
    await turn(sql)
    await asOwner(sql)
    expect(
      await sql`select state, generation from private.outbox where subject_id = ${id} order by generation`,
    ).toEqual([
      { state: 'cancelled', generation: 1 },
      { state: 'queued', generation: 2 },
    ])
    await claim(sql)
    await overwrite(sql, id, { link_expires_at: past })
    await turn(sql)
    await asOwner(sql)
    const [credential] = await sql`select state, generation from private.credentials where id = ${id}`
    expect(credential).toEqual({ state: 'expired', generation: 2 })
  })

  test('is not worth a mail once its credential was revoked', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await asOwner(sql)
    await sql`update private.credentials set state = 'revoked' where id = ${id}`
    expect(await sql`select state from private.outbox where subject_id = ${id}`).toEqual([
      { state: 'cancelled' },
    ])
  })
})
