import type { RecoveryReason } from '#contracts/contact/recovery.ts'
import type { DeskTask, TaskKind } from '#contracts/desk/task.ts'
import { momentInWords } from '#contracts/time.ts'
import type { DeskRow } from '../kit/desk-row.ts'

export const KIND_WORDS: Record<TaskKind, string> = {
  undeliverable: '无法送达',
  no_response: '久未领取',
  not_activated: '久未启用',
  mailbox: '邮箱收不到信',
  recovery: '申请找回',
  no_contact: '没有联系人',
}

/** What the supervisor does about it. */
export const KIND_ADVICE: Record<TaskKind, string> = {
  undeliverable: '请打电话问清能收信的邮箱，填在下面。对方用验证码确认以后，新的链接自动发出。',
  no_response: '信送到了，多次提醒也没有人打开。请打电话提醒；换了人的，更正邮箱；信找不到的，再发一个链接。',
  not_activated: '凭据已经打开，一直没有确认启用。请打电话问；学校说已登录并改好密码的，在这里确认。',
  mailbox: '这个单位的联系邮箱收不到信。请打电话问清能收信的邮箱，填在下面。',
  recovery: '有人申请找回账号。请用您手头的电话（不要用申请里的）向单位核实，再决定。',
  no_contact:
    '联系人的信息已按本人要求删除，等待领取的凭据已作废。请联系单位，请新的联系人到「我的登记」找回账号，您核实以后同意。',
}

export const WHY_WORDS: Record<RecoveryReason, string> = {
  password_lost: '密码丢失',
  person_left: '原联系人已离任',
}

/** A thing that waits, as a row of the desk's table. */
export const rowOfTask = ({ id, kind, reason, opened_at, organization_name }: DeskTask): DeskRow => ({
  id,
  name: organization_name,
  what: KIND_WORDS[kind],
  reason,
  since: opened_at,
})

const FOURTEEN_DAYS = 14 * 24 * 60 * 60 * 1000

export function changeOnDesk(change: NonNullable<DeskTask['change']>) {
  const { email, old_mailbox, asked_at, code_sent_at, expires_at, trouble } = change
  if (old_mailbox === 'asked') {
    const silentAt = new Date(Date.parse(asked_at) + FOURTEEN_DAYS).toISOString()
    return `要换成 ${email}。原邮箱还收得到信，已在 ${momentInWords(asked_at)} 写信问它：它同意，或者到 ${momentInWords(silentAt)} 还没有答复，才往新邮箱发验证码。换了人、原联系人不肯答复的，请对方申请找回。`
  }
  return trouble === null
    ? `验证码在 ${momentInWords(code_sent_at)} 发到 ${email}，等对方在 ${momentInWords(expires_at)} 前确认。在那之前一切照旧。`
    : `发到 ${email} 的验证码没有送到：${trouble}。请再打电话核对地址。`
}
