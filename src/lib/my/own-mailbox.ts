import { z } from 'zod'
import {
  type ContactQuestion,
  type MailboxChange,
  type MailboxCode,
  type MailboxRefusal,
  ProveMailboxReply,
  type ProvenMailbox,
  type WaitingProof,
} from '#contracts/contact/mailbox.ts'
import { momentInWords } from '#contracts/time.ts'
import type { DatabaseCall } from '../session/database-call.ts'
import type { FunctionCall, Unreachable } from '../session/function-call.ts'
import { Nothing, type Reply } from '../session/reply.ts'

/** The contact's own mailbox: another one is named, a code goes there, the code proves it. */

const MailboxChangeRequest = z.object({ outcome: z.literal('code_sent'), email: z.string() })
export type MailboxChangeRequest = z.output<typeof MailboxChangeRequest>

const QuestionAnswered = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('code_sent'), email: z.string() }),
  z.object({ outcome: z.literal('declined') }),
])
export type QuestionAnswered = z.output<typeof QuestionAnswered>

export interface OwnMailboxGateway {
  /** The same address again sends another code. */
  askChange(registrationId: string, email: string): Promise<Reply<MailboxChangeRequest>>
  withdrawChange(registrationId: string): Promise<Reply<null>>
  answer(questionId: string, agrees: boolean): Promise<Reply<QuestionAnswered>>
  /** What there is to confirm; confirms nothing. */
  look(code: MailboxCode): Promise<ProveMailboxReply | Unreachable>
  prove(code: MailboxCode): Promise<ProveMailboxReply | Unreachable>
}

export function supabaseOwnMailbox(call: DatabaseCall, callFunction: FunctionCall): OwnMailboxGateway {
  return {
    askChange: (registration_id, email) =>
      call('request_mailbox_change', { registration_id, email }, MailboxChangeRequest),
    withdrawChange: (registration_id) => call('withdraw_mailbox_change', { registration_id }, Nothing),
    answer: (question_id, agrees) =>
      call('answer_contact_question', { question_id, agrees }, QuestionAnswered),
    look: (code) => callFunction('prove-mailbox', { ...code, act: 'look' }, ProveMailboxReply),
    prove: (code) => callFunction('prove-mailbox', { ...code, act: 'confirm' }, ProveMailboxReply),
  }
}

const ASKED_BY = { school: '您', supervisor: '上级团组织', staff: '工作人员' } as const

/** What is waited for, and how the code fared. */
export function changeInWords(change: MailboxChange): string {
  const { asked_by, old_mailbox, email, code_sent_at, expires_at, trouble } = change
  const sent = asked_by === 'school' ? '验证码' : '确认链接'
  const asked = `${ASKED_BY[asked_by]}要把联系邮箱换成 ${email}。`
  if (old_mailbox === 'asked') return `${asked}在等您答复；在那之前一切照旧。`
  return trouble === null
    ? `${asked}${sent}在 ${momentInWords(code_sent_at)} 发到新邮箱，请在 ${momentInWords(expires_at)} 前确认；在那之前一切照旧。`
    : `${asked}${sent}没有送到：${trouble}。请核对新邮箱，取消后再填一次。`
}

const WANTED = { change: '变更信息', add_account: '增加账号' } as const

/** What the contact is asked, and what either answer does. */
export function questionInWords({ about, asked_by, mailbox, due_at }: ContactQuestion): string {
  if (about === 'mailbox')
    return `${ASKED_BY[asked_by ?? 'staff']}要把联系邮箱换成 ${mailbox}。您同意，确认链接才发到那里；到 ${momentInWords(due_at ?? '')} 没有答复，也没有人登录，就按原邮箱没有人用了办理。`
  const until = due_at === null ? '' : `到 ${momentInWords(due_at)} 没有答复，上级会打电话向贵单位核实。`
  return `有人用 ${mailbox} 为贵单位提出了${WANTED[about]}。是贵单位换了人的，您同意以后联系邮箱换成那一个，凭据也发到那里；不是的，请答复不同意。${until}`
}

export function answeredInWords(answered: QuestionAnswered): string {
  return answered.outcome === 'declined'
    ? '已答复不同意，什么也没有换'
    : `已答复同意。确认链接发到 ${answered.email}，对方确认以后才换`
}

export function proofRefusalInWords(refusal: MailboxRefusal | Unreachable): string {
  switch (refusal.outcome) {
    case 'wrong_code':
      return '验证码或链接不对。请核对最新一封邮件'
    case 'superseded':
      return '后来又发过新的，这一个不能用了。请用最新一封邮件里的'
    case 'paused':
      return `验证码填错太多次，请等 ${Math.ceil(refusal.retry_after_s / 60)} 分钟再填`
    case 'too_many_codes':
      return '这个验证码填错了五次，已经作废。请让提出更换的人再发一次'
    case 'expired':
      return '这次更换已经过期或取消，邮箱没有换。需要时请再提出一次'
    case 'unreachable':
      return '网络没有连上，还没有确认。请再按一次'
    case 'failed':
      return '我们这边出了错，还没有确认。请过几分钟再按一次'
  }
}

const named = (organization: string | null) =>
  organization === null ? '正在登记的单位' : `「${organization}」`

/** What the press of the button does. */
export function waitingInWords({ purpose, organization_name, mailbox }: WaitingProof): string {
  return purpose === 'check'
    ? `${mailbox} 登记为${named(organization_name)}的联系邮箱。还在使用的，请确认；不用换，也不用填什么。`
    : `确认以后，${named(organization_name)}的通知和账号的一次性链接发到 ${mailbox}，发到旧邮箱的链接都失效。不是贵单位的，请不要确认。`
}

export function provenInWords({ purpose, organization_name, mailbox }: ProvenMailbox): string {
  return purpose === 'check'
    ? `谢谢您。${named(organization_name)}的通知仍然发到 ${mailbox}，不用再做什么。`
    : `${named(organization_name)}的通知和一次性链接以后发到 ${mailbox}。以前发出的链接都已失效；还没有领取的凭据，新的链接几分钟内就到。`
}
