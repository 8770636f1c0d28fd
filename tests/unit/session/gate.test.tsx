import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Gate } from '../../../src/components/session/Gate.tsx'
import { NotLoaded } from '../../../src/components/session/NotLoaded.tsx'
import { SignedIn } from '../../../src/components/session/SignedIn.tsx'
import { Waiting } from '../../../src/components/session/Waiting.tsx'
import type { Loaded } from '../../../src/lib/session/loader.ts'
import type { Reply } from '../../../src/lib/session/reply.ts'
import { type NotSignedIn, whenSignedIn } from '../../../src/lib/session/signed-in.ts'

type Failure = Exclude<Reply<string>, { outcome: 'answered' }>

const unexpected = () => Promise.reject(new Error('not expected while rendering'))
const words = {
  mailbox: { current: unexpected, requestCode: unexpected, checkCode: unexpected, signOut: unexpected },
  heading: '督导台',
  why: <p>用督导人员的邮箱登录。</p>,
  waiting: <Waiting heading="督导台" sentence="正在取…" />,
  failed: (failure: { outcome: string }) => (
    <NotLoaded heading="督导台" sentence={`没有取到：${failure.outcome}`} onRetry={() => undefined} />
  ),
  children: (value: string) => <p>里面是{value}</p>,
}
const session = { reload: () => undefined, refresh: unexpected, signOut: unexpected }
const gate = (loaded: Loaded<string, Failure | NotSignedIn>) =>
  renderToStaticMarkup(<Gate<string, Failure> {...words} loaded={loaded} session={session} />)
const failed = (failure: Failure | NotSignedIn) => gate({ phase: 'failed', failure })

describe('the gate', () => {
  test('lets whoever is signed in see the page, and nobody sees the field that signs in', () => {
    const html = gate({ phase: 'loaded', value: '清单' })
    expect(html).toContain('里面是清单')
    expect(html).not.toContain('邮箱地址')
  })

  test('says that it waits, to screen readers too', () => {
    const html = gate({ phase: 'loading' })
    expect(html).toContain('aria-busy="true"')
    expect(html).toMatch(/role="status">正在取…/)
  })

  test('asks a stranger for a mailbox, and says why', () => {
    const html = failed({ outcome: 'sign_in_first' })
    expect(html).toContain('邮箱地址')
    expect(html).toContain('用督导人员的邮箱登录')
    expect(html).not.toContain('登录已过期')
  })

  test('tells whoever was signed in that it was too long ago', () => {
    const html = failed({ outcome: 'signed_out' })
    expect(html).toContain('登录已过期')
    expect(html).toContain('邮箱地址')
  })

  test.each(['unreachable', 'failed'] as const)('offers to try again where the answer is %s', (outcome) => {
    const html = failed({ outcome })
    expect(html).toContain(`role="alert">没有取到：${outcome}`)
    expect(html).toContain('再试一次')
    expect(html).not.toContain('邮箱地址')
  })

  test('waits before its first answer', () => {
    const html = renderToStaticMarkup(<SignedIn {...words} load={unexpected} leave={unexpected} />)
    expect(html).toContain('正在取…')
  })
})

describe('what is asked as whoever is signed in', () => {
  const at = (email: string | null) => ({ current: async () => email })

  test('is asked with the mailbox', async () => {
    const reply = await whenSignedIn(at('a@example.org'), async (email) => ({
      outcome: 'answered',
      value: email,
    }))
    expect(reply).toEqual({ outcome: 'answered', value: 'a@example.org' })
  })

  test('is not asked where nobody is', async () => {
    expect(await whenSignedIn(at(null), unexpected)).toEqual({ outcome: 'sign_in_first' })
  })
})
