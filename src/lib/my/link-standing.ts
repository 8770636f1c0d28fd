import type { CredentialProgress } from '#contracts/credential/credential.ts'
import { momentInWords } from '#contracts/time.ts'

/** Where the hand-out of one account stands, and whether a new link may be asked for. */

export type LinkRequestKind = 'send_again' | 'issue_again' | 'none'

/** send_again: the sealed bytes are still there; issue_again: they are erased, staff must act. */
export function linkRequestOf(credential: CredentialProgress): LinkRequestKind {
  if (['issued', 'activated'].includes(credential.state)) return 'none'
  if (credential.state === 'queued' && !credential.is_expired) return 'none'
  if (credential.can_send_link) return 'send_again'
  return credential.reissue_requested_at === null ? 'issue_again' : 'none'
}

export function linkStanding(credential: CredentialProgress): {
  word: string
  tone: 'calm' | 'ok' | 'warn' | 'bad'
  next: string
} {
  if (credential.reissue_requested_at !== null && !credential.can_send_link)
    return {
      word: '已请求重新发放',
      tone: 'calm',
      next: `您在 ${momentInWords(credential.reissue_requested_at)} 请求重新发放。工作人员办理后，新的链接会发到您的邮箱。`,
    }
  if (credential.is_expired)
    return {
      word: '链接已过期',
      tone: 'warn',
      next: '一次性链接过期了，没有人打开过它。请在下面要一个新的。',
    }
  const expiry =
    credential.link_expires_at === null ? '' : `在 ${momentInWords(credential.link_expires_at)} 前`
  switch (credential.state) {
    case 'issued':
    case 'queued':
      return { word: '正在发出凭据', tone: 'calm', next: '一次性链接正在发往您的邮箱，通常几分钟内就到。' }
    case 'sent':
    case 'delivered':
      return {
        word: '凭据已发出',
        tone: 'warn',
        next: `请${expiry}打开邮件里的一次性链接。没有收到时先看垃圾邮件，再在下面要一个新的。`,
      }
    case 'no_response':
      return {
        word: '久未领取',
        tone: 'warn',
        next: '一直没有人打开发出的链接，已请上级团组织与您联系。请在下面要一个新的链接，或者换一个邮箱。',
      }
    case 'opened':
      return {
        word: '凭据已打开',
        tone: 'warn',
        next: '请登录平台并修改密码，再回到凭据页确认「我已启用」。不是您打开的，请马上在下面要求重新发放。',
      }
    case 'activated':
      return { word: '已启用', tone: 'ok', next: '账号已由贵单位启用。' }
    case 'undeliverable':
      return {
        word: '邮件无法送达',
        tone: 'bad',
        next: `发到您邮箱的信没有送到${credential.trouble === null ? '' : `：${credential.trouble}`}。邮箱修好了，在下面要一个新的链接；修不好的，在下面换一个邮箱。上级团组织也看得到。`,
      }
    case 'expired':
    case 'revoked':
      return {
        word: '凭据已收回',
        tone: 'bad',
        next: '这份凭据已由工作人员收回，链接不能再用。需要时请在下面要求重新发放。',
      }
  }
}
