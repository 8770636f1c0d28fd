import { NAMING_RULES } from './federation.ts'

/**
 * Every code that the database refuses with, once. A test holds the list to the functions of the database, sentence by sentence;
 * `docs/refusals.md` is written from it by `npm run docs:refusals`. Pages take the type alone.
 */

interface Refused {
  /**
   * What a person reads, `%s` for a value. Several where they say what exactly is amiss with one thing; a code that would need
   * another field or another advice is another code.
   */
  readonly sentences: readonly [string, ...string[]]
  /** The path that it names, `*` for a number; null where it is about the whole. */
  readonly field: string | null
  /** Functions of the database that call `private.refuse` with it. */
  readonly raised_by: readonly [string, ...string[]]
  /** Where a page does not show the sentence: what it does instead, by the code. */
  readonly page_does?: string
}

/** What the database says no with (P0001), by its code, which is the `hint`. In the order of the alphabet. */
export const REFUSALS = {
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
  'activation-steps-missing': {
    sentences: ['请先做完核对清单里必做的事，再确认启用'],
    field: 'checklist',
    raised_by: ['calls.confirm_activation'],
  },
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
  'audit-is-final': {
    sentences: ['审计记录不能修改或删除'],
    field: null,
    raised_by: ['private.is_written_once'],
  },
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
  'closing-organization': {
    sentences: ['找不到这个编号的组织，或者它已经撤销'],
    field: 'organization_code',
    raised_by: ['private.check_closing'],
  },
  'closing-past': {
    sentences: ['这里只填今天以后的日期；今天或以前撤销的，请在 organizations 填 closed_on'],
    field: 'closes_on',
    raised_by: ['private.check_closing'],
  },
  'closing-successor': {
    sentences: ['找不到这个编号的接替组织，或者它已经撤销'],
    field: 'successor_code',
    raised_by: ['private.check_closing'],
  },
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
  'contact-fixed': {
    sentences: ['通过以后的联系人不能手工添加或移动：请用 new_email 换邮箱，或办理找回'],
    field: 'registration_id',
    raised_by: ['private.keep_contact_in_place'],
  },
  'contact-mailbox-unproven': {
    sentences: ['邮箱要由对方用验证码确认：请填在 new_email，确认以后这里会自动改好'],
    field: 'email',
    raised_by: ['private.check_contact_mailbox'],
  },
  'contact-mobile': {
    sentences: [
      '请填写手机号',
      '手机号只能是数字',
      '手机号应为 11 位数字，现在是 %s 位',
      '手机号应以 13 至 19 开头，请核对',
    ],
    field: 'contact.mobile',
    raised_by: ['private.read_contact'],
  },
  'contact-name': {
    sentences: ['请填写联系人姓名，至少 2 个字', '姓名最多 30 个字'],
    field: 'contact.name',
    raised_by: ['private.read_contact'],
  },
  'contact-phone': {
    sentences: ['固定电话请写成「区号-号码」，例如 010-62511234'],
    field: 'contact.phone',
    raised_by: ['private.read_contact'],
  },
  'contact-post': {
    sentences: ['请填写职务，2 至 30 个字'],
    field: 'contact.post',
    raised_by: ['private.read_contact'],
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
  'declaration-missing': {
    sentences: ['请确认填报内容真实'],
    field: 'declared',
    raised_by: ['private.read_submission'],
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
    raised_by: ['calls.desk_decide_recovery', 'private.desk_credential', 'private.desk_registration'],
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
  'division-children-level': {
    sentences: ['区划 %s 还有下级，不能改变层级'],
    field: 'level',
    raised_by: ['private.check_division_parent'],
  },
  'division-level': {
    sentences: ['找不到这个层级，请填 levels 里的 division_level'],
    field: 'level',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-level': {
    sentences: ['区划 %s 的上级应正好高一层'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-missing': {
    sentences: ['上级区划 %s 不存在'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'division-parent-needed': {
    sentences: ['除最高一级以外都要填上级区划 parent_code'],
    field: 'parent_code',
    raised_by: ['private.check_division_parent'],
  },
  'draft-too-large': {
    sentences: ['草稿太长，没有保存'],
    field: null,
    raised_by: ['calls.save_registration_draft'],
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
    sentences: ['该单位还没有通过审核的登记，请先审核登记', '该单位还没有通过审核的登记，没有可以发信的邮箱'],
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
  'login-address-fixed': {
    sentences: ['登录邮箱不能更改：换联系邮箱请到「我的登记」，新邮箱自己登录'],
    field: 'email',
    raised_by: ['private.keep_login_address'],
  },
  'mailbox-address': {
    sentences: ['邮箱地址不完整，例如 tuanwei@school.edu.cn'],
    field: 'email',
    raised_by: ['private.tidy_mailbox'],
  },
  'mailbox-code-recent': {
    sentences: ['一分钟内刚发过验证码，请先查看新邮箱和它的垃圾邮件'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
  },
  'mailbox-codes-used': {
    sentences: ['一天最多发五次验证码，取消的也算。请先查看邮箱和垃圾邮件，或明天再试'],
    field: 'email',
    raised_by: ['private.take_code_letter'],
  },
  'mailbox-no-contact': {
    sentences: ['这份登记没有可以更换的联系邮箱'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
  },
  'mailbox-of-staff': {
    sentences: ['提出更换的人不能是新邮箱的主人：这是督导或工作人员的邮箱，请填单位自己的'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
  },
  'mailbox-old-unproven': {
    sentences: [
      '换邮箱要先证明现在的邮箱是您的：请退出登录，用现在的联系邮箱重新登录一次，半小时内再换。收不到验证码的，请打电话请上级更正，或者找回账号',
    ],
    field: 'email',
    raised_by: ['private.answer_of_old_mailbox'],
  },
  'mailbox-old-waits': {
    sentences: ['已经写信问过原邮箱，正在等它答复；它同意，或者十四天没有答复，才往新邮箱发验证码'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
  },
  'mailbox-same': {
    sentences: ['这就是现在的邮箱。邮箱已经能收信的，请直接要一个新的链接'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
  },
  'mailbox-suppressed': {
    sentences: ['这个邮箱刚刚又没有收到信（%s），请明天再试，或换一个邮箱'],
    field: 'email',
    raised_by: ['private.lift_suppression'],
  },
  'mailbox-unproven': {
    page_does: 'asks for the mailbox to be proven again',
    sentences: ['请先用验证码核实邮箱'],
    field: 'email',
    raised_by: [
      'calls.request_recovery',
      'calls.save_registration_draft',
      'calls.submit_registration',
      'private.enter_desk',
    ],
  },
  'note-long': {
    sentences: ['说明最多 500 个字'],
    field: 'note',
    raised_by: ['calls.request_recovery', 'private.read_submission'],
  },
  'note-missing': { sentences: ['请写明要变更什么'], field: 'note', raised_by: ['private.read_submission'] },
  'organization-and-proposal': {
    sentences: ['请选择名录里的单位，或者填报新单位，不要两样都填'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-children-level': {
    sentences: ['%s 的下级中有层级不低于它的组织，请先调整下级'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-children-open': {
    sentences: ['%s 还有 %s 个没有撤销的下级：请先把它们的 parent_code 改到别的上级，或先撤销它们'],
    field: 'closed_on',
    raised_by: ['private.check_end'],
  },
  'organization-closed': {
    sentences: ['这个单位已撤销，不能登记'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-closed-ahead': {
    sentences: ['撤销日期不能在将来，请核对年份；到那天才撤销的，请在 closings 加一行，到时自动撤销'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-closed-early': {
    sentences: ['撤销日期不能早于登记日期'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-code-permanent': {
    sentences: ['编号永久不变，不能修改'],
    field: 'code',
    raised_by: ['private.place_organization'],
  },
  'organization-division-missing': {
    sentences: ['行政区划 %s 不存在'],
    field: 'division_code',
    raised_by: ['private.place_organization'],
  },
  'organization-kind': {
    sentences: ['找不到这个类别，请填 organization_kinds 里的 id'],
    field: 'kind',
    raised_by: ['private.place_organization'],
  },
  'organization-kind-in-use': {
    sentences: ['已有%s，不能再改它的层级和它是否团委'],
    field: 'level',
    raised_by: ['private.keep_organization_kind'],
  },
  'organization-level-division': {
    sentences: ['%s：%s的层级应与所在区划的层级一致'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-level-kind': {
    sentences: ['%s的层级是 %s'],
    field: 'level',
    raised_by: ['private.place_organization'],
  },
  'organization-missing': {
    sentences: ['名录里没有这个单位，请重新选择'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-name': {
    sentences: ['全称应为 2 至 60 个字'],
    field: 'name',
    raised_by: ['private.place_organization'],
  },
  'organization-name-taken': {
    sentences: ['%s 已有同名组织「%s」'],
    field: 'name',
    raised_by: ['private.place_organization'],
  },
  'organization-not-chosen': {
    sentences: ['请选择您的单位'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-parent-closed': {
    sentences: ['上级组织 %s 已经撤销，请先恢复它，或换一个上级'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-kind': {
    sentences: ['%s 不是团委机关，不能作为上级'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-level': {
    sentences: ['上级组织 %s 的层级应高于本组织'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-missing': {
    sentences: ['上级组织 %s 不存在'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-needed': {
    sentences: ['除全国级以外都要填上级组织编号 parent_code'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-parent-of-kind': {
    sentences: ['%s：%s的上级应在%s'],
    field: 'parent_code',
    raised_by: ['private.place_organization'],
  },
  'organization-registered': {
    sentences: [
      '这个单位已经登记，请改为「增加账号」或「提出变更」；密码丢失或换了人的，请在「我的登记」找回账号',
    ],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'organization-registered-ahead': {
    sentences: ['登记日期不能在将来，请核对年份'],
    field: 'registered_on',
    raised_by: ['private.place_organization'],
  },
  'organization-school-type': {
    sentences: ['%s不填 school_type', '%s的 school_type 请填 %s'],
    field: 'school_type',
    raised_by: ['private.place_organization'],
  },
  'organization-succeeds-later': {
    sentences: ['有组织在这一天或以后才由它接替：请先改那个组织的 successor_code'],
    field: 'closed_on',
    raised_by: ['private.check_end'],
  },
  'organization-successor': {
    sentences: ['没有撤销的组织不填接替组织：请同时填撤销日期 closed_on，或者把 successor_code 也清空'],
    field: 'closed_on',
    raised_by: ['private.place_organization'],
  },
  'organization-successor-closed': {
    sentences: ['接替组织 %s 那时已经撤销，请填接着办下去的组织'],
    field: 'successor_code',
    raised_by: ['private.check_end'],
  },
  'organization-successor-missing': {
    sentences: ['接替组织 %s 不存在'],
    field: 'successor_code',
    raised_by: ['private.check_end'],
  },
  'organization-successor-self': {
    sentences: ['接替组织不能是它自己'],
    field: 'successor_code',
    raised_by: ['private.check_closing', 'private.place_organization'],
  },
  'proposal-division': {
    sentences: ['请选择单位所在的地区'],
    field: 'proposal.division_code',
    raised_by: ['private.read_submission'],
  },
  'proposal-name': {
    sentences: ['单位全称应为 4 至 60 个字'],
    field: 'proposal.name',
    raised_by: ['private.read_submission'],
  },
  'proposal-only-registers': {
    sentences: ['增加账号或变更信息，请选择已登记的单位'],
    field: 'organization_code',
    raised_by: ['private.read_submission'],
  },
  'purpose-missing': {
    sentences: ['请选择要办理的事项'],
    field: 'purpose',
    raised_by: ['private.read_submission'],
  },
  'question-missing': {
    sentences: ['找不到要您答复的这件事'],
    field: null,
    raised_by: ['calls.answer_contact_question'],
  },
  'question-settled': {
    sentences: ['这件事已经办完，不用再答复'],
    field: null,
    raised_by: ['calls.answer_contact_question'],
  },
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
    sentences: ['这个单位现在没有通过的登记，不能找回'],
    field: 'state',
    raised_by: ['private.follow_recovery'],
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
  'staff-email': {
    sentences: ['请填写完整的邮箱地址'],
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
} as const satisfies Readonly<Record<string, Refused>>

export type RefusalCode = keyof typeof REFUSALS
