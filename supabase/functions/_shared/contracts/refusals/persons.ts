import type { Refusals } from './refused.ts'

/** What is refused of the erasure of a person. */
export const OF_PERSONS = {
  'person-is-staff': {
    sentences: ['这是工作人员的邮箱：请先在 staff_members 删除这一行，再删除个人信息'],
    field: 'mailbox',
    raised_by: ['private.erase_person'],
  },
  'person-missing': {
    sentences: ['没有找到这个邮箱，请核对'],
    field: 'mailbox',
    raised_by: ['private.erase_person'],
  },
  'person-not-lately': {
    sentences: ['删除前要再证明一次邮箱是您的：请退出登录，重新登录一次，半小时内再删除'],
    field: 'email',
    raised_by: ['calls.erase_me'],
  },
  'person-unsaid': {
    sentences: ['请填写要删除的人的邮箱'],
    field: 'mailbox',
    raised_by: ['private.take_in_erasure'],
  },
} as const satisfies Refusals
