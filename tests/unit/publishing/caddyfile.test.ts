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

it('a Caddyfile keeps a secret that a mail program put into the path out of every log, and sends it back behind the #', () => {
  const lines = caddyfile({ ...order, headers: '' }).split('\n')
  const pattern =
    lines
      .find((line) => line.includes('@misplaced path_regexp'))
      ?.split(' ')
      .at(-1) ?? ''
  const [, page, secret] = new RegExp(pattern).exec('/credential#bundle=5f1c1f0e.2.Zm9v-_') ?? []
  expect([page, secret]).toEqual(['/credential', 'bundle=5f1c1f0e.2.Zm9v-_'])
  for (const other of ['/credential', '/d/330000', '/a#b/c', '//elsewhere#x'])
    expect(other).not.toMatch(new RegExp(pattern))
  expect(lines).toContain('\tlog_skip @misplaced')
  expect(lines).toContain('\t\tredir @misplaced {re.misplaced.1}#{re.misplaced.2} 302')
  expect(lines.join('\n')).not.toMatch(/^\s*log(\s|$)/m)
})
