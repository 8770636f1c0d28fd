import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { describe, expect, inject, test } from 'vitest'
import { codeOf, linksOf, textOf } from '../../../supabase/local/mailbox/content.ts'
import { mailboxAt } from '../../fixtures/stack.ts'

const stack = inject('stack')
const mailbox = mailboxAt(stack.mailboxUrl)

describe('the gateway', () => {
  test('lets a page of another address sign in: preflight and answer carry what a browser asks for', async () => {
    const preflight = await fetch(`${stack.url}/auth/v1/otp`, {
      method: 'OPTIONS',
      headers: {
        Origin: stack.siteUrl,
        'Access-Control-Request-Headers': 'apikey,content-type,x-client-info',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-headers')).toBe('apikey,content-type,x-client-info')
    const answer = await fetch(`${stack.url}/auth/v1/settings`, { headers: { apikey: stack.publishableKey } })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  })

  test.for([
    '/_system/info',
    '/_system/introspect',
    '/storage/v1/bucket',
    '/',
    '/functions/v1',
    '/functions/v1/nothing-here',
  ])('has nothing at %s', async (path) => {
    expect((await fetch(`${stack.url}${path}`, { headers: { apikey: stack.secretKey } })).status).toBe(404)
  })

  test.for(['', 'sb_publishable_wrong'])('refuses the key "%s"', async (apikey) => {
    const answer = await fetch(`${stack.url}/rest/v1/divisions`, { headers: apikey ? { apikey } : {} })
    expect(answer.status).toBe(401)
  })

  test('gives at most a thousand rows, as hosted Supabase does', async () => {
    const { data } = await createClient(stack.url, stack.publishableKey).from('divisions').select('code')
    expect(data).toHaveLength(1000)
  })

  test('listens on this machine only', async () => {
    for (const address of [stack.url, stack.siteUrl, stack.mailboxUrl])
      expect(new URL(address).hostname).toBe('127.0.0.1')
  })
})

describe('signing in', () => {
  test('goes by the six digits that the mailbox shows', async () => {
    const email = `${randomUUID()}@example.cn`
    const client = createClient(stack.url, stack.publishableKey, { auth: { persistSession: false } })
    expect((await client.auth.signInWithOtp({ email })).error).toBeNull()
    const [mail] = await mailbox.messages(email)
    expect(mail?.subject).toBe('登录验证码')
    const token = codeOf(mail?.text ?? '') ?? ''
    expect(token).toMatch(/^\d{6}$/)

    const page = await fetch(`${stack.mailboxUrl}/messages/${mail?.id}`)
    expect(await page.text()).toContain(`<strong>${token}</strong>`)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")

    const { data } = await client.auth.verifyOtp({ email, token, type: 'email' })
    expect(data.user?.email).toBe(email)
  })
})

describe('the mailbox takes mail as Resend does', () => {
  const letter = { from: '名录 <a@example.cn>', to: ['b@example.cn'], subject: '信', text: '正文' }

  function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    return fetch(`${stack.mailboxUrl}${path}`, {
      method: 'POST',
      headers: { Authorization: 'Bearer re_test', 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  }

  test('one key: the same batch is answered alike and kept once, a changed one is refused', async () => {
    const to = `${randomUUID()}@example.cn`
    const key = { 'Idempotency-Key': `batch/${randomUUID()}` }
    const batch = [
      { ...letter, to },
      { ...letter, to },
    ]
    const first = await (await post('/emails/batch', batch, key)).json()
    expect(await (await post('/emails/batch', batch, key)).json()).toEqual(first)
    expect(first.data).toHaveLength(2)
    expect(await mailbox.messages(to)).toHaveLength(2)
    const changed = await post('/emails/batch', [{ ...letter, to, subject: '改过' }], key)
    expect(changed.status).toBe(409)
    expect(await changed.json()).toMatchObject({ statusCode: 409, name: 'invalid_idempotent_request' })
  })

  test.for([
    ['without a key of the account', '/emails', letter, { Authorization: '' }, 401],
    ['with a key that is too long', '/emails', letter, { 'Idempotency-Key': 'k'.repeat(257) }, 400],
    ['without a recipient', '/emails', { ...letter, to: [] }, {}, 422],
    ['of more than a hundred mails', '/emails/batch', Array.from({ length: 101 }, () => letter), {}, 422],
    ['that is no mail', '/emails', 'nothing', {}, 422],
  ] as const)('a request %s is refused', async ([, path, body, headers, status]) => {
    expect((await post(path, body, headers)).status).toBe(status)
  })

  test('a mail cannot run anything in the page that shows it', async () => {
    const to = `${randomUUID()}@example.cn`
    await post('/emails', {
      ...letter,
      to,
      subject: '<script>alert(1)</script>',
      html: '<script>alert(2)</script>',
    })
    const [mail] = await mailbox.messages(to)
    const page = await (await fetch(`${stack.mailboxUrl}/messages/${mail?.id}`)).text()
    expect(page).not.toContain('<script>alert')
    const body = await fetch(`${stack.mailboxUrl}/messages/${mail?.id}/body`)
    expect(body.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox allow-popups/)
  })
})

describe('what the mailbox reads out of a mail', () => {
  test.for([
    ['the code alone on its line', '<p>您好</p><p><strong>012345</strong></p>', '012345', []],
    ['no code in a year or a long number', '<p>2026 年，编号 123456 号</p><p>13800138000</p>', undefined, []],
    [
      'a link whole, its token in the fragment included',
      '<p><a href="http://127.0.0.1:4321/credential#a.b-c_d&amp;e">打开凭据</a>。</p>',
      undefined,
      ['http://127.0.0.1:4321/credential#a.b-c_d&e'],
    ],
  ] as const)('%s', ([, html, code, links]) => {
    const text = textOf(html)
    expect(codeOf(text)).toBe(code)
    expect(linksOf(text)).toEqual(links)
  })
})
