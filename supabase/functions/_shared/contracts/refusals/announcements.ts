import type { Refusals } from './refused.ts'

/** What is refused of notices. */
export const OF_ANNOUNCEMENTS = {
  'announcement-attachments': {
    sentences: ['附件请写成 [{"title":"使用指南","address":"https://…"}]，没有附件写 []'],
    field: 'attachments',
    raised_by: ['private.check_announcement'],
  },
  'announcement-audience': {
    sentences: ['找不到面向的类别，请填 organization_kinds 里的 id'],
    field: 'audience_kinds',
    raised_by: ['private.check_announcement'],
  },
  'announcement-audience-levels': {
    sentences: ['找不到面向的层级，请填 levels 里的 number'],
    field: 'audience_levels',
    raised_by: ['private.check_announcement'],
  },
  'announcement-body': {
    sentences: ['请写正文，最多 50,000 个字'],
    field: 'body',
    raised_by: ['private.check_announcement'],
  },
  'announcement-issued-ahead': {
    sentences: ['成文日期不能晚于发布的那一天，请核对 issued_on 和 publish_at'],
    field: 'issued_on',
    raised_by: ['private.check_announcement'],
  },
  'announcement-issuer': {
    sentences: ['找不到发文单位，请填 organizations 里的编号'],
    field: 'issuer_code',
    raised_by: ['private.check_announcement'],
  },
  'announcement-relay': {
    sentences: ['找不到被转发的公告，请填它的 slug'],
    field: 'relayed_from',
    raised_by: ['private.check_announcement'],
  },
  'announcement-relay-self': {
    sentences: ['公告不能转发自己'],
    field: 'relayed_from',
    raised_by: ['private.check_announcement'],
  },
  'announcement-slug': {
    sentences: ['网址编号只能用小写字母、数字和连字符；可以留空'],
    field: 'slug',
    raised_by: ['private.check_announcement'],
  },
  'announcement-slug-permanent': {
    sentences: ['公告发布后网址编号不能修改'],
    field: 'slug',
    raised_by: ['private.check_announcement_state'],
  },
  'announcement-title': {
    sentences: ['标题应为 4 至 120 个字'],
    field: 'title',
    raised_by: ['private.check_announcement'],
  },
  'announcement-transition': {
    sentences: ['已发布过的公告不能再改回草稿，可以改为 withdrawn 撤下'],
    field: 'state',
    raised_by: ['private.check_announcement_state'],
  },
} as const satisfies Refusals
