import { describe, expect, it } from 'vitest'
import { likelyAddress, MailboxAddress } from '../../../src/lib/session/mailbox-address.ts'
import {
  outcomeOfCheck,
  outcomeOfRequest,
  supabaseMailbox,
} from '../../../src/lib/session/mailbox-gateway.ts'
import {
  type MailboxProofState,
  type ProofEvent,
  proveMailbox,
  secondsUntilResend,
  spokenCountdown,
  startProof,
} from '../../../src/lib/session/mailbox-proof.ts'
import { codeFromPaste, OneTimeCode } from '../../../src/lib/session/one-time-code.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

describe('a mailbox address', () => {
  it.each([
    ['tuanwei@school.edu.cn', 'tuanwei@school.edu.cn'],
    ['  tuanwei@School.EDU.cn\t', 'tuanwei@school.edu.cn'],
    ['ｔｕａｎｗｅｉ＠ｑｑ．ｃｏｍ', 'tuanwei@qq.com'],
    ['tuanwei @ qq.com', 'tuanwei@qq.com'],
    ['mailto:Tuan.Wei@qq.com', 'Tuan.Wei@qq.com'],
    ['tuanwei@qq。com', 'tuanwei@qq.com'],
    ['tuan\u200bwei@qq.com', 'tuanwei@qq.com'],
    [fieldCase('C04.1').input, 'hunt.one@example.com'],
    [fieldCase('C04.2').input, 'hunt.one@example.com'],
    [fieldCase('C06.1').input, 'tuanwei@xn--fsqu00a.xn--fiqs8s'],
    ['tuanwei@xn--fsqu00a.xn--fiqs8s', 'tuanwei@xn--fsqu00a.xn--fiqs8s'],
  ])('is tidied: %j becomes %j', (typed, tidied) => {
    expect(MailboxAddress.parse(typed)).toBe(tidied)
  })

  it.each([
    ['', '请填写邮箱地址'],
    [' \t', '请填写邮箱地址'],
    ['tuanwei', '邮箱地址里少了「@」'],
    ['tuanwei@', '邮箱地址不完整'],
    ['tuanwei@qq', '邮箱地址不完整'],
    ['a@b@qq.com', '请只填一个邮箱地址'],
    ['a@b.cn;c@d.cn', '请只填一个邮箱地址'],
    ['团委@qq.com', '邮箱地址不完整'],
    [`${'a'.repeat(250)}@qq.com`, '邮箱地址太长'],
  ])('is refused in plain words: %j', (typed, words) => {
    const issues = MailboxAddress.safeParse(typed).error?.issues ?? []
    expect(issues).toHaveLength(1)
    expect(issues[0]?.message).toContain(words)
  })

  it.each([
    ['tuanwei@qq.con', 'tuanwei@qq.com'],
    ['tuanwei＠163.con', 'tuanwei@163.com'],
    ['tuanwei@qq.com', null],
    ['tuanwei', null],
  ])('that looks mistyped leads to a question: %j', (typed, meant) => {
    expect(likelyAddress(typed)).toBe(meant)
  })
})

describe('a one-time code', () => {
  it.each([
    ['123456', '123456'],
    ['１２３４５６', '123456'],
    [' 123 456 ', '123456'],
    ['123-456', '123456'],
    ['012345', '012345'],
    ['1 2 3 4 5 6', '123456'],
    ['123 456 123 456', '123456'],
    [fieldCase('C08.1').input, fieldCase('C08.1').expected],
    [fieldCase('C08.2').input, fieldCase('C08.2').expected],
  ])('is tidied: %j becomes %j', (typed, code) => {
    expect(OneTimeCode.parse(typed)).toBe(code)
  })

  it.each([
    ['', '请填写邮件里的六位验证码'],
    ['12345', '验证码应为 6 位数字，现在是 5 位'],
    ['1234567', '验证码应为 6 位数字，现在是 7 位'],
    ['12345a', '验证码只有数字，请核对'],
  ])('is refused in plain words: %j', (typed, words) => {
    expect(OneTimeCode.safeParse(typed).error?.issues[0]?.message).toBe(words)
  })

  it.each([
    ['您的验证码是 123456，十分钟内有效', '123456'],
    ['验证码：１２３ ４５６。', '123456'],
    ['123456\n', '123456'],
    ['20261123 123456', '123456'],
    ['123456 13800000000', '123456'],
    ['123456，客服 010-62511234', '123456'],
    ['123456 或 654321', '123456 或 654321'],
    [fieldCase('C08.1').input, fieldCase('C08.1').expected],
    [fieldCase('C08.2').input, fieldCase('C08.2').expected],
    ['没有数字', '没有数字'],
  ])('is found in what was pasted: %j gives %j', (pasted, code) => {
    expect(codeFromPaste(pasted)).toBe(code)
  })
})

const play = (start: MailboxProofState, ...events: ProofEvent[]) => events.reduce(proveMailbox, start)
const AT = Date.parse('2026-11-23T03:00:00Z')
const asked: ProofEvent[] = [
  { type: 'code_requested', email: 'a@qq.com' },
  { type: 'request_answered', outcome: 'sent', at: AT },
]

describe('the proof of a mailbox', () => {
  it('goes from address to code to proven', () => {
    const waiting = play(startProof(''), ...asked)
    expect(waiting).toMatchObject({ phase: 'code', email: 'a@qq.com', sent_at: AT, resent: false })
    const proven = play(
      waiting,
      { type: 'code_entered', code: '123456' },
      { type: 'check_answered', outcome: 'proven' },
    )
    expect(proven).toEqual({ phase: 'proven', email: 'a@qq.com' })
  })

  it.each(['wrong_code', 'too_often', 'unreachable', 'failed'] as const)(
    'keeps the code that was typed when the check answers %s',
    (outcome) => {
      const refused = play(
        startProof(''),
        ...asked,
        { type: 'code_entered', code: '654321' },
        { type: 'check_answered', outcome },
      )
      expect(refused).toMatchObject({ phase: 'code', code: '654321', sent_at: AT })
      expect(refused.phase === 'code' && refused.error?.message).toMatch(/请/)
    },
  )

  it.each(['too_often', 'address_refused', 'unreachable', 'failed'] as const)(
    'stays at the address when the first request answers %s',
    (outcome) => {
      const refused = play(
        startProof(''),
        { type: 'code_requested', email: 'a@qq.com' },
        { type: 'request_answered', outcome, at: AT },
      )
      expect(refused).toMatchObject({ phase: 'address', email: 'a@qq.com' })
      expect(refused.phase === 'address' && refused.error).not.toBeNull()
    },
  )

  it('still accepts the first code when sending another one failed', () => {
    const refused = play(
      startProof(''),
      ...asked,
      { type: 'code_requested', email: 'a@qq.com' },
      { type: 'request_answered', outcome: 'unreachable', at: AT + 61_000 },
    )
    expect(refused).toMatchObject({ phase: 'code', sent_at: AT })
  })

  it('says that a code was sent again and counts from then', () => {
    const again = play(
      startProof(''),
      ...asked,
      { type: 'code_requested', email: 'a@qq.com' },
      { type: 'request_answered', outcome: 'sent', at: AT + 61_000 },
    )
    expect(again).toMatchObject({ phase: 'code', resent: true, sent_at: AT + 61_000 })
  })

  it('continues with a mailbox that is known, or starts afresh', () => {
    const known: MailboxProofState = { phase: 'known', email: 'a@qq.com' }
    expect(play(known, { type: 'kept' })).toEqual({ phase: 'proven', email: 'a@qq.com' })
    expect(play(known, { type: 'changed_mind' })).toEqual(startProof(''))
  })

  it('ignores an answer that nobody waits for', () => {
    const start = startProof('a@qq.com')
    expect(play(start, { type: 'check_answered', outcome: 'proven' })).toBe(start)
    expect(play(start, { type: 'request_answered', outcome: 'sent', at: AT })).toBe(start)
  })
})

describe('the countdown to another code', () => {
  it.each([
    [0, 60],
    [1, 60],
    [30_500, 30],
    [59_999, 1],
    [60_000, 0],
    [3_600_000, 0],
    [-5_000, 60],
  ])('%i ms after sending says %i seconds', (elapsed, seconds) => {
    expect(secondsUntilResend(AT, AT + elapsed)).toBe(seconds)
  })

  it('is spoken four times only', () => {
    const spoken = Array.from({ length: 61 }, (_, second) => spokenCountdown(60 - second))
    expect([...new Set(spoken)]).toEqual([
      '60 秒后可以重新发送验证码',
      '30 秒后可以重新发送验证码',
      '10 秒后可以重新发送验证码',
      '现在可以重新发送验证码',
    ])
  })
})

describe('the words of Auth', () => {
  it.each([
    [null, 'sent'],
    [{ name: 'AuthRetryableFetchError', status: 0 }, 'unreachable'],
    [{ status: 503 }, 'unreachable'],
    [{ status: 429, code: 'over_email_send_rate_limit' }, 'too_often'],
    [{ status: 400, code: 'over_request_rate_limit' }, 'too_often'],
    [{ status: 400, code: 'email_address_invalid' }, 'address_refused'],
    [{ status: 400, code: 'validation_failed' }, 'address_refused'],
    [{ status: 500, code: 'unexpected_failure' }, 'failed'],
  ] as const)('a request for a code: %o is %s', (refusal, outcome) => {
    expect(outcomeOfRequest(refusal)).toBe(outcome)
  })

  it.each([
    [null, 'proven'],
    [{ name: 'AuthRetryableFetchError', status: 0 }, 'unreachable'],
    [{ status: 403, code: 'otp_expired' }, 'wrong_code'],
    [{ status: 401 }, 'wrong_code'],
    [{ status: 429 }, 'too_often'],
    [{ status: 500 }, 'failed'],
  ] as const)('a check of a code: %o is %s', (refusal, outcome) => {
    expect(outcomeOfCheck(refusal)).toBe(outcome)
  })

  it('does not load the client for a tab without a session, and calls a client that does not load unreachable', async () => {
    const mailbox = supabaseMailbox(
      () => Promise.reject(new TypeError('Failed to fetch')),
      () => false,
    )
    expect(await mailbox.current()).toBeNull()
    expect(await mailbox.requestCode('a@qq.com')).toBe('unreachable')
    expect(await mailbox.checkCode('a@qq.com', '123456')).toBe('unreachable')
  })
})
