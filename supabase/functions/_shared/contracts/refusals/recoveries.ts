import type { Refusals } from './refused.ts'

/** What is refused of requests to recover an account. */
export const OF_RECOVERIES = {
  'recovery-asked': {
    sentences: ['您已经为这个单位提出过申请，正在等上级办理'],
    field: 'organization_code',
    raised_by: ['calls.request_recovery'],
  },
  'recovery-missing': {
    sentences: ['找不到这份申请，或者它已经办完'],
    field: null,
    raised_by: ['calls.withdraw_recovery'],
  },
  'recovery-no-contact': {
    sentences: ['这个单位已撤销，或者现在没有通过的登记，不能找回'],
    field: 'state',
    raised_by: ['private.step_recovery'],
  },
  'recovery-not-registered': {
    sentences: ['这个编号的单位还没有登记过，请核对编号；没有登记过的，请直接登记'],
    field: 'organization_code',
    raised_by: ['calls.request_recovery'],
  },
  'recovery-reason-missing': {
    sentences: ['不同意时请在 decision_reason 写明原因，申请人会看到'],
    field: 'decision_reason',
    raised_by: ['private.step_recovery'],
  },
  'recovery-too-many': {
    sentences: ['一次最多办理三份找回申请，一天也最多申请三份，撤回的也算。请等上级答复，或明天再试'],
    field: 'organization_code',
    raised_by: ['calls.request_recovery'],
  },
  'recovery-transition': {
    sentences: ['找回申请不能从 %s 变为 %s'],
    field: 'state',
    raised_by: ['private.step_recovery'],
  },
  'recovery-why': { sentences: ['请选择为什么要找回'], field: 'why', raised_by: ['calls.request_recovery'] },
} as const satisfies Refusals
