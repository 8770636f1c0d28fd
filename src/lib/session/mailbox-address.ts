import { z } from 'zod'
import { plainMailbox } from '#contracts/text/mailbox-address.ts'
import { tidy } from '#contracts/text/text.ts'
import { tidied } from '#contracts/text/tidied.ts'

const OFTEN_MISTYPED: Record<string, string> = {
  'qq.con': 'qq.com',
  'qq.cm': 'qq.com',
  'q.com': 'qq.com',
  '163.con': '163.com',
  '163.cm': '163.com',
  '126.con': '126.com',
  'sina.con': 'sina.com',
  'gmail.con': 'gmail.com',
  'gmial.com': 'gmail.com',
}

/** One e-mail address, taken out of what was pasted around it. */
export const MailboxAddress = tidied('请填写邮箱地址').transform((typed, context) => {
  const address = plainMailbox(typed)
  if (address !== null) return address
  const say = (message: string) => context.addIssue({ code: 'custom', message })
  if (typed === '') say('请填写邮箱地址')
  else if (!typed.includes('@')) say('邮箱地址里少了「@」，例如 tuanwei@school.edu.cn')
  else if (typed.length > 254) say('邮箱地址太长，请核对')
  else if (/[^\s@]@[^@]*[^\s@]@/.test(typed)) say('请只填一个邮箱地址')
  else say('邮箱地址不完整，例如 tuanwei@school.edu.cn')
  return z.NEVER
})

/** The address that was probably meant, for a question beside the field; null where nothing looks wrong. */
export function likelyAddress(address: string): string | null {
  const [name, host] = tidy(address).split('@')
  const meant = host === undefined ? undefined : OFTEN_MISTYPED[host.toLowerCase()]
  return meant === undefined ? null : `${name}@${meant}`
}
