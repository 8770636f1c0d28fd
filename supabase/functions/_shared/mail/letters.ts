import { FEDERATION } from '../contracts/federation.ts'
import { chineseDate, chineseTime } from './dates.ts'
import { type Letter, oneLine, severalLines, shorten } from './letter.ts'
import type { MailKind, QueuedMail } from './queued-mail.ts'

/** Where the letter's one button may lead. */
export interface LetterAddresses {
  readonly site: string
  /** `/my`: the state in words, corrections, a new link. */
  readonly mine: string
  /** The organization's public page, `/my` where its code is not known. */
  readonly organization: string
  /** The one-time link of the mail's own credential; the bare page for every other kind. */
  readonly credential: string
}

type Body = Omit<Letter, 'subject' | 'greeting' | 'footer'> & { readonly topic: string }
type Writer<Kind extends MailKind> = (
  payload: Extract<QueuedMail, { kind: Kind }>['payload'],
  addresses: LetterAddresses,
) => Body

/** Long enough for nearly every name, short enough for a list of mails on a phone. */
const SUBJECT_NAME_LENGTH = 24

const name = (payload: { organization_name: string }) => oneLine(payload.organization_name)
const seeMine = (addresses: LetterAddresses) => ({ label: '查看我的登记', address: addresses.mine })

const registrationReceived: Writer<'registration_received'> = (payload, addresses) => ({
  topic: '登记已收到',
  paragraphs: [
    `我们收到了「${name(payload)}」的登记，已经交给上级团组织核对。`,
    payload.answer_due_on
      ? `上级应在 ${chineseDate(payload.answer_due_on)} 前答复。结果会发到这个邮箱，在那之前您不用做什么。`
      : '结果会发到这个邮箱，在那之前您不用做什么。',
  ],
  button: seeMine(addresses),
  notes: ['想看进度或撤回登记，请到「我的登记」，用这个邮箱登录。'],
})

const registrationReturned: Writer<'registration_returned'> = (payload, addresses) => ({
  topic: '登记需要修改',
  paragraphs: [
    `「${name(payload)}」的登记被上级团组织退回，请按下面的说明修改后再提交。已经填写的内容都还在。`,
  ],
  quotation: { label: '上级的说明', text: severalLines(payload.reason) },
  button: { label: '修改登记', address: addresses.mine },
  notes: ['登录时请用这个邮箱。'],
})

const registrationApproved: Writer<'registration_approved'> = (payload, addresses) => ({
  topic: '登记已通过',
  paragraphs: [
    `「${name(payload)}」的登记已经通过，几分钟后就能在${FEDERATION.directory}里查到。`,
    '如果您申请了新账号，账号开通后会再发一封邮件，里面有领取凭据的一次性链接。',
  ],
  ...(payload.reason ? { quotation: { label: '上级的说明', text: severalLines(payload.reason) } } : {}),
  button: seeMine(addresses),
  notes: [],
})

const registrationRejected: Writer<'registration_rejected'> = (payload, addresses) => ({
  topic: '登记未通过',
  paragraphs: [`「${name(payload)}」的登记没有通过。`],
  quotation: { label: '原因', text: severalLines(payload.reason) },
  button: seeMine(addresses),
  notes: ['如果您认为有误，请先与上级团组织核对，之后可以重新登记。'],
})

const registrationWithdrawn: Writer<'registration_withdrawn'> = (payload, addresses) => ({
  topic: '登记已撤回',
  paragraphs: [`「${name(payload)}」的登记已经撤回，上级团组织不会再处理它。`],
  button: seeMine(addresses),
  notes: ['需要时可以随时重新登记。如果不是您撤回的，请登录查看，并告诉上级团组织。'],
})

const credentialLink: Writer<'credential_link'> = (payload, addresses) => ({
  topic: '请领取账号凭据',
  paragraphs: [
    `「${name(payload)}」的官方账号已经开通。登录名和初始密码在下面的一次性链接里，打开页面后再按「打开凭据」才会显示。`,
  ],
  facts: [
    { label: '平台', value: oneLine(payload.platform_name) },
    { label: '有效期至', value: chineseTime(payload.link_expires_at) },
  ],
  button: { label: '去领取凭据', address: addresses.credential },
  notes: [
    '凭据只能打开一次；打开后，同一个浏览器在十分钟内还能再看。请准备好记录，并马上修改初始密码。',
    '请不要转发这封邮件：拿到链接的人就能领走凭据。',
    `链接过期了，可以到「我的登记」申请新链接：${addresses.mine}`,
  ],
})

const activationConfirmed: Writer<'activation_confirmed'> = (payload, addresses) => ({
  topic: '账号已启用',
  paragraphs: [
    payload.platform_name
      ? `「${name(payload)}」在${oneLine(payload.platform_name)}的官方账号已经确认启用，谢谢您。`
      : `「${name(payload)}」的官方账号已经确认启用，谢谢您。`,
    '领取凭据的链接已经失效，凭据也已从我们的系统中清除。',
  ],
  button: { label: '查看单位页面', address: addresses.organization },
  notes: ['如果不是您确认的，请马上修改账号密码，并告诉上级团组织。'],
})

export function writeLetter(mail: QueuedMail, addresses: LetterAddresses): Letter {
  const { topic, ...body } = bodyOf(mail, addresses)
  const organization = name(mail.payload)
  const contact = oneLine(mail.payload.contact_name ?? '')
  return {
    ...body,
    subject: `${shorten(organization, SUBJECT_NAME_LENGTH)}：${topic}`,
    greeting: contact === '' ? '您好：' : `${contact}，您好：`,
    footer: {
      sender: FEDERATION.title,
      home: addresses.site,
      sentences: [
        `本邮件由「${FEDERATION.title}」自动发出，请不要直接回复。`,
        `您收到它，是因为有人用这个邮箱为「${organization}」办理登记，并填对了发到这里的验证码。与您无关的话，请删除它，不要点开链接。`,
        '我们不会在邮件、电话或聊天里向您要密码或验证码，邮件里也从不写密码。',
      ],
    },
  }
}

function bodyOf(mail: QueuedMail, addresses: LetterAddresses): Body {
  switch (mail.kind) {
    case 'registration_received':
      return registrationReceived(mail.payload, addresses)
    case 'registration_returned':
      return registrationReturned(mail.payload, addresses)
    case 'registration_approved':
      return registrationApproved(mail.payload, addresses)
    case 'registration_rejected':
      return registrationRejected(mail.payload, addresses)
    case 'registration_withdrawn':
      return registrationWithdrawn(mail.payload, addresses)
    case 'credential_link':
      return credentialLink(mail.payload, addresses)
    case 'activation_confirmed':
      return activationConfirmed(mail.payload, addresses)
  }
}
