import type { Refusals } from './refused.ts'

/** What is refused from the intake of a credential to its confirmation, bundles included. */
export const OF_CREDENTIALS = {
  'bundle-links-used': {
    sentences: ['链接已发过二十次，请联系工作人员'],
    field: null,
    raised_by: ['calls.desk_send_bundle'],
  },
  'bundle-mailbox': {
    sentences: ['链接只能发给该团委登录过督导台的督导人员：请先在 staff_members 加上，并请本人登录一次'],
    field: 'email',
    raised_by: ['private.check_bundle'],
  },
  'bundle-organization': {
    sentences: ['找不到这个团委，请填 organizations 里团委机关的编号'],
    field: 'organization_code',
    raised_by: ['private.check_bundle'],
  },
  'bundle-title': {
    sentences: ['请写名称，2 至 60 个字'],
    field: 'title',
    raised_by: ['private.check_bundle'],
  },
  'credential-bundled': {
    sentences: ['这份凭据经上级转交，没有单位自己的链接'],
    field: null,
    raised_by: ['private.send_link_again'],
  },
  'credential-contact': {
    sentences: ['凭据只能发给单位现在的联系人'],
    field: 'registration_id',
    raised_by: ['private.keep_credential_addressed'],
  },
  'credential-ended': {
    sentences: ['这份凭据已经启用或作废，不需要新链接'],
    field: null,
    raised_by: ['private.send_link_again'],
  },
  'credential-erased': {
    sentences: ['抹去的凭据不能再写回，请重新录入'],
    field: 'sealed',
    raised_by: ['private.step_credential'],
  },
  'credential-link-recent': {
    sentences: ['十分钟内已经发过一次，请先查看邮箱和垃圾邮件箱'],
    field: null,
    raised_by: ['calls.desk_send_bundle', 'private.send_link_again'],
  },
  'credential-missing': {
    sentences: ['找不到这份凭据'],
    field: null,
    raised_by: ['calls.request_credential_link'],
  },
  'credential-reminded-today': {
    sentences: ['今天已经提醒过，一天最多一次'],
    field: 'reminders',
    raised_by: ['private.step_credential'],
  },
  'credential-transition': {
    sentences: ['凭据不能从 %s 变为 %s'],
    field: 'state',
    raised_by: ['private.step_credential'],
  },
  'intake-account-missing': {
    sentences: [
      '找不到这个账号编号，或者账号已经关闭',
      '找不到这个账号：该单位在这个平台没有账号，或者账号已经关闭',
      '找不到这个账号，请核对账号编号，或组织编号和平台',
    ],
    field: null,
    raised_by: ['private.intake_account', 'private.issue_credential'],
  },
  'intake-account-unnamed': {
    sentences: ['这个账号还没有昵称和账号名，请先在 accounts 填好'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
  'intake-account-unsaid': {
    sentences: ['没有填账号编号，也没有填组织编号'],
    field: null,
    raised_by: ['private.intake_account'],
  },
  'intake-bundle': {
    sentences: ['找不到这个转交包，或者该单位不在它的团委之下'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
  'intake-login-missing': {
    sentences: ['没有填登录名'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
  'intake-no-key': {
    sentences: ['还没有安装封存公钥，请联系技术人员'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
  'intake-no-mailbox': {
    sentences: [
      '该单位还没有通过审核的登记，请先审核登记',
      '该单位没有通过审核的登记，或者联系人已删除，没有可以发信的邮箱',
    ],
    field: null,
    raised_by: ['private.intake_account', 'private.issue_credential'],
  },
  'intake-organization-missing': {
    sentences: ['找不到这个组织编号'],
    field: null,
    raised_by: ['private.intake_account'],
  },
  'intake-password-missing': {
    sentences: ['没有填初始密码'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
  'intake-platform-missing': {
    sentences: ['没有这个平台，请写代号：%s'],
    field: null,
    raised_by: ['private.intake_account'],
  },
  'intake-platform-unsaid': { sentences: ['没有填平台'], field: null, raised_by: ['private.intake_account'] },
  'intake-too-long': {
    sentences: ['登录名和初始密码都不能超过 200 个字'],
    field: null,
    raised_by: ['private.issue_credential'],
  },
} as const satisfies Refusals
