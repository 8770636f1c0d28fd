import { describe, expect, test } from 'vitest'
import { DatabaseError } from '../../../supabase/functions/_shared/database/calls.ts'
import type {
  MailBatch,
  MailSettlement,
  MailTurn,
  UnknownBatch,
  UnknownSettlement,
} from '../../../supabase/functions/_shared/database/mail.ts'
import { createLinkSigner } from '../../../supabase/functions/_shared/links/link.ts'
import { createRenderMail, type RenderedMail } from '../../../supabase/functions/_shared/mail/render.ts'
import { backoffSeconds } from '../../../supabase/functions/deliver-mail/backoff.ts'
import type { DeliveryDependencies } from '../../../supabase/functions/deliver-mail/deliver.ts'
import { createHandler } from '../../../supabase/functions/deliver-mail/handler.ts'
import type { LiftOutcome } from '../../../supabase/functions/deliver-mail/lift.ts'
import type { SendOutcome } from '../../../supabase/functions/deliver-mail/send.ts'

const secretKey = 'sb_secret_0123456789abcdef'
const credential = '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11'
const links = createLinkSigner('a secret of more than thirty-two characters')
const render = createRenderMail({ siteUrl: 'https://minglu.example.org', from: 'n@example.org', links })

const mail = {
  id: '5d1c6f6e-0000-4000-8000-000000000001',
  kind: 'credential_link',
  to: 'canary-contact@school.example.cn',
  payload: {
    organization_name: '金丝雀中学',
    contact_name: '金丝雀',
    platform_name: '新浪微博',
    link_expires_at: '2026-11-25T16:30:05+00:00',
  },
  subject_id: credential,
  generation: 1,
}
const batch = (batch_id: string, mails: unknown[] = [mail], attempt = 1): MailBatch => ({
  batch_id,
  attempt,
  validation: 'strict',
  mails,
})

const sent: SendOutcome = { outcome: 'sent', provider_ids: ['p1'], rest_seconds: 0 }
const retry = (scope: 'batch' | 'provider', after_seconds: number | null): SendOutcome => ({
  outcome: 'retry',
  code: 'x',
  reason: '稍后再试',
  scope,
  after_seconds,
  certain: false,
})

/** A run over queued batches: `answers` are the provider's, in order; every request takes `request_ms` of a clock without time. */
function run(options: {
  queue: MailBatch[]
  answers?: SendOutcome[]
  request_ms?: number
  claimMail?: () => Promise<MailBatch | null>
  /** What the database says before it speaks of the queue. */
  turns?: MailTurn[]
  lifts?: LiftOutcome
  doubtful?: UnknownBatch[]
  found?: UnknownSettlement
}) {
  const queue = [...options.queue]
  const answers = [...(options.answers ?? [])]
  const seen = {
    requests: [] as { at: number; key: string; messages: readonly RenderedMail[] }[],
    settled: [] as (MailSettlement & { batch_id: string })[],
    lifted: [] as [string, boolean][],
    looked: [] as (UnknownSettlement & { batch_id: string })[],
    log: [] as string[],
  }
  let now = 0
  let free = 0
  const turns = [...(options.turns ?? [])]
  const doubtful = [...(options.doubtful ?? [])]
  /** The database's meter, two requests a second; a settlement may make it rest. */
  const takeProviderTurn = async (patience_ms: number) => {
    const starts = Math.max(free, now)
    if (starts > now + patience_ms) return null
    free = starts + 500
    return starts - now
  }
  const dependencies: DeliveryDependencies & { secretKey: string } = {
    secretKey,
    database: {
      takeMailTurn: async (patience_ms) => {
        const said = turns.shift()
        if (said) return said
        const work = doubtful.length > 0 ? 'unknown' : 'mail'
        if (work === 'mail' && queue.length === 0 && !options.claimMail) return { outcome: 'nothing' }
        const wait_ms = await takeProviderTurn(patience_ms)
        return wait_ms === null ? { outcome: 'later' } : { outcome: work, wait_ms }
      },
      takeProviderTurn,
      claimMail: options.claimMail ?? (async () => queue.shift() ?? null),
      settleMail: async (batch_id, settlement) => {
        const { rest_seconds } = { rest_seconds: 0, ...settlement.detail }
        free = Math.max(free, now + rest_seconds * 1000)
        seen.settled.push({ batch_id, ...settlement })
      },
      settleSuppressionLift: async (hash, lifted) => seen.lifted.push([hash, lifted]),
      claimUnknownMail: async () => doubtful.shift() ?? null,
      settleUnknownMail: async (batch_id, settlement) => seen.looked.push({ batch_id, ...settlement }),
    },
    lift: async () => options.lifts ?? 'lifted',
    search: async (_, turn) => {
      await turn()
      return options.found ?? { found: {}, after: null, reason: null }
    },
    render,
    send: async (key, messages) => {
      seen.requests.push({ at: now, key, messages })
      now += options.request_ms ?? 0
      return answers.shift() ?? sent
    },
    clock: {
      now: () => now,
      sleep: async (ms) => {
        now += ms
      },
    },
    random: () => 0.5,
    log: (event, facts) => seen.log.push(JSON.stringify({ event, ...facts })),
  }
  const call = (init: RequestInit = {}) =>
    createHandler(dependencies)(
      new Request('http://functions/deliver-mail', {
        method: 'POST',
        headers: { apikey: secretKey },
        ...init,
      }),
    )
  return { call, seen }
}

describe('who may ring', () => {
  test.each([
    ['the secret key as apikey', { headers: { apikey: secretKey } }, 200, 'delivered'],
    ['the secret key as bearer', { headers: { authorization: `Bearer ${secretKey}` } }, 200, 'delivered'],
    [
      'a bearer behind another apikey',
      { headers: { apikey: 'x', authorization: `Bearer ${secretKey}` } },
      200,
      'delivered',
    ],
    ['no key', { headers: {} }, 401, 'unauthorized'],
    ['an empty key', { headers: { apikey: '', authorization: 'Bearer ' } }, 401, 'unauthorized'],
    ['the beginning of the key', { headers: { apikey: secretKey.slice(0, -1) } }, 401, 'unauthorized'],
    ['more than the key', { headers: { apikey: `${secretKey}0` } }, 401, 'unauthorized'],
    ['the key by GET', { method: 'GET' }, 405, 'method_not_allowed'],
    ['the key by PUT', { method: 'PUT' }, 405, 'method_not_allowed'],
  ])('%s: %o is answered %i', async (_, init, status, outcome) => {
    const { call, seen } = run({ queue: [batch('b1')] })
    const response = await call(init)
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toMatchObject({ outcome })
    expect(seen.requests).toHaveLength(status === 200 ? 1 : 0)
  })
})

describe('a run', () => {
  test('sends every batch under its own key, settles it with the provider’s ids, and ends with the queue', async () => {
    const { call, seen } = run({
      queue: [batch('b1', [mail, mail]), batch('b2')],
      answers: [{ outcome: 'sent', provider_ids: ['p1', 'p2'], rest_seconds: 0 }, sent],
    })
    expect(await (await call()).json()).toEqual({
      outcome: 'delivered',
      batches: 2,
      sent: 3,
      retried: 0,
      failed: 0,
      paused: 0,
      unknown: 0,
      ended: 'queue_empty',
    })
    expect(seen.requests.map(({ key, messages }) => [key, messages.length])).toEqual([
      ['batch/b1', 2],
      ['batch/b2', 1],
    ])
    expect(seen.settled).toEqual([
      {
        batch_id: 'b1',
        outcome: 'sent',
        detail: { attempt: 1, provider_ids: ['p1', 'p2'], refused: [], rest_seconds: 0 },
      },
      {
        batch_id: 'b2',
        outcome: 'sent',
        detail: { attempt: 1, provider_ids: ['p1'], refused: [], rest_seconds: 0 },
      },
    ])
  })

  test('sends a batch that comes back byte for byte as before', async () => {
    const first = run({ queue: [batch('b1', [mail, mail], 1)] })
    const second = run({ queue: [batch('b1', [mail, mail], 7)], request_ms: 3000 })
    await first.call()
    await second.call()
    expect(JSON.stringify(second.seen.requests[0]?.messages)).toBe(
      JSON.stringify(first.seen.requests[0]?.messages),
    )
  })

  test('makes at most two requests in a second', async () => {
    const { call, seen } = run({
      queue: ['b1', 'b2', 'b3', 'b4', 'b5'].map((id) => batch(id)),
      request_ms: 20,
    })
    await call()
    expect(seen.requests.map(({ at }) => at)).toEqual([0, 500, 1000, 1500, 2000])
  })

  test('stops when its time is used up and leaves the rest in the queue', async () => {
    const { call, seen } = run({
      queue: Array.from({ length: 9 }, (_, n) => batch(`b${n}`)),
      request_ms: 6000,
    })
    expect(await (await call()).json()).toMatchObject({ batches: 5, ended: 'time_used_up' })
    expect(seen.requests).toHaveLength(5)
  })

  test.each([
    ['waits as long as the provider asks', 7, [0, 7000], 'queue_empty'],
    ['leaves when the provider asks for longer than it may stay', 60, [0], 'provider_resting'],
    ['leaves when the provider is down', null, [0], 'provider_resting'],
  ])('%s', async (_, after_seconds, at, ended) => {
    const { call, seen } = run({
      queue: [batch('b1'), batch('b2')],
      answers: [retry('provider', after_seconds)],
    })
    expect(await (await call()).json()).toMatchObject({ ended, retried: 1 })
    expect(seen.requests.map((request) => request.at)).toEqual(at)
    expect(seen.settled[0]).toEqual({
      batch_id: 'b1',
      outcome: 'retry',
      detail: {
        attempt: 1,
        after_seconds: after_seconds ?? 15,
        reason: '稍后再试',
        certain: false,
        rest_seconds: after_seconds ?? 15,
      },
    })
  })

  test('rests when the provider’s window is used up, though nothing was refused', async () => {
    const { call, seen } = run({
      queue: [batch('b1'), batch('b2')],
      answers: [{ outcome: 'sent', provider_ids: ['p1'], rest_seconds: 3 }],
    })
    await call()
    expect(seen.requests.map(({ at }) => at)).toEqual([0, 3000])
  })

  test('goes on with the next batch when only one has to wait or fails', async () => {
    const { call, seen } = run({
      queue: [batch('b1'), batch('b2'), batch('b3')],
      answers: [retry('batch', null), { outcome: 'failed', code: 'validation_error', reason: '拒收' }, sent],
    })
    expect(await (await call()).json()).toMatchObject({
      retried: 1,
      failed: 1,
      sent: 1,
      ended: 'queue_empty',
    })
    expect(seen.settled[1]).toEqual({
      batch_id: 'b2',
      outcome: 'failed',
      detail: { attempt: 1, reason: '拒收' },
    })
  })

  test('stops the queue with the reason when the provider lets nothing through', async () => {
    const { call, seen } = run({
      queue: [batch('b1'), batch('b2')],
      answers: [{ outcome: 'paused', code: 'daily_quota_exceeded', reason: '额度已用完' }],
    })
    expect(await (await call()).json()).toMatchObject({ paused: 1, batches: 1, ended: 'paused' })
    expect(seen.settled).toEqual([
      { batch_id: 'b1', outcome: 'paused', detail: { attempt: 1, reason: '额度已用完' } },
    ])
  })

  test('fails a batch that no letter can be written from, and sends the next', async () => {
    const { call, seen } = run({ queue: [batch('b1', [{ ...mail, kind: 'lottery' }]), batch('b2')] })
    expect(await (await call()).json()).toMatchObject({ failed: 1, sent: 1 })
    expect(seen.requests.map(({ key }) => key)).toEqual(['batch/b2'])
  })

  test('names the mails that cannot be written, so that the others go on without them', async () => {
    const { call, seen } = run({ queue: [batch('b1', [mail, { ...mail, kind: 'lottery' }, mail])] })
    await call()
    expect(seen.requests).toEqual([])
    expect(seen.settled).toEqual([
      {
        batch_id: 'b1',
        outcome: 'failed',
        detail: {
          attempt: 1,
          reason: '信的内容不完整，无法写成邮件',
          refused: [{ index: 1, reason: '信的内容不完整，无法写成邮件' }],
        },
      },
    ])
  })

  test('counts what a permissive answer refused as failed and hands its places on', async () => {
    const refused = [{ index: 1, reason: '写法不对' }]
    const { call, seen } = run({
      queue: [batch('b1', [mail, mail])],
      answers: [{ outcome: 'sent', provider_ids: ['p1', null], refused, rest_seconds: 0 }],
    })
    expect(await (await call()).json()).toMatchObject({ sent: 1, failed: 1 })
    expect(seen.settled[0]).toMatchObject({
      outcome: 'sent',
      detail: { provider_ids: ['p1', null], refused },
    })
  })

  test('leaves a batch whose key was used with other words to be looked for', async () => {
    const { call, seen } = run({
      queue: [batch('b1')],
      answers: [{ outcome: 'unknown', code: 'invalid_idempotent_request', reason: '正在核对' }],
    })
    expect(await (await call()).json()).toMatchObject({ unknown: 1, ended: 'queue_empty' })
    expect(seen.settled[0]).toMatchObject({ outcome: 'unknown' })
  })

  test('goes on when another worker was quicker', async () => {
    const claims = [null, batch('b1'), null]
    const { call, seen } = run({ queue: [], claimMail: async () => claims.shift() ?? null, turns: [] })
    expect(await (await call()).json()).toMatchObject({ sent: 1, ended: 'time_used_up' })
    expect(seen.requests.map(({ key }) => key)).toEqual(['batch/b1'])
  })

  test.each([
    ['paused', 'paused'],
    ['later', 'provider_resting'],
  ] as const)(
    'that hears «%s» from the database ends and asks the provider nothing',
    async (outcome, ended) => {
      const { call, seen } = run({ queue: [batch('b1')], turns: [{ outcome }] })
      expect(await (await call()).json()).toMatchObject({ batches: 0, ended })
      expect(seen.requests).toEqual([])
    },
  )

  test.each([
    ['lifted', true],
    ['kept', true],
    ['retry', false],
  ] as const)(
    'clears an address from the provider’s list before its mail: %s is settled as %s',
    async (lifts, done) => {
      const { call, seen } = run({
        queue: [batch('b1')],
        lifts,
        turns: [
          { outcome: 'lift', wait_ms: 0, address_hash: 'ab', address: 'canary-contact@school.example.cn' },
        ],
      })
      expect(await (await call()).json()).toMatchObject({ sent: 1 })
      expect(seen.lifted).toEqual([['ab', done]])
      expect(seen.log.join()).not.toContain('canary')
    },
  )

  test('looks for a batch of whose fate nobody is sure, at the provider’s pace', async () => {
    const doubtful = [{ batch_id: 'b1', after: null, since: '2026-11-27T00:00:00Z', mails: [] }]
    const found = { found: { m1: 'p1' }, after: 'p9', reason: null }
    const { call, seen } = run({ queue: [], doubtful, found })
    expect(await (await call()).json()).toMatchObject({ ended: 'queue_empty' })
    expect(seen.looked).toEqual([{ batch_id: 'b1', ...found }])
  })

  test('answers 500 without the cause when the database refuses', async () => {
    const { call, seen } = run({
      queue: [],
      claimMail: () => Promise.reject(new DatabaseError('claim_mail', '57014')),
    })
    const response = await call()
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({ outcome: 'failed' })
    expect(seen.log.map((line) => JSON.parse(line))).toEqual([
      { event: 'mail_delivery_failed', cause: 'DatabaseError', call: 'claim_mail', code: '57014' },
    ])
  })

  test('logs what went wrong, and neither person nor token', async () => {
    const { call, seen } = run({
      queue: [batch('b1'), batch('b2', [{ ...mail, payload: { contact_name: '金丝雀' } }]), batch('b3')],
      answers: [
        retry('batch', null),
        { outcome: 'paused', code: 'invalid_api_key', reason: 'canary-contact' },
      ],
    })
    await call()
    expect(seen.log).toHaveLength(4)
    const token = await links.mint(credential, 1)
    for (const secret of ['金丝雀', 'canary', token, secretKey]) expect(seen.log.join()).not.toContain(secret)
  })
})

test.each([
  [1, 0.5, 15],
  [2, 0.5, 30],
  [1, 0, 11],
  [1, 1, 19],
  [8, 0.5, 1800],
  [60, 0.5, 1800],
])('after attempt %i and chance %f the next one waits %i seconds', (attempt, chance, seconds) => {
  expect(backoffSeconds(attempt, chance)).toBe(seconds)
})
