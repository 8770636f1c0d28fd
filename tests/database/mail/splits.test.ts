import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { type Batch, claim, queueMails, recipients, settle } from '../../fixtures/database/mail.ts'
import { test } from '../../fixtures/database/room.ts'

const to = (...numbers: number[]) => numbers.map((number) => `${number}@example.org`)

async function states(sql: Sql): Promise<string[]> {
  await asOwner(sql)
  return (await sql`select state from private.outbox order by position`).map((row) => row.state)
}

async function validation(sql: Sql, batch: Batch): Promise<string> {
  await asOwner(sql)
  const [row] = await sql`select validation from private.mail_batches where id = ${batch?.batch_id ?? null}`
  return row?.validation
}

describe('a batch that was refused whole', () => {
  test('is tried once more in permissive mode under a new key, unchanged', async ({ sql }) => {
    await queueMails(sql, 3)
    const strict = await claim(sql)
    await settle(sql, strict, 'failed', { reason: '写法不对' })
    const again = await claim(sql)
    expect(again?.batch_id).not.toBe(strict?.batch_id)
    expect(again?.mails).toEqual(strict?.mails)
    expect(await validation(sql, again)).toBe('permissive')
    expect(await states(sql)).toEqual(['batched', 'batched', 'batched'])
  })

  test('is halved where even that is refused, until one mail is left to blame', async ({ sql }) => {
    await queueMails(sql, 5)
    const bad = '4@example.org'
    const keys = new Set<string>()
    for (let batch = await claim(sql); batch !== null; batch = await claim(sql)) {
      keys.add(batch.batch_id)
      if (recipients(batch).includes(bad)) await settle(sql, batch, 'failed', { reason: '写法不对' })
      else await settle(sql, batch, 'sent', { provider_ids: recipients(batch) })
    }
    expect(await states(sql)).toEqual(['sent', 'sent', 'sent', 'failed', 'sent'])
    const rows =
      await sql`select recipient::text, provider_id from private.outbox where state = 'sent' order by position`
    expect(rows.every((row) => row.recipient === row.provider_id)).toBe(true)
    expect(keys.size, 'every new batch has a new key').toBe(8)
  })

  test('goes on without the mails that could be named, in the mode it had', async ({ sql }) => {
    await queueMails(sql, 4)
    const batch = await claim(sql)
    await settle(sql, batch, 'failed', {
      reason: '写不成',
      refused: [
        { index: 1, reason: '没有名称' },
        { index: 3, reason: '没有邮箱' },
      ],
    })
    const rest = await claim(sql)
    expect(recipients(rest)).toEqual(to(1, 3))
    expect(await validation(sql, rest)).toBe('strict')
    expect(
      await sql`select recipient::text, reason from private.outbox where state = 'failed' order by position`,
    ).toEqual([
      { recipient: '2@example.org', reason: '没有名称' },
      { recipient: '4@example.org', reason: '没有邮箱' },
    ])
  })
})

test('a permissive answer ends the mails it names and gives the others their ids by place', async ({
  sql,
}) => {
  await queueMails(sql, 3)
  await settle(sql, await claim(sql), 'sent', {
    provider_ids: ['a', null, 'c'],
    refused: [{ index: 1, reason: '写法不对' }],
  })
  await asOwner(sql)
  expect(await sql`select state, provider_id, reason from private.outbox order by position`).toEqual([
    { state: 'sent', provider_id: 'a', reason: null },
    { state: 'failed', provider_id: null, reason: '写法不对' },
    { state: 'sent', provider_id: 'c', reason: null },
  ])
})

describe('a worker that comes back late', () => {
  async function twice(sql: Sql) {
    await queueMails(sql, 1)
    await claim(sql)
    await asOwner(sql)
    await sql`update private.mail_batches set lease_until = now()`
    return claim(sql)
  }

  test.for(['failed', 'retry', 'unknown', 'paused'])(
    'changes nothing by saying %s of an attempt that is another worker’s now',
    async (outcome, { sql }) => {
      const batch = await twice(sql)
      await settle(sql, batch, outcome, { attempt: 1, reason: 'late', after_seconds: 0 })
      await asOwner(sql)
      const [row] = await sql`select b.state, b.attempt, b.lease_until > now() as leased, m.paused_at
        from private.mail_batches b, private.mail_pause m`
      expect(row).toEqual({ state: 'sending', attempt: 2, leased: true, paused_at: null })
    },
  )

  test('may still bring the good news', async ({ sql }) => {
    const batch = await twice(sql)
    await settle(sql, batch, 'sent', { attempt: 1, provider_ids: ['a'] })
    expect(await states(sql)).toEqual(['sent'])
  })
})

describe('doubt', () => {
  const age = (sql: Sql) =>
    sql`update private.mail_batches set first_claimed_at = first_claimed_at - interval '24 hours',
      claimed_at = claimed_at - interval '24 hours', lease_until = now(), next_attempt_at = now()`

  test('does not grow while the provider surely refuses', async ({ sql }) => {
    await queueMails(sql, 1)
    await settle(sql, await claim(sql), 'retry', {
      attempt: 1,
      after_seconds: 0,
      certain: true,
      reason: '太快',
    })
    await asOwner(sql)
    await age(sql)
    expect(await claim(sql)).toMatchObject({ attempt: 2 })
  })

  test('is not forgotten by a refusal that came after it, nor by a pause', async ({ sql }) => {
    await queueMails(sql, 1)
    await claim(sql)
    await asOwner(sql)
    await sql`update private.mail_batches set lease_until = now(), first_claimed_at = now() - interval '1 hour'`
    await settle(sql, await claim(sql), 'paused', { attempt: 2, reason: '额度' })
    await asOwner(sql)
    await sql`update private.mail_pause set paused_at = null`
    await age(sql)
    expect(await claim(sql)).toBeNull()
    expect(await states(sql)).toEqual(['unknown'])
  })
})

describe('a batch of whose fate nobody is sure', () => {
  async function claimUnknown(sql: Sql) {
    await asService(sql)
    const [row] = await sql`select public.claim_unknown_mail() as batch`
    return row?.batch
  }
  async function doubtful(sql: Sql, mails = 2) {
    await queueMails(sql, mails)
    await settle(sql, await claim(sql), 'unknown', { attempt: 1, reason: '正在核对' })
    await asOwner(sql)
    await sql`update private.mail_batches set next_attempt_at = now()`
    return claimUnknown(sql)
  }
  async function look(
    sql: Sql,
    batch: { batch_id: string },
    found: object,
    after: string | null,
    reason: string | null = null,
  ) {
    await asService(sql)
    await sql`select public.settle_unknown_mail(${batch.batch_id}, ${JSON.stringify(found)}::text::jsonb, ${after}, ${reason})`
  }

  test('is nobody’s to send, and one worker’s to look for', async ({ sql }) => {
    const batch = await doubtful(sql)
    expect(batch.mails.map((mail: { to: string }) => mail.to)).toEqual(to(1, 2))
    expect(await claimUnknown(sql)).toBeNull()
    expect(await claim(sql)).toBeNull()
  })

  test('goes on where the last page ended, and what was found counts as sent', async ({ sql }) => {
    const batch = await doubtful(sql)
    await look(sql, batch, { [batch.mails[1].id]: 'p2' }, 'cursor')
    expect(await states(sql)).toEqual(['unknown', 'sent'])
    expect(await claimUnknown(sql)).toMatchObject({ after: 'cursor', mails: [{ to: '1@example.org' }] })
  })

  test('sends anew, under a new key, only what the whole list did not show', async ({ sql }) => {
    const batch = await doubtful(sql)
    await look(sql, batch, { [batch.mails[0].id]: 'p1' }, null)
    expect(await states(sql)).toEqual(['sent', 'queued'])
    const again = await claim(sql)
    expect(recipients(again)).toEqual(to(2))
    expect(again?.batch_id).not.toBe(batch.batch_id)
  })

  test('waits an hour where the provider does not say, with the reason', async ({ sql }) => {
    const batch = await doubtful(sql)
    await look(sql, batch, {}, null, '没有答复')
    expect(await states(sql)).toEqual(['unknown', 'unknown'])
    expect(await claimUnknown(sql)).toBeNull()
    await asOwner(sql)
    expect(await sql`select reason from private.mail_batches where state = 'unknown'`).toEqual([
      { reason: '没有答复' },
    ])
  })
})
