import { Resend } from 'resend'
import { afterEach, describe, expect, inject, test } from 'vitest'
import { type Listener, serveRequests } from '../../../supabase/local/process/listener.ts'
import {
  createResend,
  deliverTo,
  RETRY_SECONDS,
  type StandInOptions,
  type Webhook,
} from '../../fixtures/resend-stand-in.ts'

/** What the documentation promises, asked through Resend's own SDK; of the stand-in, and of the mailbox, which is one. */

const listeners: Listener[] = []
afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())))

async function standIn(options: StandInOptions = {}) {
  const reports: Webhook[] = []
  const resend = createResend({
    requestsPerSecond: null,
    report: (webhook) => reports.push(webhook),
    ...options,
  })
  const listener = await serveRequests(0, resend.fetch)
  listeners.push(listener)
  return { ...resend, url: listener.url, sdk: new Resend('re_test', { baseUrl: listener.url }), reports }
}
const letter = (to: string, tag = 'x') => ({
  from: '名录 <notice@example.org>',
  to,
  subject: '信',
  text: '正文',
  tags: [{ name: 'mail', value: tag }],
})
const types = (reports: Webhook[]) => reports.map(({ type }) => type)

describe.each([
  ['the stand-in', async () => (await standIn()).url],
  ['the local mailbox', async () => inject('stack').mailboxUrl],
] as const)('%s', (_, addressOf) => {
  const connect = async () => new Resend('re_test', { baseUrl: await addressOf() })
  const key = () => ({ idempotencyKey: `batch/${crypto.randomUUID()}` })

  test('answers a repeated key alike and sends nothing twice', async () => {
    const sdk = await connect()
    const to = `${crypto.randomUUID()}@example.org`
    const once = key()
    const first = await sdk.batch.send([letter(to)], once)
    const second = await sdk.batch.send([letter(to)], once)
    expect(second.data).toEqual(first.data)
    const listed = await sdk.emails.list({ limit: 100 })
    expect(listed.data?.data.filter((email) => email.to.includes(to))).toHaveLength(1)
  })

  test('refuses a key that comes with other words', async () => {
    const sdk = await connect()
    const once = key()
    await sdk.batch.send([letter('a@example.org')], once)
    const changed = await sdk.batch.send([letter('b@example.org')], once)
    expect(changed.error).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' })
  })

  test('forgets a key whose request was refused: nothing was sent', async () => {
    const sdk = await connect()
    const once = key()
    expect((await sdk.batch.send([letter('nowhere')], once)).error).toMatchObject({ statusCode: 422 })
    expect((await sdk.batch.send([letter('a@example.org')], once)).error).toBeNull()
  })

  test('strict: one bad address and none is sent; permissive: the others are, and it is named', async () => {
    const sdk = await connect()
    const to = `${crypto.randomUUID()}@example.org`
    const batch = [letter(to), letter('nowhere'), letter(to)]
    const sent = async () =>
      (await sdk.emails.list({ limit: 100 })).data?.data.filter((email) => email.to.includes(to)).length
    expect((await sdk.batch.send(batch, key())).error).toMatchObject({
      statusCode: 422,
      name: 'validation_error',
    })
    expect(await sent()).toBe(0)
    const { data } = await sdk.batch.send(batch, { ...key(), batchValidation: 'permissive' })
    expect(data?.data).toHaveLength(2)
    expect(data?.errors).toEqual([{ index: 1, message: expect.stringContaining('`to`') }])
    expect(await sent()).toBe(2)
  })

  test('tells what it sent, newest first, page by page, and its tags when asked for one', async () => {
    const sdk = await connect()
    const { data } = await sdk.batch.send([letter('a@example.org', 'one'), letter('b@example.org', 'two')])
    const [first, second] = data?.data ?? []
    const page = await sdk.emails.list({ limit: 1 })
    expect(page.data?.data.map(({ id }) => id)).toEqual([second?.id])
    const next = await sdk.emails.list({ limit: 1, after: second?.id ?? '' })
    expect(next.data?.data.map(({ id }) => id)).toEqual([first?.id])
    expect((await sdk.emails.get(first?.id ?? '')).data?.tags).toEqual([{ name: 'mail', value: 'one' }])
  })

  test('takes an address from its list once, and then knows it no more', async () => {
    const sdk = await connect()
    const address = `${crypto.randomUUID()}@example.org`
    await sdk.suppressions.add({ email: address })
    expect((await sdk.suppressions.get(address)).data).toMatchObject({ email: address, origin: 'manual' })
    expect((await sdk.suppressions.remove(address)).data).toMatchObject({ deleted: true })
    expect((await sdk.suppressions.remove(address)).error).toMatchObject({ statusCode: 404 })
  })

  test.each([
    ['no key', '', 401, 'missing_api_key'],
    ['no key of Resend’s', 'Bearer abc', 401, 'validation_error'],
  ])('with %s answers %s', async (_, authorization, status, name) => {
    const answer = await fetch(`${await addressOf()}/emails`, { headers: { authorization } })
    expect([answer.status, await answer.json()]).toEqual([status, expect.objectContaining({ name })])
  })
})

test('a second request while the first is under way is a conflict, and the first one sends', async () => {
  let release = () => {}
  const waiting = new Promise<void>((resolve) => {
    release = resolve
  })
  let arrived = () => {}
  const underWay = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const { sdk, emails } = await standIn({
    around: async (moment) => {
      if (moment !== 'arrived') return
      arrived()
      await waiting
    },
  })
  const once = { idempotencyKey: 'batch/1' }
  const first = sdk.batch.send([letter('a@example.org')], once)
  await underWay
  const second = await sdk.batch.send([letter('a@example.org')], once)
  expect(second.error).toMatchObject({ statusCode: 409, name: 'concurrent_idempotent_requests' })
  release()
  expect((await first).error).toBeNull()
  expect(emails()).toHaveLength(1)
})

test('a key is forgotten after 24 hours, and then the same request sends again', async () => {
  let now = 0
  const { sdk, emails } = await standIn({ now: () => now })
  const once = { idempotencyKey: 'batch/1' }
  await sdk.batch.send([letter('a@example.org')], once)
  now += 24 * 3600 * 1000 - 1
  await sdk.batch.send([letter('a@example.org')], once)
  expect(emails()).toHaveLength(1)
  now += 1
  await sdk.batch.send([letter('a@example.org')], once)
  expect(emails()).toHaveLength(2)
})

test('more than two requests in a second are too many, and every answer says how many are left', async () => {
  let now = 0
  const { sdk } = await standIn({ requestsPerSecond: 2, now: () => now })
  const asked = [await sdk.emails.list(), await sdk.emails.list(), await sdk.emails.list()]
  expect(asked.map(({ headers }) => headers?.['ratelimit-remaining'])).toEqual(['1', '0', '0'])
  expect(asked[2]).toMatchObject({
    error: { statusCode: 429, name: 'rate_limit_exceeded' },
    headers: { 'retry-after': '1' },
  })
  now += 1000
  expect((await sdk.emails.list()).error).toBeNull()
})

test('a quota that is used up is said as such', async () => {
  const { sdk } = await standIn({ dailyQuota: 1 })
  await sdk.batch.send([letter('a@example.org')])
  expect((await sdk.batch.send([letter('a@example.org')])).error).toMatchObject({
    statusCode: 429,
    name: 'daily_quota_exceeded',
  })
})

describe('reports', () => {
  test('tell a mail’s whole way, and a bounced address gets nothing more until it is taken from the list', async () => {
    const { sdk, reports } = await standIn()
    await sdk.batch.send([letter('bounced+x@resend.dev', 'm1')])
    expect(types(reports)).toEqual(['email.sent', 'email.bounced', 'suppression.added'])
    expect(JSON.parse(reports[1]?.body ?? '')).toMatchObject({
      data: { tags: { mail: 'm1' }, bounce: { type: 'Permanent' } },
    })
    reports.length = 0
    await sdk.batch.send([letter('bounced+x@resend.dev')])
    expect(types(reports)).toEqual(['email.suppressed'])
    await sdk.suppressions.remove('bounced+x@resend.dev')
    reports.length = 0
    await sdk.batch.send([letter('bounced+x@resend.dev')])
    expect(types(reports)).toContain('email.bounced')
  })

  test('come again on the documented schedule until they are taken, under one id', async () => {
    const { sdk, reports } = await standIn()
    await sdk.batch.send([letter('a@example.org')])
    const [report] = reports
    if (!report) throw new Error('no report')
    const attempts: { id: string | null; after: number }[] = []
    let after = 0
    const later = (seconds: number, again: () => void) => {
      after = seconds
      again()
    }
    const refuse = async (request: Request) => {
      attempts.push({ id: request.headers.get('svix-id'), after })
      return new Response(null, { status: 500 })
    }
    await deliverTo(refuse, 'http://functions/mail-webhook', ['whsec_AAAA'], report, later)
    // Attempts follow each other by promises alone.
    while (attempts.length < RETRY_SECONDS.length) await Promise.resolve()
    expect(attempts.map(({ after }) => after)).toEqual([...RETRY_SECONDS])
    expect(new Set(attempts.map(({ id }) => id)).size).toBe(1)
  })
})
