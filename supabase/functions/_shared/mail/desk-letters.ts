import { beijingTime } from '../contracts/time.ts'
import { oneLine } from './letter.ts'
import { named, type Writer } from './letter-body.ts'

const COUNTED = [
  ['undeliverable', '凭据无法送达'],
  ['no_response', '凭据久未领取'],
  ['not_activated', '打开后久未启用'],
  ['mailbox', '联系邮箱收不到信'],
  ['recovery', '申请找回账号'],
  ['no_contact', '联系人已删除'],
] as const

export const deskDigest: Writer<'desk_digest'> = (payload, addresses) => ({
  topic: '有单位需要您联系',
  paragraphs: [
    '您督导的单位里，有的收不到信，有的一直没有领取账号，或者在等您答复。请打电话联系，并在督导台办理。',
  ],
  facts: COUNTED.flatMap(([kind, label]) =>
    payload[kind] === 0 ? [] : [{ label, value: `${payload[kind]} 件` }],
  ),
  button: { label: '打开督导台', address: addresses.desk },
  notes: ['用这个邮箱登录。信里不写单位和联系人，登录以后才能看到。'],
  why: `您收到它，是因为您是${named(payload)}的督导人员。一天最多一封。`,
})

export const bundleLink: Writer<'bundle_link'> = (payload, addresses) => ({
  topic: '有账号凭据请您转交',
  paragraphs: [
    `「${oneLine(payload.title)}」里有下级单位的账号凭据，请您逐个打开、逐个转交。打开链接先看到清单，按下某一个的「打开」才会显示它的登录名和初始密码。`,
  ],
  facts: [
    { label: '等待转交', value: `${payload.accounts} 个` },
    { label: '有效期至', value: beijingTime(payload.link_expires_at) },
  ],
  button: { label: '去转交凭据', address: addresses.own },
  notes: [
    '每个凭据只能打开一次，同一个浏览器在十分钟内还能再看。请当面或打电话转交，不要用聊天软件发密码；交出以后写下交给了谁。',
    '请不要转发这封邮件：拿到链接的人就能领走凭据。',
    `链接过期了，可以在督导台再发一次：${addresses.desk}`,
  ],
  why: `您收到它，是因为您是${named(payload)}的督导人员。`,
})
