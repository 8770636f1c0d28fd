import type { CodeCheckOutcome, CodeRequestOutcome } from './mailbox-gateway.ts'

/** How a mailbox is proven, step by step: address, code in the mail, proven. Times are milliseconds since 1970. */

export const RESEND_AFTER_S = 60

export interface ProofError {
  field: 'email' | 'code' | null
  message: string
}

export type MailboxProofState =
  | { phase: 'address'; email: string; error: ProofError | null }
  | { phase: 'requesting'; email: string; sent_at: number | null }
  | { phase: 'code'; email: string; code: string; sent_at: number; error: ProofError | null; resent: boolean }
  | { phase: 'checking'; email: string; code: string; sent_at: number }
  | { phase: 'known'; email: string }
  | { phase: 'proven'; email: string }

export type ProofEvent =
  | { type: 'address_refused'; email: string; message: string }
  | { type: 'code_requested'; email: string }
  | { type: 'request_answered'; outcome: CodeRequestOutcome; at: number }
  | { type: 'code_refused'; code: string; message: string }
  | { type: 'code_entered'; code: string }
  | { type: 'check_answered'; outcome: CodeCheckOutcome }
  | { type: 'kept' }
  | { type: 'changed_mind' }

export const startProof = (email: string): MailboxProofState => ({ phase: 'address', email, error: null })

const REQUEST_ERRORS: Record<Exclude<CodeRequestOutcome, 'sent'>, ProofError> = {
  too_often: { field: null, message: '验证码发得太频繁了，请过一分钟再试' },
  address_refused: { field: 'email', message: '这个邮箱收不了验证码，请核对地址或换一个邮箱' },
  unreachable: { field: null, message: '网络没有连上，验证码没有发出。填写的内容都在，请稍后再试' },
  failed: { field: null, message: '验证码没有发出，请稍后再试；反复出现时请联系技术支持' },
}

const CHECK_ERRORS: Record<Exclude<CodeCheckOutcome, 'proven'>, ProofError> = {
  wrong_code: {
    field: 'code',
    message: '验证码不对或已过期。请核对最新一封邮件里的六位数字，仍不行就重新发送',
  },
  too_often: { field: 'code', message: '试得太频繁了，请过一分钟再试' },
  unreachable: { field: null, message: '网络没有连上，还没有验证。填写的内容都在，请再试一次' },
  failed: { field: null, message: '暂时无法验证，请稍后再试' },
}

export function proveMailbox(proof: MailboxProofState, event: ProofEvent): MailboxProofState {
  switch (event.type) {
    case 'address_refused':
      return { phase: 'address', email: event.email, error: { field: 'email', message: event.message } }
    case 'code_requested':
      return {
        phase: 'requesting',
        email: event.email,
        sent_at: proof.phase === 'code' ? proof.sent_at : null,
      }
    case 'request_answered':
      return proof.phase === 'requesting' ? afterRequest(proof, event.outcome, event.at) : proof
    case 'code_refused':
      return proof.phase === 'code'
        ? { ...proof, code: event.code, resent: false, error: { field: 'code', message: event.message } }
        : proof
    case 'code_entered':
      return proof.phase === 'code'
        ? { phase: 'checking', email: proof.email, code: event.code, sent_at: proof.sent_at }
        : proof
    case 'check_answered':
      return proof.phase === 'checking' ? afterCheck(proof, event.outcome) : proof
    case 'kept':
      return proof.phase === 'known' ? { phase: 'proven', email: proof.email } : proof
    case 'changed_mind':
      return startProof(proof.phase === 'known' || proof.phase === 'proven' ? '' : proof.email)
  }
}

type Requesting = Extract<MailboxProofState, { phase: 'requesting' }>
type Checking = Extract<MailboxProofState, { phase: 'checking' }>

function afterRequest(
  { email, sent_at }: Requesting,
  outcome: CodeRequestOutcome,
  at: number,
): MailboxProofState {
  if (outcome === 'sent')
    return { phase: 'code', email, code: '', sent_at: at, error: null, resent: sent_at !== null }
  const error = REQUEST_ERRORS[outcome]
  return sent_at === null || error.field === 'email'
    ? { phase: 'address', email, error }
    : { phase: 'code', email, code: '', sent_at, error, resent: false }
}

function afterCheck({ email, code, sent_at }: Checking, outcome: CodeCheckOutcome): MailboxProofState {
  if (outcome === 'proven') return { phase: 'proven', email }
  return { phase: 'code', email, code, sent_at, error: CHECK_ERRORS[outcome], resent: false }
}

/** Whole seconds until another code may be asked for; 0 when it may. */
export function secondsUntilResend(sent_at: number, now: number): number {
  return Math.min(RESEND_AFTER_S, Math.max(0, Math.ceil((sent_at + RESEND_AFTER_S * 1000 - now) / 1000)))
}

/** What a screen reader hears of the countdown: its start, half a minute, ten seconds and its end. */
export function spokenCountdown(seconds: number): string {
  if (seconds === 0) return '现在可以重新发送验证码'
  const mark = seconds > 30 ? 60 : seconds > 10 ? 30 : 10
  return `${mark} 秒后可以重新发送验证码`
}
