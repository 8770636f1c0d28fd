import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import type { LinkRefusal, OpenedCredential } from '#contracts/credential/credential.ts'
import { OpenedScreen } from '../../../src/components/credential/OpenedScreen.tsx'
import { ReadyScreen } from '../../../src/components/credential/ReadyScreen.tsx'
import { RefusedScreen } from '../../../src/components/credential/RefusedScreen.tsx'
import { advance, type CredentialEvent, startScreen } from '../../../src/lib/credential/credential-screen.ts'
import { NO_LINK, refusalWords } from '../../../src/lib/credential/refusal-words.ts'
import { waitInWords } from '../../../src/lib/site/durations.ts'

const link = { credential: '5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11', generation: 1, token: 'a'.repeat(43) }
const credential: OpenedCredential = {
  outcome: 'opened',
  organization_code: '100123',
  organization_name: '海淀区第一中学',
  platform_name: '新浪微博',
  platform_home: 'https://weibo.com',
  login_name: 'hdyz@weibo',
  initial_password: 'Kx7-pQm4',
  readable_until: '2026-11-23T03:10:00Z',
}
const confirmed = {
  outcome: 'confirmed',
  organization_code: '100123',
  organization_name: '海淀区第一中学',
  activated_at: '2026-11-23T04:00:00Z',
} as const
const REFUSALS: LinkRefusal[] = [
  { outcome: 'already_opened', opened_at: '2026-11-23T03:00:00Z' },
  { outcome: 'expired' },
  { outcome: 'superseded' },
  { outcome: 'revoked' },
  { outcome: 'activated' },
  { outcome: 'wrong_link' },
  { outcome: 'too_many_attempts', retry_after_s: 90 },
  { outcome: 'failed' },
]
const play = (...events: CredentialEvent[]) => events.reduce(advance, startScreen(link))
const opened: CredentialEvent[] = [{ type: 'open_pressed' }, { type: 'open_answered', reply: credential }]

describe('the screen of a credential', () => {
  it('has nothing to open without a link', () => {
    expect(startScreen(null)).toEqual({ phase: 'no_link' })
    expect(advance(startScreen(null), { type: 'open_pressed' })).toEqual({ phase: 'no_link' })
  })

  it('waits for the press', () => {
    expect(advance(startScreen(link), { type: 'open_answered', reply: credential })).toEqual(
      startScreen(link),
    )
  })

  it('goes from ready to opened to confirmed', () => {
    expect(play(...opened)).toEqual({ phase: 'opened', link, credential, trouble: null })
    expect(
      play(...opened, { type: 'confirm_pressed' }, { type: 'confirm_answered', reply: confirmed }),
    ).toEqual({
      phase: 'confirmed',
      activation: confirmed,
    })
  })

  it.each(REFUSALS)('shows a page for $outcome', (refusal) => {
    expect(play({ type: 'open_pressed' }, { type: 'open_answered', reply: refusal })).toEqual({
      phase: 'refused',
      link,
      refusal,
    })
  })

  it('may be opened again when no answer came', () => {
    const lost = play({ type: 'open_pressed' }, { type: 'open_answered', reply: { outcome: 'unreachable' } })
    expect(lost).toMatchObject({ phase: 'ready', trouble: expect.stringContaining('十分钟') })
    expect(advance(lost, { type: 'open_pressed' })).toMatchObject({ phase: 'opening' })
  })

  it('keeps the credential on the screen when confirming fails', () => {
    for (const outcome of ['unreachable', 'failed'] as const)
      expect(
        play(...opened, { type: 'confirm_pressed' }, { type: 'confirm_answered', reply: { outcome } }),
      ).toMatchObject({
        phase: 'opened',
        credential,
        trouble: expect.any(String),
      })
  })

  it('goes back to the button when nothing was opened yet', () => {
    expect(
      play(
        ...opened,
        { type: 'confirm_pressed' },
        { type: 'confirm_answered', reply: { outcome: 'not_opened' } },
      ),
    ).toMatchObject({ phase: 'ready', trouble: expect.stringContaining('还没有打开') })
  })

  it('lets whoever opened it earlier confirm without seeing it again', () => {
    const refused = play(
      { type: 'open_pressed' },
      { type: 'open_answered', reply: REFUSALS[0] ?? { outcome: 'failed' } },
    )
    expect(advance(refused, { type: 'opened_by_me' })).toEqual({
      phase: 'opened',
      link,
      credential: null,
      trouble: null,
    })
  })

  it('starts afresh with a new link in the address', () => {
    const newer = { ...link, generation: 2 }
    expect(advance(play(...opened), { type: 'link_taken', link: newer })).toEqual({
      phase: 'ready',
      link: newer,
      trouble: null,
    })
  })
})

describe('the words of a refusal', () => {
  it('are different for each, and say what happened, how dangerous it is, and what to do', () => {
    const all = [NO_LINK, ...REFUSALS.map(refusalWords)]
    expect(new Set(all.map(({ heading }) => heading)).size).toBe(all.length)
    for (const words of all) {
      expect(words.happened).toMatch(/。$/)
      expect(words.danger.sentence).toMatch(/。$/)
      expect(words.todo.length).toBeGreaterThan(0)
    }
  })

  it('call only a credential that was opened dangerous', () => {
    const dangerous = REFUSALS.filter((refusal) => refusalWords(refusal).danger.isDangerous)
    expect(dangerous.map(({ outcome }) => outcome)).toEqual(['already_opened'])
  })

  it.each(REFUSALS)('$outcome leads on', (refusal) => {
    const html = renderToStaticMarkup(<RefusedScreen words={refusalWords(refusal)} />)
    const isRetry = refusal.outcome === 'too_many_attempts' || refusal.outcome === 'failed'
    expect(html.includes('href="/my"')).toBe(!isRetry)
    expect(html.includes('回去再试')).toBe(isRetry)
    expect(html.includes('是我打开的')).toBe(refusal.outcome === 'already_opened')
  })

  it.each([
    [0, ' 1 秒'],
    [59, ' 59 秒'],
    [60, ' 1 分钟'],
    [61, ' 2 分钟'],
    [3599, ' 60 分钟'],
    [3600, ' 1 小时'],
  ])('%i seconds to wait are%s', (seconds, words) => {
    expect(waitInWords(seconds)).toBe(words)
  })
})

describe('the markup of a credential', () => {
  const shown = (trouble: string | null = null) =>
    renderToStaticMarkup(
      <OpenedScreen
        credential={credential}
        ticked={['logged_in']}
        trouble={trouble}
        isConfirming={false}
        onTick={() => undefined}
        onConfirm={() => undefined}
      />,
    )

  it('covers the password until it is uncovered, not the login name', () => {
    expect(shown()).toContain('hdyz@weibo')
    expect(shown()).not.toContain('Kx7-pQm4')
    expect(shown()).toContain('aria-pressed="false"')
  })

  it('says until when it can be read, has copy buttons, and announces copying', () => {
    expect(shown()).toContain('11:10')
    expect(shown()).toContain('复制<span class="visually-hidden">初始密码</span>')
    expect(shown().match(/class="copied" role="status"/g)).toHaveLength(2)
  })

  it('labels every item of the checklist and keeps its tick', () => {
    expect(shown().match(/type="checkbox"/g)).toHaveLength(6)
    expect(shown().match(/<label for="item-/g)).toHaveLength(6)
    expect(shown().match(/checked=""/g)).toHaveLength(1)
    expect(shown().match(/（必须）/g)).toHaveLength(2)
  })

  it('says aloud what went wrong', () => {
    expect(shown('没有确认成功')).toMatch(/role="alert"[^>]*>没有确认成功/)
  })

  it('has one button before it is opened, and no secret', () => {
    const html = renderToStaticMarkup(
      <ReadyScreen trouble={null} isOpening={false} onOpen={() => undefined} />,
    )
    expect(html.match(/<button/g)).toHaveLength(1)
    expect(html).toContain('打开凭据')
  })
})
