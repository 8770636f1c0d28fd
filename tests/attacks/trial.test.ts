import { request } from 'node:http'
import { expect, inject, test } from 'vitest'

/** The trial on somebody's machine, as a page elsewhere finds it that the same person has open. */

const stack = inject('stack')

/** `fetch` lets nobody choose the Host. */
function ask(
  address: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<number>((resolve, reject) => {
    const asked = request(
      address,
      { method: options.method ?? 'GET', headers: options.headers },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    asked.once('error', reject)
    asked.end(options.body)
  })
}

const elsewhere = { origin: 'https://elsewhere.example', 'content-type': 'text/plain' }
const mail = { from: 'a@b.cn', to: 'c@d.cn', subject: 'x', html: 'x' }

test.each([
  ['the mailbox', `${stack.mailboxUrl}/api/messages`],
  ['the API', `${stack.url}/auth/v1/settings`],
  ['the site', `${stack.siteUrl}/publication.json`],
])('%s does not answer to a name that somebody pointed at this machine', async (_, address) => {
  const { port } = new URL(address)
  for (const host of [
    'elsewhere.example',
    `elsewhere.example:${port}`,
    '127.0.0.1.elsewhere.example',
    '192.168.1.7',
    '-',
  ])
    expect(await ask(address, { headers: { host, apikey: stack.publishableKey } })).toBe(421)
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', `[::1]:${port}`])
    expect(await ask(address, { headers: { host, apikey: stack.publishableKey } })).not.toBe(421)
})

test('the mailbox is neither emptied nor filled by a page elsewhere', async () => {
  const messages = `${stack.mailboxUrl}/api/messages`
  for (const origin of ['https://elsewhere.example', 'null', stack.siteUrl]) {
    expect(await ask(messages, { method: 'DELETE', headers: { origin } })).toBe(403)
    const headers = { ...elsewhere, origin, authorization: 'Bearer re_x' }
    expect(
      await ask(`${stack.mailboxUrl}/emails`, { method: 'POST', headers, body: JSON.stringify(mail) }),
    ).toBe(403)
  }
  const answer = await fetch(messages, { headers: { origin: 'https://elsewhere.example' } })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('a build of the site starts for whoever has its key', async () => {
  const hook = stack.environment['PUBLICATION_HOOK_URL'] ?? ''
  expect(hook).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/local\/build-hook\/[\w-]{43}$/)
  for (const guess of ['', '/', '/x', `/${'A'.repeat(43)}`])
    expect(await ask(`${stack.url}/local/build-hook${guess}`, { method: 'POST', headers: elsewhere })).toBe(
      404,
    )
  expect(await ask(hook)).toBe(404)
  expect(await ask(hook, { method: 'POST' })).toBe(202)
})
