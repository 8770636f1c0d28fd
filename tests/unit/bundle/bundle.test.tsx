import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { BundledAccountRow } from '../../../src/components/bundle/BundledAccountRow.tsx'
import { functionsBundle } from '../../../src/lib/bundle/bundle-gateway.ts'
import { bundleRefusal } from '../../../src/lib/bundle/bundle-words.ts'
import { isLinkOfAnotherPage, takeBundle } from '../../../src/lib/bundle/kept-bundle.ts'
import { memoryStorage } from '../../../src/lib/session/tab-storage.ts'

const credential = '8b1d6f6e-1111-4000-8000-000000000002'
const link = { bundle: '3f0c2a1e-9d5b-4c7a-8e21-0b6f4d2a9c11', generation: 1, token: 't'.repeat(43) }
const fragment = `#bundle=${link.bundle}.1.${link.token}`

test('a bundle’s link leaves the address, survives a reload, and gives way to another link', () => {
  const storage = memoryStorage()
  let cleared = 0
  const clear = () => {
    cleared += 1
  }
  const bar = (text: string) => ({ fragment: text, clear })
  expect(takeBundle(bar(fragment), storage)).toEqual(link)
  expect(cleared).toBe(1)
  expect(takeBundle(bar(''), storage)).toEqual(link)
  expect(takeBundle(bar(`#${credential}.1.${link.token}`), storage)).toBeNull()
  expect(takeBundle(bar(''), storage)).toBeNull()
  expect(cleared).toBe(1)
})

test.each([
  ['a bundle’s link', fragment, true, true],
  ['a credential’s link', `#${credential}.1.${link.token}`, true, false],
  ['the way to the main part', '#main', false, false],
  ['no fragment', '', false, false],
])('whether the tab must change its page for %s', (_, opened, forBundle, forCredential) => {
  expect(isLinkOfAnotherPage(opened, true)).toBe(forBundle)
  expect(isLinkOfAnotherPage(opened, false)).toBe(forCredential)
})

test.each([
  'expired',
  'superseded',
  'revoked',
  'activated',
  'wrong_link',
  'not_opened',
  'taker_missing',
  'unreachable',
  'failed',
] as const)('the refusal %s has a sentence', (outcome) => {
  expect(bundleRefusal({ outcome })).toMatch(/[一-龥]{6}/)
})

const account = {
  credential,
  organization_code: '100104',
  organization_name: '共青团桐庐县委员会',
  platform_name: '哔哩哔哩',
  nickname: null,
  state: 'issued',
  can_open: true,
  opened_at: null,
  handed_on_at: null,
  taken_by: null,
} as const
const row = (different: object) =>
  renderToStaticMarkup(
    <BundledAccountRow
      account={{ ...account, ...different }}
      link={link}
      gateway={functionsBundle(() => Promise.reject(new Error('not expected while rendering')))}
      reader={() => ''}
      onHandedOn={() => undefined}
    />,
  )

test('an account of a bundle is opened first, then handed on, then says who took it', () => {
  expect(row({})).toContain('等待打开')
  expect(row({})).not.toContain('交给了谁')
  const opened = row({ state: 'opened', can_open: false, opened_at: '2026-11-23T03:00:00Z' })
  expect(opened).toContain('记下，已转交')
  const handed = row({
    state: 'opened',
    can_open: false,
    opened_at: '2026-11-23T03:00:00Z',
    taken_by: '钱书记',
  })
  expect(handed).toContain('已转交给 钱书记')
  expect(handed).not.toContain('<button')
})
