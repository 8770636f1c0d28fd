import type { Refusals } from './refused.ts'

/** What is refused of a registration as a whole. */
export const OF_REGISTRATIONS = {
  'consent-mail-missing': {
    sentences: ['需要您同意通过邮件服务商发送通知'],
    field: 'consented_mail',
    raised_by: ['private.read_submission'],
  },
  'consent-register-missing': {
    sentences: ['需要您同意登记所需的信息处理'],
    field: 'consented_register',
    raised_by: ['private.read_submission'],
  },
  'declaration-missing': {
    sentences: ['请确认填报内容真实'],
    field: 'declared',
    raised_by: ['private.read_submission'],
  },
  'draft-too-large': {
    sentences: ['草稿太长，没有保存'],
    field: null,
    raised_by: ['calls.save_registration_draft'],
  },
  'note-long': {
    sentences: ['说明最多 500 个字'],
    field: 'note',
    raised_by: ['calls.request_recovery', 'private.read_submission'],
  },
  'note-missing': { sentences: ['请写明要变更什么'], field: 'note', raised_by: ['private.read_submission'] },
  'purpose-missing': {
    sentences: ['请选择要办理的事项'],
    field: 'purpose',
    raised_by: ['private.read_submission'],
  },
  'registration-first-missing': {
    sentences: ['该单位还没有通过首次登记，请先审核首次登记'],
    field: 'purpose',
    raised_by: ['private.place_registration'],
  },
  'registration-missing': {
    sentences: ['找不到这份登记，请回到「我的登记」重新打开', '找不到这份登记'],
    field: null,
    raised_by: ['calls.submit_registration', 'calls.withdraw_registration', 'private.own_registration'],
  },
  'registration-no-committee': {
    sentences: ['填报的区划没有团委机关，请先在 organizations 新建该单位，再把编号填到 organization_code'],
    field: 'organization_code',
    raised_by: ['private.place_registration'],
  },
  'registration-not-open': {
    page_does: 'shows the receipt, where an earlier attempt has arrived',
    sentences: ['这份登记现在是「%s」，不能再改'],
    field: null,
    raised_by: ['calls.submit_registration'],
  },
  'registration-open-already': {
    sentences: ['这个单位的登记已经提交过一份，正在办理。请等审核，或先在「我的登记」撤回那一份'],
    field: 'organization_code',
    raised_by: ['private.step_registration'],
  },
  'registration-organization-closed': {
    sentences: ['该单位已撤销，不能通过登记'],
    field: 'organization_code',
    raised_by: ['private.place_registration'],
  },
  'registration-placed': {
    sentences: ['通过的登记不能改单位和事项：请撤回它，再审核正确的一份'],
    field: 'organization_code',
    raised_by: ['private.step_registration'],
  },
  'registration-reason-missing': {
    sentences: ['退回或不予通过时请在 decision_reason 写明原因，填报人会看到'],
    field: 'decision_reason',
    raised_by: ['private.step_registration'],
  },
  'registration-second-approval': {
    sentences: ['该单位已有一份通过的登记，不能再通过一份；可退回并说明原因'],
    field: 'state',
    raised_by: ['private.place_registration'],
  },
  'registration-too-large': {
    sentences: ['填的内容太多，没有收下'],
    field: null,
    raised_by: ['calls.request_recovery', 'calls.submit_registration'],
  },
  'registration-too-many': {
    sentences: ['您已有五份登记在办理，请等审核或先撤回一份'],
    field: null,
    raised_by: ['private.step_registration'],
  },
  'registration-transition': {
    sentences: ['登记不能从「%s」变为「%s」', '新的登记只能是草稿或待审核'],
    field: 'state',
    raised_by: ['private.step_registration'],
  },
} as const satisfies Refusals
