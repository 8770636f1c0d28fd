import { dateInWords } from '#contracts/time.ts'
import type { VerifyEntry } from './entry.ts'

export type Verdict = 'official' | 'recorded'

/** What an account on record is, in one word for the eye and a sentence for the mind. */
export function verdictOf(entry: VerifyEntry): { verdict: Verdict; title: string; note: string } {
  const name = entry.project === null ? entry.name : `${entry.name}（${entry.project}）`
  if (entry.official)
    return {
      verdict: 'official',
      title: '是官方账号',
      note: `这是${name}的官方账号${entry.verified_on === null ? '' : `，${dateInWords(entry.verified_on)}通过平台认证`}。${checkedInWords(entry)}`,
    }
  return { verdict: 'recorded', ...unofficial(entry, name) }
}

function unofficial(entry: VerifyEntry, name: string): { title: string; note: string } {
  if (entry.closed_on !== null)
    return {
      title: '已经关闭',
      note: `这曾是${name}的账号，${dateInWords(entry.closed_on)}关闭，不再代表这个组织。`,
    }
  if (!entry.alive)
    return {
      title: '平台已停止服务',
      note: `这是${name}当年的账号，${entry.platform_name}已停止服务，仅作存档。`,
    }
  if (entry.state === 'not_opened')
    return {
      title: '还没有开通',
      note: `${name}申请了这个名称，账号还没有开通。现在以它出现的账号，名录没有核对过。`,
    }
  return {
    title: '在名录里，还不是官方账号',
    note: `${name}登记了这个账号，平台还没有完成认证。${checkedInWords(entry)}`,
  }
}

function checkedInWords({ checked_on }: VerifyEntry): string {
  return checked_on === null ? '此后尚未核对。' : `最近一次核对是${dateInWords(checked_on)}。`
}
