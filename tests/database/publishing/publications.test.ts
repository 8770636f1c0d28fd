import { describe, expect } from 'vitest'
import { asOwner, asStaff, asVisitor } from '../../fixtures/database/callers.ts'
import {
  claimPublication,
  letItRest,
  settleDown,
  settlePublication,
} from '../../fixtures/database/publications.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { test } from '../../fixtures/database/room.ts'

const queue = `select private.queue_publication('test')`

describe('claiming a publication', () => {
  test('waits until the last change has rested', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    expect(await claimPublication(sql)).toBeNull()
    await letItRest(sql)
    expect(await claimPublication(sql)).toMatchObject({ reason: 'test', attempt: 1 })
    expect(await claimPublication(sql)).toBeNull()
  })

  test('waits for its hour', async ({ sql }) => {
    await settleDown(sql)
    await sql`select private.queue_publication('later', now() + interval '1 hour')`
    await letItRest(sql)
    expect(await claimPublication(sql)).toBeNull()
    await asOwner(sql)
    await sql`update private.publications set not_before = now()`
    expect(await claimPublication(sql)).toMatchObject({ reason: 'later' })
  })

  test('takes all that is due as one, and leaves what lies ahead', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await sql`select private.queue_publication('now', now()), private.queue_publication('later', now() + interval '1 hour')`
    await letItRest(sql)
    await claimPublication(sql)
    await asOwner(sql)
    expect(await sql`select reason, state from private.publications order by id`).toEqual([
      { reason: 'test', state: 'building' },
      { reason: 'later', state: 'queued' },
    ])
  })

  test('a change during the build is a publication of its own', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await letItRest(sql)
    const first = await claimPublication(sql)
    await asOwner(sql)
    await sql.unsafe(queue)
    await settlePublication(sql, first?.id, true)
    await letItRest(sql)
    const second = await claimPublication(sql)
    expect(second?.id).not.toBe(first?.id)
    expect(second).toMatchObject({ attempt: 1 })
  })

  test('an announcement’s hour raises the revision, so that the new build can be told from the old', async ({
    sql,
  }) => {
    await settleDown(sql)
    const [before] = await sql`select revision::integer from public.register_state`
    await sql`select private.queue_publication('announcement-due', now())`
    await letItRest(sql)
    expect(await claimPublication(sql)).toMatchObject({ revision: before?.revision + 1 })
  })
})

describe('settling a publication', () => {
  test('that succeeded notes the revision that is live', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await letItRest(sql)
    await settlePublication(sql, (await claimPublication(sql))?.id, true)
    await asOwner(sql)
    expect(await sql`select state, revision::integer, error from private.publications`).toEqual([
      { state: 'live', revision: 7, error: null },
    ])
  })

  test('that failed tries again after half a minute, three times in all', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    for (const attempt of [1, 2, 3]) {
      await letItRest(sql)
      const claim = await claimPublication(sql)
      expect(claim).toMatchObject({ attempt })
      await settlePublication(sql, claim?.id, false)
      await letItRest(sql)
      expect(await claimPublication(sql)).toBeNull()
      await asOwner(sql)
      await sql`update private.publications set not_before = now() where state = 'queued'`
    }
    const rows = await sql`select state, error from private.publications`
    expect(rows).toEqual(Array(3).fill({ state: 'failed', error: 'build failed' }))
  })

  test('that failed twice does not shorten the attempts of a newer change', async ({ sql }) => {
    await settleDown(sql)
    await sql`insert into private.publications (reason, attempt, not_before) values ('retry', 2, now())`
    await sql.unsafe(queue)
    await letItRest(sql)
    expect(await claimPublication(sql)).toMatchObject({ reason: 'test', attempt: 1 })
    await asOwner(sql)
    expect(await sql`select from private.publications`).toHaveLength(1)
  })

  test('counts once', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await letItRest(sql)
    const claim = await claimPublication(sql)
    await settlePublication(sql, claim?.id, true)
    await settlePublication(sql, claim?.id, false)
    await asOwner(sql)
    expect(await sql`select state from private.publications`).toEqual([{ state: 'live' }])
  })
})

describe('a builder that died', () => {
  test('loses its claim after a while', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await letItRest(sql)
    const first = await claimPublication(sql)
    await asOwner(sql)
    await sql`update private.publications set claimed_at = now() - interval '1 hour'`
    expect(await claimPublication(sql)).toMatchObject({ id: first?.id, attempt: 2 })
  })

  test('is released at once by the machine that starts again', async ({ sql }) => {
    await settleDown(sql)
    await sql.unsafe(queue)
    await letItRest(sql)
    await claimPublication(sql)
    await asOwner(sql)
    await sql`select private.release_publications()`
    expect(await sql`select reason, state from private.publications order by id`).toEqual([
      { reason: 'test', state: 'failed' },
      { reason: 'builder-restarted', state: 'queued' },
    ])
  })

  test('releasing where nobody built queues nothing', async ({ sql }) => {
    await settleDown(sql)
    await sql`select private.release_publications()`
    expect(await sql`select from private.publications`).toHaveLength(0)
  })
})

describe('a loss that staff say is right', () => {
  test('is believed from a revision of its own on, and asks for a publication', async ({ sql }) => {
    await settleDown(sql)
    const [before] = await sql`select revision::integer, believed_loss from public.register_state`
    await asStaff(sql)
    const [said] = await sql`insert into private.believed_losses (reason, revision) values (' 两县合并 ', 1)
      returning reason, revision::integer`
    expect(said).toEqual({ reason: '两县合并', revision: before?.revision + 1 })
    await asVisitor(sql)
    const [after] = await sql`select revision::integer, believed_loss::integer from public.register_state`
    expect(before?.believed_loss).toBeNull()
    expect(after).toEqual({ revision: said?.revision, believed_loss: said?.revision })
    await letItRest(sql)
    expect(await claimPublication(sql)).toMatchObject({ reason: 'believed-loss', revision: said?.revision })
  })

  test('says why', async ({ sql }) => {
    await asStaff(sql)
    const refusal = await refusalOf(sql, () => sql`insert into private.believed_losses (reason) values (' ')`)
    expect(refusal).toMatchObject({ code: 'loss-reason', field: 'reason' })
  })
})
