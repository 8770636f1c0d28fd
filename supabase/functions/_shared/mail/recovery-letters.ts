import { oneLine } from './letter.ts'
import { named, seeMine, type Writer } from './letter-body.ts'

const WHY = { password_lost: '密码丢失', person_left: '原联系人离任' } as const

export const recoveryAsked: Writer<'recovery_asked'> = (payload, addresses) => {
  const name = named(payload)
  switch (payload.reader) {
    case 'asker':
      return {
        topic: '找回账号的申请已收到',
        paragraphs: [
          `您为${name}申请找回账号（${WHY[payload.why]}）。上级团组织会打电话核实；同意以后，新的凭据会发到这个邮箱。`,
        ],
        button: seeMine(addresses),
        notes: ['在那之前一切照旧。不需要了，可以在「我的登记」撤回。'],
      }
    case 'old':
      return {
        topic: '有人申请找回账号',
        paragraphs: [
          `有人用别的邮箱为${name}申请找回账号（${WHY[payload.why]}）。上级团组织同意以后，联系邮箱会换成那一个，发到这里的一次性链接都会失效。`,
        ],
        button: { label: '查看单位页面', address: addresses.organization },
        notes: ['如果贵单位没有申请，请马上打电话告诉上级团组织。贵单位自己申请的，不用做什么。'],
        why: `您收到它，是因为${name}现在的联系邮箱是这一个。`,
      }
  }
}

export const recoveryDecided: Writer<'recovery_decided'> = (payload, addresses) => ({
  topic: payload.is_approved ? '已同意找回账号' : '没有同意找回账号',
  paragraphs: payload.is_approved
    ? [
        `上级团组织同意为${named(payload)}找回账号。您现在是联系人，通知发到这个邮箱；以前发出的链接都已失效。`,
        '工作人员会向平台要新的登录名和初始密码，办好以后把一次性链接发到这里。',
      ]
    : [`上级团组织没有同意为${named(payload)}找回账号。`],
  facts: payload.reason ? [{ label: '原因', value: oneLine(payload.reason) }] : [],
  button: seeMine(addresses),
  notes: payload.is_approved ? [] : ['有疑问的，请打电话问上级团组织；情况变了，可以再申请。'],
})
