import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DatabaseError } from '../../../supabase/functions/_shared/database/calls.ts'
import type { MailEvent } from '../../../supabase/functions/_shared/database/mail.ts'
import { createHandler } from '../../../supabase/functions/mail-webhook/handler.ts'
import { readReport } from '../../../supabase/functions/mail-webhook/report.ts'
import { createVerifySvix } from '../../../supabase/functions/mail-webhook/svix.ts'
import { signedHeaders, type Webhook } from '../../fixtures/resend-stand-in.ts'

const [old, fresh, foreign] = ['a', 'b', 'c'].map(
  (letter) => `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`,
) as [string, string, string]
const now = Date.parse('2026-11-27T08:00:00Z')
const mail = '5d1c6f6e-0000-4000-8000-000000000001'

const body = JSON.stringify({
  type: 'email.bounced',
  created_at: '2026-11-27T07:59:58.123Z',
  data: {
    email_id: 'p1',
    to: ['canary@school.example.cn'],
    subject: '金丝雀中学：请领取账号凭据',
    tags: { mail },
    bounce: { type: 'Permanent', subType: 'NoEmail', message: '550 <canary@school.example.cn> unknown' },
  },
})
const webhook: Webhook = { id: 'msg_1', type: 'email.bounced', body, attempt: 0 }

function endpoint(
  record: (id: string, event: MailEvent) => Promise<'applied' | 'repeated' | 'kept'> = async () => 'applied',
) {
  const seen = { events: [] as [string, MailEvent][], log: [] as string[] }
  const handle = createHandler({
    verify: createVerifySvix([fresh, old]),
    database: {
      recordMailEvent: (id, event) => {
        seen.events.push([id, event])
        return record(id, event)
      },
    },
    now: () => now,
    log: (event, facts) => seen.log.push(JSON.stringify({ event, ...facts })),
  })
  const post = (headers: Record<string, string>, sent = body, method = 'POST') =>
    handle(
      new Request('http://functions/mail-webhook', {
        method,
        headers,
        ...(method === 'GET' ? {} : { body: sent }),
      }),
    )
  return { post, seen }
}

describe('a report is taken', () => {
  test.each([
    ['signed with the new secret', signedHeaders(webhook, [fresh], now)],
    ['signed with the old one, while both are in force', signedHeaders(webhook, [old], now)],
    ['signed with several, one of them ours', signedHeaders(webhook, [foreign, fresh], now)],
    ['almost five minutes old', signedHeaders(webhook, [fresh], now - 299_000)],
    ['from a clock almost five minutes ahead', signedHeaders(webhook, [fresh], now + 299_000)],
  ])('%s', async (_, headers) => {
    const { post, seen } = endpoint()
    const response = await post(headers)
    expect([response.status, await response.json()]).toEqual([200, { outcome: 'applied' }])
    expect(seen.events.map(([id]) => id)).toEqual(['msg_1'])
  })
})

describe('a report changes nothing', () => {
  const good = signedHeaders(webhook, [fresh], now)
  const bare = (key: Buffer) =>
    `v1,${createHmac('sha256', key).update(`msg_1.${good['svix-timestamp']}.${body}`).digest('base64')}`
  test.each([
    ['forged with another secret', signedHeaders(webhook, [foreign], now), body],
    [
      'signed with the secret’s letters instead of its bytes',
      { ...good, 'svix-signature': bare(Buffer.from(fresh)) },
      body,
    ],
    ['re-serialised with other white space', good, JSON.stringify(JSON.parse(body), null, 1)],
    ['with one letter changed', good, body.replace('Permanent', 'Transient')],
    ['under another id', { ...good, 'svix-id': 'msg_2' }, body],
    ['more than five minutes old', signedHeaders(webhook, [fresh], now - 301_000), body],
    ['from more than five minutes ahead', signedHeaders(webhook, [fresh], now + 301_000), body],
    [
      'with its timestamp moved to now',
      { ...signedHeaders(webhook, [fresh], now - 301_000), 'svix-timestamp': good['svix-timestamp'] ?? '' },
      body,
    ],
    ['with a timestamp that is no number', { ...good, 'svix-timestamp': 'now' }, body],
    [
      'with a signature of another version',
      { ...good, 'svix-signature': (good['svix-signature'] ?? '').replace('v1,', 'v2,') },
      body,
    ],
    ['with an empty signature', { ...good, 'svix-signature': 'v1,' }, body],
    ['without an id', { ...good, 'svix-id': '' }, body],
    ['without any header', {}, body],
  ])('%s', async (_, headers, sent) => {
    const { post, seen } = endpoint()
    expect((await post(headers, sent)).status).toBe(401)
    expect(seen.events).toEqual([])
    expect(seen.log).toEqual(['{"event":"webhook_unauthorized"}'])
  })

  test('by GET, too long, or no report though it is signed', async () => {
    const { post, seen } = endpoint()
    expect((await post({}, '', 'GET')).status).toBe(405)
    expect((await post({}, 'x'.repeat(64 * 1024 + 1))).status).toBe(413)
    const nothing = { ...webhook, body: '"nothing"' }
    expect((await post(signedHeaders(nothing, [fresh], now), nothing.body)).status).toBe(400)
    expect(seen.events).toEqual([])
  })
})

test('a report that could not be stored is answered 500, so that it comes again, and is logged without persons', async () => {
  const { post, seen } = endpoint(() => Promise.reject(new DatabaseError('record_mail_event', '57014')))
  const response = await post(signedHeaders(webhook, [fresh], now))
  expect([response.status, await response.json()]).toEqual([500, { outcome: 'failed' }])
  expect(seen.log.join()).not.toMatch(/canary|金丝雀/)
})

describe('what is read out of a report', () => {
  test('is the mail by its tag, the time, and the reason in plain words, without address and subject', () => {
    expect(readReport(body)).toEqual({
      type: 'email.bounced',
      mail_id: mail,
      provider_id: 'p1',
      happened_at: '2026-11-27T07:59:58.123Z',
      address: 'canary@school.example.cn',
      is_dead: true,
      reason: '这个邮箱不存在，请核对地址',
      detail: { bounce_type: 'Permanent', bounce_subtype: 'NoEmail', message: '550 <…> unknown' },
    })
  })

  const report = (type: string, data: object) =>
    readReport(
      JSON.stringify({ type, created_at: '2026-11-27T08:00:00Z', data: { email_id: 'p1', ...data } }),
    )
  test.each([
    ['email.delivered', {}, false, null],
    ['email.delivery_delayed', {}, false, /暂时不收/],
    ['email.complained', {}, true, /垃圾邮件/],
    [
      'email.suppressed',
      { suppressed: { type: 'OnAccountSuppressionList', message: 'm' } },
      true,
      /以前退过信/,
    ],
    ['email.failed', { failed: { reason: 'reached_daily_quota' } }, false, /没有发出/],
    ['email.bounced', { bounce: { type: 'Transient', subType: 'MailboxFull', message: 'm' } }, false, /已满/],
    ['email.bounced', { bounce: { type: 'Transient', subType: 'General', message: 'm' } }, false, /推迟/],
    ['email.bounced', { bounce: { type: 'Permanent', subType: 'General', message: 'm' } }, true, /退回/],
    ['email.bounced', {}, true, /退回/],
    ['suppression.added', { email: 'a@example.org', origin: 'complaint' }, true, /垃圾邮件/],
    ['suppression.removed', { email: 'a@example.org' }, false, null],
    ['something.new', { to: 'no list' }, false, null],
  ])('%s with %j', (type, data, is_dead, reason) => {
    const read = report(type, data)
    expect(read).toMatchObject({ type, is_dead })
    if (reason === null) expect(read?.reason).toBeNull()
    else expect(read?.reason).toMatch(reason)
  })

  test.each([
    [
      'a list',
      [
        { name: 'kind', value: 'x' },
        { name: 'mail', value: mail },
      ],
      mail,
    ],
    ['no tag of ours', { campaign: 'x' }, null],
    ['a tag that is no id', { mail: 'x' }, null],
    ['nothing', undefined, null],
  ])('tags as %s', (_, tags, expected) => {
    expect(report('email.sent', { tags })?.mail_id).toBe(expected)
  })
})
