import { FEDERATION } from '../contracts/federation.ts'
import { dateInWords } from '../contracts/time.ts'
import { severalLines } from './letter.ts'
import { named, seeMine, type Writer } from './letter-body.ts'

export const registrationReceived: Writer<'registration_received'> = (payload, addresses) => ({
  topic: '登记已收到',
  paragraphs: [
    `我们收到了${named(payload)}的登记，已经交给上级团组织核对。`,
    payload.answer_due_on
      ? `上级应在 ${dateInWords(payload.answer_due_on)} 前答复。结果会发到这个邮箱，在那之前您不用做什么。`
      : '结果会发到这个邮箱，在那之前您不用做什么。',
  ],
  button: seeMine(addresses),
  notes: ['想看进度或撤回登记，请到「我的登记」，用这个邮箱登录。'],
})

export const registrationReturned: Writer<'registration_returned'> = (payload, addresses) => ({
  topic: '登记需要修改',
  paragraphs: [`${named(payload)}的登记被上级团组织退回，请按下面的说明修改后再提交。已经填写的内容都还在。`],
  quotation: { label: '上级的说明', text: severalLines(payload.reason) },
  button: { label: '修改登记', address: addresses.mine },
  notes: ['登录时请用这个邮箱。'],
})

export const registrationApproved: Writer<'registration_approved'> = (payload, addresses) => ({
  topic: '登记已通过',
  paragraphs: [
    `${named(payload)}的登记已经通过，几分钟后就能在${FEDERATION.directory}里查到。`,
    '如果您申请了新账号，账号开通后会再发一封邮件，里面有领取凭据的一次性链接。',
  ],
  ...(payload.reason ? { quotation: { label: '上级的说明', text: severalLines(payload.reason) } } : {}),
  button: seeMine(addresses),
  notes: [],
})

export const registrationRejected: Writer<'registration_rejected'> = (payload, addresses) => ({
  topic: '登记未通过',
  paragraphs: [`${named(payload)}的登记没有通过。`],
  quotation: { label: '原因', text: severalLines(payload.reason) },
  button: seeMine(addresses),
  notes: ['如果您认为有误，请先与上级团组织核对，之后可以重新登记。'],
})

export const registrationWithdrawn: Writer<'registration_withdrawn'> = (payload, addresses) => ({
  topic: '登记已撤回',
  paragraphs: [`${named(payload)}的登记已经撤回，上级团组织不会再处理它。`],
  button: seeMine(addresses),
  notes: ['需要时可以随时重新登记。如果不是您撤回的，请登录查看，并告诉上级团组织。'],
})
