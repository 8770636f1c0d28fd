import { z } from 'zod'
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

/** E-mail address, with full-width `＠`, spaces and `mailto:` tidied and the host in lower case. */
export const MailboxAddress = tidied('请填写邮箱地址')
  .transform((typed) =>
    typed
      .replace(/\s/g, '')
      .replace(/^mailto:/i, '')
      .replace(/[。｡]/g, '.'),
  )
  .transform((address) => address.replace(/@[^@]*$/, (host) => host.toLowerCase()))
  .superRefine((address, context) => {
    const say = (message: string) => context.addIssue({ code: 'custom', message })
    const host = address.split('@')[1]
    if (address === '') say('请填写邮箱地址')
    else if (host === undefined) say('邮箱地址里少了「@」，例如 tuanwei@school.edu.cn')
    else if (address.length > 254) say('邮箱地址太长，请核对')
    else if (!z.email().safeParse(address).success) say('邮箱地址不完整，例如 tuanwei@school.edu.cn')
  })

/** The address that was probably meant, for a question beside the field; null where nothing looks wrong. */
export function likelyAddress(address: string): string | null {
  const [name, host] = tidy(address).split('@')
  const meant = host === undefined ? undefined : OFTEN_MISTYPED[host.toLowerCase()]
  return meant === undefined ? null : `${name}@${meant}`
}
