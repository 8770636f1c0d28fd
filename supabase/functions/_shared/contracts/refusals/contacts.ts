import type { Refusals } from './refused.ts'

/** What is refused of the person who speaks for an organization, and of the mailboxes. */
export const OF_CONTACTS = {
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
    sentences: ['办公电话请写成「区号-号码」，例如 010-62511234'],
    field: 'contact.phone',
    raised_by: ['private.read_contact'],
  },
  'contact-post': {
    sentences: ['请填写职务，2 至 30 个字'],
    field: 'contact.post',
    raised_by: ['private.read_contact'],
  },
  'letters-all-spent': {
    sentences: ['今天办这类事的人太多了。请明天再试，急的请打电话找上级团组织'],
    field: null,
    raised_by: ['private.take_letter'],
  },
  'letters-recipient-spent': {
    sentences: ['今天发到这个邮箱的信已经够多了，撤回的也算。请先查看邮箱和垃圾邮件，或明天再试'],
    field: null,
    raised_by: ['private.take_letter'],
  },
  'letters-sender-spent': {
    sentences: ['您今天办的这类事已经到了上限，撤回的也算。请明天再试'],
    field: null,
    raised_by: ['private.take_letter'],
  },
  'login-address-fixed': {
    sentences: ['登录邮箱不能更改：换联系邮箱请到「我的登记」，新邮箱自己登录'],
    field: 'email',
    raised_by: ['private.keep_login_address'],
  },
  'mailbox-address': {
    sentences: ['邮箱地址不完整，或者不止一个，请只留一个，例如 tuanwei@school.edu.cn'],
    field: 'email',
    raised_by: ['private.check_login_address', 'private.tidy_mailbox'],
  },
  'mailbox-code-recent': {
    sentences: ['一分钟内刚发过验证码，请先查看新邮箱和它的垃圾邮件'],
    field: 'email',
    raised_by: ['private.ask_mailbox_change'],
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
      'calls.erase_me',
      'calls.request_recovery',
      'calls.save_registration_draft',
      'calls.submit_registration',
      'private.enter_desk',
    ],
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
} as const satisfies Refusals
