import { readdirSync } from 'node:fs'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Door } from '../../supabase/functions/_shared/doors.ts'
import { attackersOf } from '../fixtures/attackers.ts'

/** Every function that stands in the folder, so that none can be forgotten: who calls it without the right key to its door. */

const stack = inject('stack')
const { anon, end } = attackersOf(stack)
afterAll(end)

const folder = new URL('../../supabase/functions/', import.meta.url)
const found = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== '_shared')
  .map(({ name }) => name)

const DOORS: Readonly<Record<string, Door>> = {
  'confirm-activation': 'page',
  'deliver-mail': 'doorbell',
  'mail-webhook': 'webhook',
  'open-bundle': 'page',
  'open-credential': 'page',
  'prove-mailbox': 'page',
  'publish-site': 'doorbell',
  'report-mistake': 'page',
}
const behind = (door: Door) => found.filter((name) => DOORS[name] === door)
const at = (name: string) => `/functions/v1/${name}`

test('every function of the folder is known here by its door', () => {
  expect(Object.keys(DOORS)).toEqual(found)
})

describe.each(found)('%s', (name) => {
  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('does nothing by %s', async (method) => {
    const answer = await anon.send(method, `${at(name)}?act=open`)
    expect(answer.status).toBe(405)
  })

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])(
    'does nothing by a GET that %s calls a POST',
    async (header) => {
      expect(
        (await anon.send('GET', `${at(name)}?_method=POST`, undefined, { [header]: 'POST' })).status,
      ).toBe(405)
    },
  )

  test('lets no page of another site read an answer', async () => {
    for (const method of ['OPTIONS', 'POST']) {
      const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' }
      const answer = await anon.send(method, at(name), method === 'POST' ? {} : undefined, headers)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('reads no body without end', async () => {
    // Whoever is refused in the middle of what they say is left with a closed line.
    const answer = await anon.send('POST', at(name), JSON.stringify({ said: 'x'.repeat(2_000_000) }), {
      connection: 'close',
    })
    expect([401, 413]).toContain(answer.status)
  })
})

describe.each(behind('page'))('%s, which pages call', (name) => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'takes no body of the type "%s", which a form of another site could send',
    async (type) => {
      const answer = await anon.send('POST', at(name), '{}', { 'content-type': type })
      expect(answer.status).toBe(415)
    },
  )

  test.each(['https://elsewhere.example', 'null', ''])('does nothing for the origin "%s"', async (origin) => {
    expect((await anon.send('POST', at(name), {}, { origin })).status).toBe(403)
  })

  test('answers a page of the site, by either of its names', async () => {
    for (const origin of [stack.siteUrl, stack.siteUrl.replace('127.0.0.1', 'localhost')]) {
      const answer = await anon.send('POST', at(name), 'no JSON', { origin })
      expect([400, 403, 425, 429]).toContain(answer.status)
      expect(JSON.parse(answer.text)).not.toHaveProperty('reason')
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    }
  })
})

describe.each(behind('doorbell'))('%s, which a schedule rings', (name) => {
  test.each([
    ['the public key', { apikey: stack.publishableKey }],
    ['no key', { apikey: '' }],
    ['a part of the key', { apikey: stack.secretKey.slice(0, -1) }],
    ['the key as a parameter', { apikey: '', 'x-apikey': stack.secretKey }],
    ['a forged bearer', { authorization: 'Bearer service_role' }],
  ])('does not answer to %s', async (_, headers) => {
    expect((await anon.send('POST', at(name), undefined, { ...headers })).status).toBe(401)
  })
})

describe.each(behind('webhook'))('%s, which the provider calls', (name) => {
  const body = JSON.stringify({ type: 'email.bounced', created_at: '2026-11-27T07:59:58Z', data: {} })
  test.each([
    ['no signature', {}],
    ['a signature that anybody can write', { 'svix-id': 'm', 'svix-signature': 'v1,AAAA' }],
    ['the key of a doorbell', { apikey: stack.secretKey }],
  ])('takes nothing with %s', async (_, headers) => {
    const stamp = String(Math.floor(Date.now() / 1000))
    const answer = await anon.send('POST', at(name), body, { 'svix-timestamp': stamp, ...headers })
    expect(answer.status).toBe(401)
  })
})
