import { beijingTime } from '../contracts/time.ts'
import { oneLine } from './letter.ts'
import { named, type Writer } from './letter-body.ts'

export const credentialLink: Writer<'credential_link'> = (payload, addresses) => ({
  topic: '请领取账号凭据',
  paragraphs: [
    `${named(payload)}的官方账号已经开通。登录名和初始密码在下面的一次性链接里，打开页面后再按「打开凭据」才会显示。`,
  ],
  facts: [
    { label: '平台', value: oneLine(payload.platform_name) },
    { label: '有效期至', value: beijingTime(payload.link_expires_at) },
  ],
  button: { label: '去领取凭据', address: addresses.own },
  notes: [
    '凭据只能打开一次；打开后，同一个浏览器在十分钟内还能再看。请准备好记录，并马上修改初始密码。',
    '请不要转发这封邮件：拿到链接的人就能领走凭据。',
    `链接过期了，可以到「我的登记」申请新链接：${addresses.mine}`,
  ],
})

export const credentialReminder: Writer<'credential_reminder'> = (payload, addresses) => ({
  topic: '账号凭据还没有领取',
  paragraphs: [
    `${named(payload)}的官方账号已经开通，登录名和初始密码一直没有人领取。以前的链接已经失效，请用下面这个新的。`,
  ],
  facts: [
    { label: '平台', value: oneLine(payload.platform_name) },
    { label: '有效期至', value: beijingTime(payload.link_expires_at) },
  ],
  button: { label: '去领取凭据', address: addresses.own },
  notes: [
    '凭据只能打开一次；打开后，同一个浏览器在十分钟内还能再看。请准备好记录，并马上修改初始密码。',
    '请不要转发这封邮件：拿到链接的人就能领走凭据。',
    `您已不负责这项工作的，请到「我的登记」换一个联系邮箱：${addresses.mine}`,
  ],
})

export const activationReminder: Writer<'activation_reminder'> = (payload, addresses) => ({
  topic: '请确认账号已启用',
  paragraphs: [
    `${named(payload)}在${oneLine(payload.platform_name)}的账号凭据已经打开，还没有确认启用。登录平台并改好密码以后，请回到页面按「我已启用」。`,
  ],
  button: { label: '去确认启用', address: addresses.own },
  notes: ['凭据不是贵单位打开的，或者没有记下密码的，请马上到「我的登记」要求重新发放。'],
})

export const activationConfirmed: Writer<'activation_confirmed'> = (payload, addresses) => ({
  topic: '账号已启用',
  paragraphs: [
    payload.platform_name
      ? `${named(payload)}在${oneLine(payload.platform_name)}的官方账号已经确认启用，谢谢您。`
      : `${named(payload)}的官方账号已经确认启用，谢谢您。`,
    '领取凭据的链接已经失效，凭据也已从我们的系统中清除。',
  ],
  button: { label: '查看单位页面', address: addresses.organization },
  notes: ['如果不是您确认的，请马上修改账号密码，并告诉上级团组织。'],
})
