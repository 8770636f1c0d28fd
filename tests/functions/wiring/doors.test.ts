import { describe, expect, test } from 'vitest'
import { clientNetwork, type Network } from '../../../supabase/functions/_shared/client-network.ts'
import { createPageFunction } from '../../../supabase/functions/_shared/page-function.ts'
import { pageRequest } from '../../fixtures/page-request.ts'

const [own, further] = ['https://minglu.example.org', 'https://www.minglu.example.org']

function pageFunction() {
  const acted: Network[] = []
  const call = createPageFunction({
    door: { origins: [own, further], hops: 1 },
    log: () => {},
    failure: 'failed',
    status: { done: 200 },
    act: async (_, caller) => {
      acted.push(caller)
      return { outcome: 'done' }
    },
  })
  return { call, acted }
}

describe('a page’s door', () => {
  test.each([own, further])('opens to a page of %s and lets it alone read the answer', async (origin) => {
    const { call, acted } = pageFunction()
    const answer = await call(pageRequest({}, { origin }))
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin])
    expect(answer.headers.get('vary')).toBe('origin')
    expect(acted).toHaveLength(1)
  })

  test.each([
    'https://elsewhere.example',
    'http://minglu.example.org',
    'https://minglu.example.org:444',
    'https://minglu.example.org.elsewhere.example',
    'https://elsewhere.example/https://minglu.example.org',
    'https://MINGLU.example.org',
    'null',
    '*',
    null,
  ])('stays shut to the origin %s, asked first or not', async (origin) => {
    const { call, acted } = pageFunction()
    const headers = origin === null ? new Headers() : new Headers({ origin })
    const asked = await call(new Request('http://functions/x', { method: 'OPTIONS', headers }))
    const posted = await call(pageRequest({}, { origin }))
    for (const answer of [asked, posted]) {
      expect(answer.status).toBe(403)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
    expect(acted).toEqual([])
  })

  test.each([
    'text/plain',
    'text/plain;charset=UTF-8',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonp',
    null,
  ])('takes no body of the type %s, which needs no leave of a browser', async (type) => {
    const { call, acted } = pageFunction()
    const answer = await call(pageRequest({}, { 'content-type': type ?? '' }))
    expect(answer.status).toBe(415)
    expect(await answer.json()).toEqual({ outcome: 'failed', reason: 'content_type' })
    expect(acted).toEqual([])
  })

  test('takes JSON however its type is written', async () => {
    const { call } = pageFunction()
    for (const type of [
      'application/json',
      'Application/JSON; charset=utf-8',
      'application/json ;charset=utf-8',
    ])
      expect((await call(pageRequest({}, { 'content-type': type }))).status).toBe(200)
  })
})

describe('where a request comes from', () => {
  const seen = (forwarded: string, hops = 1) =>
    clientNetwork(pageRequest({}, { 'x-forwarded-for': forwarded }), hops)

  test.each([
    ['203.0.113.7', 1, '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7', 1, '203.0.113.7'],
    ['198.51.100.1,203.0.113.7,10.0.0.9', 2, '203.0.113.7'],
    ['198.51.100.1', 2, 'unknown'],
    ['203.0.113.7, ', 1, 'unknown'],
    ['', 1, 'unknown'],
  ])('of "%s" behind %i trusted proxies is told by what the outermost wrote', (forwarded, hops, expected) => {
    expect(seen(forwarded, hops).own).toBe(expected)
  })

  test.each([
    ['203.0.113.7:50123', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:cb00:7107', '203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0DB8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['[2001:db8:1:2::7]:443', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['999.0.113.7', 'unknown', 'unknown'],
    ['2001:db8:::1', 'unknown', 'unknown'],
    ['2001:db8:1:2:3:4:5:6:7', 'unknown', 'unknown'],
    ['localhost', 'unknown', 'unknown'],
    ['x]/[', 'unknown', 'unknown'],
  ])('%s counts as %s', (address, ownNetwork, around) => {
    expect(seen(address)).toEqual({ own: ownNetwork, around })
  })

  test('a whole /64 is one client, whichever of its addresses it takes', () => {
    const networks = Array.from({ length: 300 }, (_, host) => seen(`2001:db8:1:2::${host.toString(16)}`).own)
    expect(new Set(networks).size).toBe(1)
  })
})
