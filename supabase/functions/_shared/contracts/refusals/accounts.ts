import { NAMING_RULES } from '../federation.ts'
import type { Refusals } from './refused.ts'

/** What is refused of accounts: in the register, in a registration and when one is handed over. */
export const OF_ACCOUNTS = {
  'account-address': {
    sentences: ['网址应以 https:// 开头，不能有空格'],
    field: 'address',
    raised_by: ['private.check_account'],
  },
  'account-address-platform': {
    sentences: ['网址与平台「%s」不符，请从账号主页复制网址'],
    field: 'address',
    raised_by: ['private.check_account'],
  },
  'account-date-ahead': {
    sentences: ['日期不能在将来，请核对年份'],
    field: 'opened_on',
    raised_by: ['private.check_account'],
  },
  'account-dates-order': {
    sentences: ['认证、移交和关闭日期不能早于开通日期；开通得更早的，请同时改 opened_on'],
    field: 'opened_on',
    raised_by: ['private.check_account'],
  },
  'account-handle': {
    sentences: ['账号名应为 2 至 120 个字符，不能有空格、斜线、问号和井号'],
    field: 'handle',
    raised_by: ['private.check_account'],
  },
  'account-handle-taken': {
    sentences: ['「%s」上的账号 %s 已经登记过'],
    field: 'handle',
    raised_by: ['private.check_account'],
  },
  'account-nickname': {
    sentences: ['昵称应为 2 至 30 个字'],
    field: 'nickname',
    raised_by: ['private.check_account'],
  },
  'account-opened-missing': {
    sentences: ['请先填开通日期 opened_on，再填认证或移交日期'],
    field: 'opened_on',
    raised_by: ['private.check_account'],
  },
  'account-platform-missing': {
    sentences: ['平台 %s 不在名单里'],
    field: 'platform',
    raised_by: ['private.check_account'],
  },
  'account-project': {
    sentences: ['主体是项目时填项目名称 project，不是项目时留空'],
    field: 'project',
    raised_by: ['private.check_account'],
  },
  'account-second-on-platform': {
    sentences: ['该单位在「%s」已有账号；如果密码丢失或人员变动，请申请找回，不要再开第二个'],
    field: 'platform',
    raised_by: ['private.check_account'],
  },
  'account-unnamed': {
    sentences: ['开通的账号要填昵称 nickname 或账号名 handle'],
    field: 'nickname',
    raised_by: ['private.check_account'],
  },
  'accounts-missing': {
    sentences: ['请填写已有账号，或选择申请开通新账号'],
    field: 'wanted_account',
    raised_by: ['private.read_submission'],
  },
  'existing-account-address': {
    sentences: ['网址与所选平台不符，请从账号主页复制网址'],
    field: 'existing_accounts.*.address',
    raised_by: ['private.read_accounts'],
  },
  'existing-account-handle': {
    sentences: ['请填写账号名，2 至 120 个字符，不能有空格和斜线'],
    field: 'existing_accounts.*.handle',
    raised_by: ['private.read_accounts'],
  },
  'existing-account-nickname': {
    sentences: ['请填写账号昵称，2 至 30 个字'],
    field: 'existing_accounts.*.nickname',
    raised_by: ['private.read_accounts'],
  },
  'existing-account-platform': {
    sentences: ['请选择账号所在的平台'],
    field: 'existing_accounts.*.platform',
    raised_by: ['private.read_accounts'],
  },
  'existing-account-twice': {
    sentences: ['「%s」的账号填了两次，每个平台只登记一个'],
    field: 'existing_accounts.*.platform',
    raised_by: ['private.read_accounts'],
  },
  'existing-accounts-list': {
    sentences: ['一次最多填 10 个账号'],
    field: 'existing_accounts',
    raised_by: ['private.read_accounts'],
  },
  'handover-credential': {
    sentences: ['这个单位在这个平台没有等待领取的凭据，请核对编号和平台'],
    field: 'organization_code',
    raised_by: ['private.hand_over'],
  },
  'handover-persons': {
    sentences: ['请写明谁来要（asked_by）、谁答复（answered_by）'],
    field: 'asked_by',
    raised_by: ['private.hand_over'],
  },
  'naming-rule-example': {
    sentences: ['例子不符合样式，请改 example 或 pattern'],
    field: 'example',
    raised_by: ['private.check_naming_rule'],
  },
  'naming-rule-pattern': {
    sentences: ['pattern 不是写得对的正则，例如括号没有成对'],
    field: 'pattern',
    raised_by: ['private.check_naming_rule'],
  },
  'platform-pattern': {
    sentences: ['address_pattern 不是写得对的正则，例如括号没有成对；不会写的，留空'],
    field: 'address_pattern',
    raised_by: ['private.check_platform'],
  },
  'wanted-beside-existing': {
    sentences: ['「%s」已有账号，每个平台只登记一个，请换一个平台'],
    field: 'wanted_account.platform',
    raised_by: ['private.read_submission'],
  },
  'wanted-nickname': {
    sentences: ['请填写想用的昵称', ...NAMING_RULES.map(({ sentence }) => sentence)],
    field: 'wanted_account.nickname',
    raised_by: ['private.read_submission'],
  },
  'wanted-platform': {
    sentences: ['请选择仍在运行的平台'],
    field: 'wanted_account.platform',
    raised_by: ['private.read_submission'],
  },
  'wanted-second-on-platform': {
    sentences: ['该单位在「%s」已有账号。密码丢失或换了人的，请在「我的登记」找回账号，不要再开第二个'],
    field: 'wanted_account.platform',
    raised_by: ['private.read_submission'],
  },
} as const satisfies Refusals
