import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { Resend } from 'resend'
import { afterEach, expect, test } from 'vitest'
import type { RenderedMail } from '../../../supabase/functions/_shared/mail/render.ts'
import { createSend } from '../../../supabase/functions/deliver-mail/send.ts'

const message: RenderedMail = {
  from: 'n@example.org',
  to: 'a@b.cn',
  subject: '题',
  html: '<p>文</p>',
  text: '文',
  tags: [{ name: 'mail', value: '5d1c6f6e-0000-4000-8000-000000000001' }],
}

interface Answer {
  status: number
  headers?: Record<string, string>
  body: string
}

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** The provider's end of the wire: keeps what the SDK asks and gives one answer. Null hangs up. */
async function provider(answer: Answer | null) {
  const asked: { path: string | undefined; headers: IncomingHttpHeaders; body: string }[] = []
  const listening = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ path: request.url, headers: request.headers, body })
    if (answer === null) request.socket.destroy()
    else response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server = listening
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const send = createSend(new Resend('re_test', { baseUrl: `http://127.0.0.1:${port}` }))
  return { asked, send }
}

const refused = (
  status: number,
  name: string,
  headers = {},
  message = 'as the documentation words it',
): Answer => ({ status, headers, body: JSON.stringify({ statusCode: status, name, message }) })

test('a batch goes out as one strict request under its key', async () => {
  const { send, asked } = await provider({ status: 200, body: '{"data":[{"id":"p1"},{"id":"p2"}]}' })
  expect(await send('batch/b1', [message, message])).toEqual({
    outcome: 'sent',
    provider_ids: ['p1', 'p2'],
    rest_seconds: 0,
  })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({
    path: '/emails/batch',
    headers: {
      'idempotency-key': 'batch/b1',
      authorization: 'Bearer re_test',
      'x-batch-validation': 'strict',
    },
  })
  expect(JSON.parse(asked[0]?.body ?? '')).toEqual([message, message])
})

test('a permissive answer is read by place: what was taken has its id, the rest its reason', async () => {
  const body = JSON.stringify({
    data: [{ id: 'p0' }, { id: 'p2' }],
    errors: [{ index: 1, message: 'Invalid `to` field.' }],
  })
  const { send, asked } = await provider({ status: 200, body })
  expect(await send('batch/b1', [message, message, message], 'permissive')).toEqual({
    outcome: 'sent',
    provider_ids: ['p0', null, 'p2'],
    refused: [{ index: 1, reason: expect.stringMatching(/^收件邮箱的写法不对，请核对（Invalid/) }],
    rest_seconds: 0,
  })
  expect(asked[0]?.headers['x-batch-validation']).toBe('permissive')
})

test('a permissive answer that takes nothing is a refusal', async () => {
  const { send } = await provider({
    status: 200,
    body: JSON.stringify({ data: [], errors: [{ index: 0, message: 'Invalid `to` field.' }] }),
  })
  expect(await send('batch/b1', [message], 'permissive')).toMatchObject({ outcome: 'failed' })
})

test('the same batch is the same bytes on the wire', async () => {
  const { send, asked } = await provider({ status: 200, body: '{"data":[{"id":"p1"}]}' })
  await send('batch/b1', [message])
  await send('batch/b1', [message])
  expect(asked[1]?.body).toBe(asked[0]?.body)
})

test.each([
  ['used up', { 'ratelimit-remaining': '0', 'ratelimit-reset': '2' }, 2],
  ['not used up', { 'ratelimit-remaining': '1', 'ratelimit-reset': '2' }, 0],
  ['unreadable', { 'ratelimit-remaining': '0', 'ratelimit-reset': 'soon' }, 0],
])('a rate window that is %s asks for a rest of its length', async (_, headers, rest_seconds) => {
  const { send } = await provider({ status: 200, headers, body: '{"data":[{"id":"p1"}]}' })
  expect(await send('batch/b1', [message])).toMatchObject({ outcome: 'sent', rest_seconds })
})

test.each([
  ['400 validation_error', refused(400, 'validation_error'), { outcome: 'failed' }],
  ['422 missing_required_field', refused(422, 'missing_required_field'), { outcome: 'failed' }],
  ['413 from a proxy', { status: 413, body: '<html>' }, { outcome: 'failed' }],
  ['422 invalid_from_address', refused(422, 'invalid_from_address'), { outcome: 'paused' }],
  ['401 missing_api_key', refused(401, 'missing_api_key'), { outcome: 'paused' }],
  ['401 restricted_api_key', refused(401, 'restricted_api_key'), { outcome: 'paused' }],
  ['403 invalid_api_key', refused(403, 'invalid_api_key'), { outcome: 'paused' }],
  [
    '403 validation_error',
    refused(403, 'validation_error'),
    { outcome: 'paused', reason: expect.stringContaining('发信域名') },
  ],
  ['404 not_found', refused(404, 'not_found'), { outcome: 'paused' }],
  [
    '451 security_error',
    refused(451, 'security_error'),
    { outcome: 'paused', reason: expect.stringContaining('安全原因') },
  ],
  [
    '429 daily_quota_exceeded',
    refused(429, 'daily_quota_exceeded', { 'retry-after': '60' }),
    { outcome: 'paused' },
  ],
  ['429 monthly_quota_exceeded', refused(429, 'monthly_quota_exceeded'), { outcome: 'paused' }],
  [
    '429 rate_limit_exceeded',
    refused(429, 'rate_limit_exceeded', { 'retry-after': '3' }),
    { outcome: 'retry', scope: 'provider', after_seconds: 3, certain: true },
  ],
  [
    '429 with a retry-after of nothing',
    refused(429, 'rate_limit_exceeded', { 'retry-after': '0' }),
    { outcome: 'retry', scope: 'provider', after_seconds: 1 },
  ],
  [
    '409 concurrent_idempotent_requests',
    refused(409, 'concurrent_idempotent_requests'),
    { outcome: 'retry', scope: 'batch', after_seconds: null, certain: false },
  ],
  ['409 invalid_idempotent_request', refused(409, 'invalid_idempotent_request'), { outcome: 'unknown' }],
  [
    '400 for a key that is no key',
    refused(400, 'validation_error', {}, 'API key is invalid'),
    { outcome: 'paused' },
  ],
  [
    '401 for a deleted key',
    refused(401, 'validation_error', {}, 'API key is invalid'),
    { outcome: 'paused' },
  ],
  [
    '422 for our own address',
    refused(422, 'validation_error', {}, 'Invalid `from` field.'),
    { outcome: 'paused' },
  ],
  [
    '500 internal_server_error',
    refused(500, 'internal_server_error'),
    { outcome: 'retry', scope: 'provider', after_seconds: null },
  ],
  [
    '503 with retry-after',
    refused(503, 'application_error', { 'retry-after': '20' }),
    { outcome: 'retry', scope: 'provider', after_seconds: 20 },
  ],
  ['502 from a proxy', { status: 502, body: '<html>bad gateway' }, { outcome: 'retry', scope: 'provider' }],
  ['200 that is cut short', { status: 200, body: '{"data":[{"i' }, { outcome: 'retry', scope: 'provider' }],
  ['200 with too few ids', { status: 200, body: '{"data":[]}' }, { outcome: 'retry', scope: 'provider' }],
  ['a null', { status: 400, body: 'null' }, { outcome: 'retry', scope: 'provider' }],
  ['no answer', null, { outcome: 'retry', scope: 'provider', after_seconds: null, certain: false }],
])('%s', async (_, answer, outcome) => {
  const { send } = await provider(answer)
  const result = await send('batch/b1', [message])
  expect(result).toMatchObject(outcome)
  expect(result).toHaveProperty('reason', expect.stringMatching(/[一-龥]/))
})
