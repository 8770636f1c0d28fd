import { describe, expect, test } from 'vitest'
import type { ClaimedPublication } from '../../../supabase/functions/_shared/database/publication.ts'
import { createHandler } from '../../../supabase/functions/publish-site/handler.ts'

const secretKey = 'sb_secret_0123456789abcdef'
const hookUrl = 'https://host.example.org/hooks/canary-hook'

/** The world outside: how the hook answers, and what the live site says of itself. An Error is a lost connection. */
function run(world: {
  publication: ClaimedPublication | null
  hook?: Response | Error
  live?: Response | Error
}) {
  const seen = { asked: [] as string[], settled: [] as unknown[], log: [] as string[] }
  const handler = createHandler({
    database: {
      claimPublication: async () => world.publication,
      settlePublication: async (id, result) => seen.settled.push({ id, ...result }),
    },
    siteUrl: 'https://minglu.example.org',
    hookUrl,
    secretKey,
    fetch: async (address, init) => {
      seen.asked.push(`${init?.method ?? 'GET'} ${address}`)
      const answer = address === hookUrl ? world.hook : world.live
      if (answer instanceof Response) return answer
      throw answer ?? new TypeError('fetch failed')
    },
    log: (event, facts) => seen.log.push(JSON.stringify({ event, ...facts })),
  })
  const call = (init: RequestInit = {}) =>
    handler(
      new Request('http://functions/publish-site', {
        method: 'POST',
        headers: { apikey: secretKey },
        ...init,
      }),
    )
  return { call, seen }
}

const first: ClaimedPublication = { id: '7', reason: 'organizations', attempt: 1, revision: 42 }
const later: ClaimedPublication = { ...first, attempt: 2 }
const lookedUp = 'GET https://minglu.example.org/publication.json'
const rung = `POST ${hookUrl}`

describe('a call', () => {
  test.each([
    ['has nothing to do', { publication: null }, { outcome: 'nothing_due' }, [], []],
    [
      'rings the hook for a fresh claim and leaves it open',
      { publication: first, hook: new Response('', { status: 201 }), live: Response.json({ revision: 42 }) },
      { outcome: 'rung' },
      [rung],
      [],
    ],
    [
      'finds the revision live later and settles with what it saw',
      { publication: later, live: Response.json({ revision: 43, taken_at: '2026-11-22T11:09:06Z' }) },
      { outcome: 'live', revision: 43 },
      [lookedUp],
      [{ id: '7', succeeded: true, revision: 43, error: null }],
    ],
    [
      'rings again where the site still shows an older revision',
      { publication: later, live: Response.json({ revision: 41 }), hook: new Response() },
      { outcome: 'rung' },
      [lookedUp, rung],
      [],
    ],
    [
      'rings again where the site says nothing readable',
      { publication: later, live: new Response('<html>'), hook: new Response() },
      { outcome: 'rung' },
      [lookedUp, rung],
      [],
    ],
    [
      'rings again where the site is away',
      { publication: later, live: new TypeError('fetch failed'), hook: new Response() },
      { outcome: 'rung' },
      [lookedUp, rung],
      [],
    ],
    [
      'settles a refusing hook as failed, with the reason',
      { publication: first, hook: new Response('canary', { status: 403 }) },
      { outcome: 'hook_refused', reason: '网站主机的构建钩子答复 403' },
      [rung],
      [{ id: '7', succeeded: false, revision: null, error: '网站主机的构建钩子答复 403' }],
    ],
    [
      'settles a silent hook as failed, with the reason',
      { publication: first, hook: new TypeError(`fetch failed: ${hookUrl}`) },
      { outcome: 'hook_refused', reason: '网站主机的构建钩子没有答复' },
      [rung],
      [{ id: '7', succeeded: false, revision: null, error: '网站主机的构建钩子没有答复' }],
    ],
  ])('%s', async (_, world, body, asked, settled) => {
    const { call, seen } = run(world)
    const response = await call()
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(body)
    expect(seen.asked).toEqual(asked)
    expect(seen.settled).toEqual(settled)
    expect(seen.log.join()).not.toContain('canary')
  })

  test.each([
    ['without the key', { headers: {} }, 401, 'unauthorized'],
    ['with a browser’s key', { headers: { apikey: 'sb_publishable_x' } }, 401, 'unauthorized'],
    ['by GET', { method: 'GET' }, 405, 'method_not_allowed'],
  ])('%s does nothing', async (_, init, status, outcome) => {
    const { call, seen } = run({ publication: first, hook: new Response() })
    const response = await call(init)
    expect(response.status).toBe(status)
    expect(await response.json()).toEqual({ outcome })
    expect(seen.asked).toEqual([])
  })
})
