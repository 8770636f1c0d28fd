import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseHeaderRules } from '../../../supabase/functions/_shared/contracts/header-rules.ts'
import type { Listener } from '../../../supabase/local/process/listener.ts'
import { siteBuildsIn } from '../../../supabase/local/services/site-builds.ts'
import { startSiteServer } from '../../../supabase/local/services/site-server.ts'

describe('a _headers file', () => {
  const rules = parseHeaderRules(`
# everywhere
/*
  X-Frame-Options: DENY
  Link: </a>; rel=preload
/_astro/*
  Cache-Control: public, max-age=31536000, immutable
/o/:prefix/:code
  Link: </b>; rel=preload
`)

  test.for([
    ['/', { 'X-Frame-Options': 'DENY', Link: '</a>; rel=preload' }],
    ['/_astro/a.js', { 'Cache-Control': 'public, max-age=31536000, immutable' }],
    ['/o/12/1234', { Link: '</a>; rel=preload, </b>; rel=preload' }],
    ['/o/12/1234/5', { Link: '</a>; rel=preload' }],
  ] as const)('gives %s its headers', ([path, expected]) => {
    expect(Object.fromEntries(rules(path))).toMatchObject(expected)
  })
})

describe('the static host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'minglu-site-'))
  const builds = siteBuildsIn(folder)
  let host: Listener

  beforeAll(async () => {
    host = await startSiteServer(0, builds)
  })

  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (path: string) => fetch(`${host.url}${path}`, { redirect: 'manual' })

  function publish(word: string): void {
    const build = builds.next()
    mkdirSync(join(build, '_astro'))
    mkdirSync(join(build, 'd'))
    const files = {
      'index.html': word,
      'd.html': 'all divisions',
      'd/110000.html': 'one division',
      '404.html': 'not here',
      [`_astro/${word}.js`]: word,
      _headers: '/*\n  X-Frame-Options: DENY\n/_astro/*\n  Cache-Control: immutable\n',
    }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(build, name), text)
    builds.publish(build)
  }

  test('says that the site is being built, serves it once it is, and swaps it without a restart', async () => {
    const early = await get('/')
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2'])
    publish('first')
    expect(await (await get('/')).text()).toBe('first')
    publish('second')
    expect(await (await get('/')).text()).toBe('second')
  })

  test.for([
    ['/d', 200, 'all divisions'],
    ['/d/110000', 200, 'one division'],
    ['/nothing', 404, 'not here'],
    ['/_headers', 404, 'not here'],
    ['/../../etc/passwd', 404, 'not here'],
    ['/%2e%2e/%2e%2e/keys.json', 404, 'not here'],
  ] as const)('answers %s with %i', async ([path, status, text]) => {
    const answer = await get(path)
    expect([answer.status, await answer.text(), answer.headers.get('x-frame-options')]).toEqual([
      status,
      text,
      'DENY',
    ])
  })

  test.for([
    ['/d/', '/d'],
    ['/d/110000/?a=1', '/d/110000?a=1'],
    ['/d/110000.html', '/d/110000'],
    ['/index.html', '/'],
    ['//example.com/', '/example.com'],
  ])('sends %s to the one address that it has', async ([path, address]) => {
    const answer = await get(path ?? '')
    expect([answer.status, answer.headers.get('location')]).toEqual([308, address])
  })

  test('keeps the hashed assets of the builds before, with the headers of today', async () => {
    publish('third')
    publish('fourth')
    for (const word of ['first', 'second', 'third', 'fourth']) {
      const answer = await get(`/_astro/${word}.js`)
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'immutable'])
    }
  })
})
