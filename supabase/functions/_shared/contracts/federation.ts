/** What another federation would change: its name, its words, the names of its levels and committees, its naming rules. */

export const FEDERATION = {
  name: '共青团',
  slogan: '中学微博团，青春心连心',
  directory: '名录',
  title: '名录 · 共青团组织官方账号',
} as const

export const LEVEL_NAMES = { 1: '全国', 2: '省级', 3: '地市级', 4: '县级', 5: '学校' } as const
export type Level = keyof typeof LEVEL_NAMES

export const KIND_NAMES = { committee: '团委机关', university: '高校', school: '中学' } as const

export const SCHOOL_TYPE_NAMES = {
  regular_university: '普通高校',
  vocational_college: '高职学校',
  private_university: '民办高校',
  independent_college: '独立学院',
  secondary_school: '中学',
} as const

export const ORGANIZATION_STATUS_NAMES = {
  expected: '尚未登记',
  registered: '已登记',
  closed: '已撤销',
} as const

export const ACCOUNT_STATE_NAMES = {
  not_opened: '尚未开通',
  opened: '已开通，未认证',
  verified: '已认证',
  handed_over: '已认证，已移交',
  closed: '已关闭',
} as const

/** Names of the committee of a division, by the federation's rule. */
export function committeeNames(division: { code: string; name: string }): {
  name: string
  short_name: string
  aliases: string[]
} {
  if (division.code === '000000')
    return { name: '共青团中央委员会', short_name: '团中央', aliases: ['共青团中央'] }
  return {
    name: `共青团${division.name}委员会`,
    short_name: `共青团${division.name}委`,
    aliases: [`团${division.name}委`],
  }
}

/**
 * The nickname rule of each level (R010, R015): the account's nickname must match `pattern`, else `sentence` is shown.
 * The same rows stand in `public.naming_rules`; a parity test holds both to one verdict.
 * Patterns use only what POSIX and ECMAScript read alike.
 */
export const NAMING_RULES = [
  {
    level: 1,
    pattern: '^(共青团|团)中央[一-龥A-Za-z0-9]{0,20}$',
    example: '共青团中央',
    sentence: '全国级账号昵称应以「共青团中央」或「团中央」开头',
  },
  {
    level: 2,
    pattern: '^(共青团[一-龥]{1,20}|[一-龥]{1,20}团)(委|委员会|省委|市委|区委)$',
    example: '共青团浙江省委',
    sentence: '省级账号昵称应为「共青团某省委」或「某省团委」的样式，只用汉字',
  },
  {
    level: 3,
    pattern: '^(共青团[一-龥]{1,20}|[一-龥]{1,20}团)(委|委员会|州委|市委|盟委)$',
    example: '共青团杭州市委',
    sentence: '地市级账号昵称应为「共青团某市委」或「某市团委」的样式，只用汉字',
  },
  {
    level: 4,
    pattern: '^(共青团[一-龥]{1,20}|[一-龥]{1,20}团)(委|委员会|县委|区委|市委|旗委)$',
    example: '共青团桐庐县委',
    sentence: '县级账号昵称应为「共青团某县委」或「某县团委」的样式，只用汉字',
  },
  {
    level: 5,
    pattern: '^[一-龥A-Za-z0-9]{2,26}团委$',
    example: '海淀区第一中学团委',
    sentence: '学校账号昵称应为学校名称加「团委」，共 4 至 28 个字，只用汉字、字母和数字',
  },
] as const satisfies readonly { level: Level; pattern: string; example: string; sentence: string }[]

/** The account checklist that a school works through after opening its credential (R012, R045-R047, R056-R058). */
export const ACTIVATION_CHECKLIST = [
  { item: 'logged_in', sentence: '用登录名和初始密码登录平台' },
  { item: 'password_changed', sentence: '登录后马上修改密码' },
  { item: 'avatar_set', sentence: '设置清晰、易辨认的头像' },
  { item: 'profile_complete', sentence: '填完整账号资料' },
  { item: 'follows_superior', sentence: '关注上级团组织的账号' },
  { item: 'shows_seal_and_slogan', sentence: '在主页显著位置放置统一标识和口号' },
] as const
export type ActivationItem = (typeof ACTIVATION_CHECKLIST)[number]['item']
