import { named, seeMine, UNREGISTERED, type Writer } from './letter-body.ts'

const ASKERS = { school: '单位的联系人', supervisor: '上级团组织', staff: '工作人员' } as const

/** Both go to a mailbox that nobody has proven yet: they say nothing of a person. */
const proofParagraph = (payload: Parameters<Writer<'mailbox_proof'>>[0]) =>
  `${ASKERS[payload.asked_by]}要把${named(payload, UNREGISTERED)}的联系邮箱换成这个邮箱。确认以后，通知和账号的一次性链接才会发到这里。`
const proofWhy = (payload: Parameters<Writer<'mailbox_proof'>>[0]) =>
  `您收到它，是因为有人把这个邮箱填作${named(payload, UNREGISTERED)}的联系邮箱。与您无关的话，请删除它，不要点开链接。`

export const mailboxProof: Writer<'mailbox_proof'> = (payload, addresses) => ({
  topic: '请确认邮箱',
  paragraphs: [proofParagraph(payload)],
  facts: [{ label: '验证码', value: addresses.code }],
  button: { label: '去确认邮箱', address: addresses.own },
  notes: [
    '一天内有效，填错五次就作废。打开的页面上会带好验证码，看清是哪个单位，再按一下「确认」。',
    '不是贵单位的，请不要确认，删除这封信就行。',
  ],
  why: proofWhy(payload),
})

/** To somebody who did not ask: no code to type, a link that nobody can guess. */
export const mailboxLink: Writer<'mailbox_link'> = (payload, addresses) => ({
  topic: '请确认邮箱',
  paragraphs: [proofParagraph(payload)],
  button: { label: '去确认邮箱', address: addresses.own },
  notes: [
    '七天内有效。打开的页面上写着是哪个单位，看清以后再按一下「确认」；在那之前什么也不会换。',
    '不是贵单位的，请不要确认，删除这封信就行。',
  ],
  why: proofWhy(payload),
})

const ANSWER_THERE = '请用这个邮箱登录「我的登记」答复，同意或不同意；不用回这封信。'

/** To the mailbox that others want to be another one. */
export const mailboxQuestion: Writer<'mailbox_question'> = (payload, addresses) => ({
  topic: '请答复：是否更换联系邮箱',
  paragraphs: [
    `${ASKERS[payload.asked_by]}要把${named(payload)}的联系邮箱从这一个换成 ${payload.new_mailbox}。您同意了才换；在那之前一切照旧。`,
    ANSWER_THERE,
  ],
  button: { label: '去答复', address: addresses.mine },
  notes: ['十四天里既没有答复，也没有人用这个邮箱登录，才会按这个邮箱没有人用了办理。不同意的，请务必答复。'],
  why: `您收到它，是因为${named(payload)}现在的联系邮箱是这一个。`,
})

const WANTS = { change: '变更信息', add_account: '增加账号' } as const

/** To the present contact: somebody else filed for the same organization. */
export const foreignRequest: Writer<'foreign_request'> = (payload, addresses) => ({
  topic: '有别的邮箱提出了登记，请答复',
  paragraphs: [
    `有人从别的邮箱为${named(payload)}提出了${WANTS[payload.purpose]}。这份登记就是通过了，联系邮箱也不换，账号的一次性链接仍然只发到这里。`,
    `是贵单位换了人的，您同意以后，联系邮箱才换成那一个；不是的，请答复不同意。${ANSWER_THERE}`,
  ],
  button: { label: '去答复', address: addresses.mine },
  notes: ['72 小时没有答复的，上级团组织会按登记的电话找贵单位核实，再决定。'],
  why: `您收到它，是因为${named(payload)}现在的联系邮箱是这一个。`,
})

/** Harmless: it changes nothing but the date on which the mailbox was last known to be alive. */
export const mailboxCheck: Writer<'mailbox_check'> = (payload, addresses) => ({
  topic: '请确认邮箱还在使用',
  paragraphs: [
    `这个邮箱登记为${named(payload)}的联系邮箱，已经很久没有确认过。还在使用的，请按下面的按钮，再按一下「确认」。`,
  ],
  button: { label: '还在使用', address: addresses.own },
  notes: [`已经换了邮箱或者换了人的，请到「我的登记」更换：${addresses.mine}`],
})

export const mailboxChanged: Writer<'mailbox_changed'> = (payload, addresses) => {
  const name = named(payload, UNREGISTERED)
  const changed = `${name}的联系邮箱已由${ASKERS[payload.asked_by]}从 ${payload.old_mailbox} 换成 ${payload.new_mailbox}，新邮箱已经确认过。`
  const dead = '发到旧邮箱的一次性链接都已失效。'
  const topic = '联系邮箱已更换'
  switch (payload.reader) {
    case 'old':
      return {
        topic,
        paragraphs: [changed, `${dead}这个邮箱以后不再收到${name}的通知。`],
        button: { label: '查看单位页面', address: addresses.organization },
        notes: ['如果不是贵单位换的，请马上打电话告诉上级团组织。'],
        why: `您收到它，是因为${name}以前的联系邮箱是这一个。`,
      }
    case 'new':
      return {
        topic,
        paragraphs: [changed, `${dead}还没有领取的凭据，会另外发一封带新链接的邮件到这里。`],
        button: seeMine(addresses),
        notes: ['以后请用这个邮箱登录「我的登记」。'],
      }
    case 'supervisor':
      return {
        topic,
        paragraphs: [changed, `${dead}还没有领取的凭据，新链接已发到新邮箱。`],
        button: { label: '打开督导台', address: addresses.desk },
        notes: ['如果您认为不对，请打电话向该单位核实。'],
        why: `您收到它，是因为您负责督导${name}。`,
      }
  }
}
