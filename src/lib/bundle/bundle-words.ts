import type { HandOnReply } from '#contracts/credential/bundle.ts'
import type { LinkRefusal } from '#contracts/credential/credential.ts'
import { momentInWords } from '#contracts/time.ts'
import type { Unreachable } from '../session/function-call.ts'
import { waitInWords } from '../site/durations.ts'

/** Why a bundle or one of its accounts does not open, and what the bearer does. */
export function bundleRefusal(
  refusal: LinkRefusal | Unreachable | Exclude<HandOnReply, { outcome: 'handed_on' }>,
): string {
  switch (refusal.outcome) {
    case 'already_opened':
      return `这个凭据在 ${momentInWords(refusal.opened_at)} 打开过，只显示一次。没有记下的，请联系工作人员重新发放`
    case 'expired':
      return '已经过期。链接过期的，请到督导台再发一个；凭据过期的，请联系工作人员重新发放'
    case 'superseded':
      return '后来又发过新的链接，这一个不能用了。请用最新一封邮件里的'
    case 'revoked':
      return '已被收回：转交已经结束，或者您不再是这个团委的督导人员。有疑问的请联系工作人员'
    case 'activated':
      return '这个账号已经启用，不用再转交'
    case 'wrong_link':
      return '链接不对，多半是没有复制完整。请回到邮件直接点开按钮'
    case 'too_many_attempts':
      return `试得太频繁了，请在${waitInWords(refusal.retry_after_s)}后再试`
    case 'not_opened':
      return '还没有打开，不能记下交给了谁'
    case 'taker_missing':
      return '请写明交给了谁，2 至 60 个字'
    case 'unreachable':
      return '网络没有连上。请再按一次'
    case 'failed':
      return '我们这边出了错，什么也没有打开。请过几分钟再试'
  }
}
