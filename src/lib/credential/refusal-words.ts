import type { LinkRefusal } from '#contracts/credential/credential.ts'
import { momentInWords } from '#contracts/time.ts'
import { waitInWords } from '../site/durations.ts'

/** What a refused link says: what happened, whether it is dangerous, what to do next. */
export interface RefusalWords {
  heading: string
  happened: string
  danger: { isDangerous: boolean; sentence: string }
  todo: string[]
  /** Where the next step is taken: `/my`, the same button again, or the checklist. */
  next: 'my' | 'retry' | 'checklist_or_my'
  /** The link may have come here spoiled, and can be pasted. */
  canPaste?: true
}

const safe = (sentence: string) => ({ isDangerous: false, sentence: `没有危险：${sentence}` })

export const NO_LINK: RefusalWords = {
  heading: '地址里没有一次性链接',
  happened: '这个页面要从邮件里的链接打开。地址可能没有复制完整，或者链接已在别的标签页里打开。',
  danger: safe('什么也没有打开。'),
  todo: [
    '回到邮件，直接点开里面的按钮；或者把邮件末尾的地址完整复制到地址栏。',
    '邮件找不到了，可以登录「我的登记」要一个新的链接。',
  ],
  next: 'my',
  canPaste: true,
}

export function refusalWords(refusal: LinkRefusal): RefusalWords {
  switch (refusal.outcome) {
    case 'already_opened':
      return {
        heading: '这份凭据已经打开过',
        happened: `凭据在 ${momentInWords(refusal.opened_at)} 打开过，为了安全只显示一次。`,
        danger: {
          isDangerous: true,
          sentence: '如果不是您或同事打开的，可能有别人看到了初始密码，请马上处理。',
        },
        todo: [
          '是您或同事打开的：用当时记下的登录名和密码登录平台，修改密码，再回来确认启用。',
          '不是你们打开的，或者没有记下密码：到「我的登记」要求重新发放，旧密码会作废，并电话告知上级团组织。',
          '已经能登录平台的：先马上修改密码。',
        ],
        next: 'checklist_or_my',
      }
    case 'expired':
      return {
        heading: '链接已过期',
        happened: '一次性链接只在一段时间里有效，这一个已经过期。',
        danger: safe('过期前没有人打开过它。'),
        todo: ['登录「我的登记」，按「要一个新的链接」，几分钟内会收到新的邮件。'],
        next: 'my',
      }
    case 'superseded':
      return {
        heading: '这个链接已被新的链接代替',
        happened: '后来又发过一个新的链接，旧的就不能用了。',
        danger: safe('旧链接什么也打不开了。'),
        todo: ['打开邮箱里最新的一封凭据邮件，用那里的链接。', '找不到新邮件时，登录「我的登记」再要一个。'],
        next: 'my',
      }
    case 'revoked':
      return {
        heading: '这份凭据已被收回',
        happened: '工作人员收回了这份凭据，例如邮箱变更或发错了单位。链接不能再用。',
        danger: safe('收回后谁也打不开它。如果之前有人看过密码，请按工作人员的要求处理。'),
        todo: ['登录「我的登记」看说明；仍然需要账号的，在那里要求重新发放。'],
        next: 'my',
      }
    case 'activated':
      return {
        heading: '账号已经启用',
        happened: '这份凭据已确认启用，初始密码已经删除，链接没有用处了。',
        danger: {
          isDangerous: false,
          sentence: '如果不是您或同事确认的，请马上修改平台密码并告知上级团组织。',
        },
        todo: ['直接到平台登录。忘了密码时，用平台自己的找回密码功能。'],
        next: 'my',
      }
    case 'wrong_link':
      return {
        heading: '链接不对',
        happened: '这个链接和我们发出的对不上，多半是复制时少了几个字符，或者被邮件软件改动了。',
        danger: safe('没有打开任何凭据，也没有锁住什么。'),
        todo: [
          '回到邮件，直接点开里面的按钮，或者完整复制邮件末尾的地址。',
          '仍然不行时，登录「我的登记」要一个新的链接。',
        ],
        next: 'my',
        canPaste: true,
      }
    case 'too_many_attempts':
      return {
        heading: '试得太频繁了',
        happened: `从您的网络来的尝试太多，暂时停一下。请在${waitInWords(refusal.retry_after_s)}后再试。`,
        danger: safe('链接没有被锁住，凭据也没有打开。'),
        todo: ['等一会儿，再按「打开凭据」。', '同一单位共用网络时，可以换用手机流量。'],
        next: 'retry',
      }
    case 'failed':
      return {
        heading: '凭据没有打开',
        happened: '我们这边出了错。',
        danger: safe('链接仍然有效，没有显示任何内容。'),
        todo: ['过几分钟再按一次。反复出现时，请把时间告诉技术支持。'],
        next: 'retry',
      }
  }
}
