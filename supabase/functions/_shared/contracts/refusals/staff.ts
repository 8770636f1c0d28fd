import type { Refusals } from './refused.ts'

/** What is refused of those who work here: staff, their desk and the audit log. */
export const OF_STAFF = {
  'audit-is-final': {
    sentences: ['审计记录不能修改或删除'],
    field: null,
    raised_by: ['private.is_written_once'],
  },
  'desk-bundle-missing': {
    sentences: ['找不到这个转交包，或者它已经结束'],
    field: null,
    raised_by: ['calls.desk_send_bundle'],
  },
  'desk-closed': {
    sentences: ['这个邮箱不是督导人员的邮箱。请换督导人员的邮箱登录，或者请上级团委把它加进来'],
    field: 'email',
    raised_by: ['private.enter_desk'],
  },
  'desk-missing': {
    sentences: [
      '找不到这份登记，或者它不在您督导的范围里',
      '找不到这份凭据，或者它不在您督导的范围里',
      '找不到这份申请，或者它不在您督导的范围里',
    ],
    field: null,
    raised_by: [
      'calls.desk_decide_recovery',
      'calls.desk_registrations',
      'private.desk_credential',
      'private.desk_registration',
    ],
  },
  'desk-not-opened': {
    sentences: ['凭据还没有打开过，不能确认启用'],
    field: null,
    raised_by: ['calls.desk_confirm_activation'],
  },
  'desk-own-request': {
    sentences: ['这是您自己提出的申请，请让另一位督导人员办理'],
    field: null,
    raised_by: ['calls.desk_decide_recovery'],
  },
  'staff-email': {
    sentences: ['请填写一个完整的邮箱地址，前后不要有别的字'],
    field: 'email',
    raised_by: ['private.check_staff_member'],
  },
  'staff-name': { sentences: ['请填写姓名'], field: 'name', raised_by: ['private.check_staff_member'] },
  'staff-operator-scope': {
    sentences: ['operator 填平台 platform，不填团委编号'],
    field: 'platform',
    raised_by: ['private.check_staff_member'],
  },
  'staff-organization': {
    sentences: ['找不到这个团委，请填 organizations 里团委机关的编号'],
    field: 'organization_code',
    raised_by: ['private.check_staff_member'],
  },
  'staff-platform': {
    sentences: ['找不到这个平台，请填 platforms 里的 id'],
    field: 'platform',
    raised_by: ['private.check_staff_member'],
  },
  'staff-supervisor-scope': {
    sentences: ['supervisor 填所属团委编号 organization_code，不填平台'],
    field: 'organization_code',
    raised_by: ['private.check_staff_member'],
  },
  'value-missing': {
    sentences: ['「%s」不能空，请填 %s'],
    field: null,
    raised_by: ['private.ask_for_missing'],
  },
} as const satisfies Refusals
