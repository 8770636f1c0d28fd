import { type Random, randomOf } from './random.ts'

/**
 * Everybody here is invented, and meant to be known by it: two-character family names that are hardly borne today and that no
 * place or school carries, a number range that nobody was given (154-0…), area code 0000, mailboxes at the reserved domains.
 */
const FAMILIES = [
  '万俟',
  '赫连',
  '澹台',
  '公冶',
  '宗政',
  '淳于',
  '太叔',
  '申屠',
  '令狐',
  '宇文',
  '闾丘',
  '呼延',
]
const FIRST = [...'一书若子思安景知明清予云怀修听望南照行青微言初之']
const SECOND = [...'鸣远溪衡齐然行夏和安舟川野宁白希洲遥朗禾松越晚嘉']

/** Finds an invented person's name wherever it stands; for tests that look for leaks. */
export const INVENTED_NAME = new RegExp(`(?:${FAMILIES.join('|')})[${FIRST.join('')}][${SECOND.join('')}]`)
/** Finds an invented mobile number. */
export const INVENTED_MOBILE = /15400\d{6}/
/** Finds an invented mailbox. */
export const INVENTED_MAILBOX = /lianxi-\d+@example\.(?:com|org)/

const POSTS = [
  '团委书记',
  '团委副书记',
  '宣传部部长',
  '组织部干事',
  '新媒体中心主任',
  '团委干事',
  '德育处主任',
  '团总支书记',
]
/** R073, R075. */
export const CADRE_POSTS = ['团委书记', '团委副书记', '专职团干部', '兼职团干部', '挂职副书记']
export const YOUTH_WORKER_POSTS = [
  '青年志愿者',
  '少先队辅导员',
  '青年文明号负责人',
  '青联委员',
  '青年典型',
  '大学生村官',
]

export interface InventedContact {
  readonly name: string
  readonly post: string
  readonly phone: string | null
  readonly mobile: string
  readonly email: string
}

export const personName = (random: Random) =>
  `${random.pick(FAMILIES)}${random.pick(FIRST)}${random.pick(SECOND)}`

/** The person in charge of the registration with this number, 1 to 999,999. */
export function contactOf(number: number): InventedContact {
  const random = randomOf('contact', number)
  const digits = String(number).padStart(6, '0')
  return {
    name: personName(random),
    post: random.pick(POSTS),
    phone: random.chance(0.4) ? `0000-6${digits}` : null,
    mobile: `15400${digits}`,
    email: `lianxi-${digits}@example.${random.chance(0.5) ? 'com' : 'org'}`,
  }
}
