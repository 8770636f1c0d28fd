import { expect, it } from 'vitest'
import { caddyfile } from '../../../src/lib/publishing/caddyfile.ts'

const order = { address: ':8080', site: '/srv/minglu/site' }

it('a Caddyfile carries every header of the site, the nearer rule last', () => {
  const headers = `/*\n  Referrer-Policy: strict-origin\n  X-Say: a "word"\n\n/credential\n  Referrer-Policy: no-referrer\n`
  const lines = caddyfile({ ...order, headers }).split('\n')
  expect(lines.filter((line) => line.includes('header /'))).toEqual([
    '\t\theader /* Referrer-Policy "strict-origin"',
    '\t\theader /* X-Say "a \\"word\\""',
    '\t\theader /credential Referrer-Policy "no-referrer"',
  ])
  expect(lines).toContain('\troot * "/srv/minglu/site"')
})
