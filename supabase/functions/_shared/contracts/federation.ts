/**
 * What another federation would change: its name, its lists and their words, the names of its committees, its naming rules. The lists
 * stand in the order in which they are shown. The seed fills the tables of the same names; a parity test holds both together.
 */

export const FEDERATION = {
  name: '共青团',
  slogan: '中学微博团，青春心连心',
  directory: '名录',
  title: '名录 · 共青团组织官方账号',
} as const

export const LEVEL_NAMES = { 1: '全国', 2: '省级', 3: '地市级', 4: '县级', 5: '学校' } as const
export type Level = keyof typeof LEVEL_NAMES

/** The levels from the root down, and what the divisions of each are called; schools stand on a level without divisions. */
export const LEVELS = [
  { number: 1, name: LEVEL_NAMES[1], division_level: 'nation' },
  { number: 2, name: LEVEL_NAMES[2], division_level: 'province' },
  { number: 3, name: LEVEL_NAMES[3], division_level: 'prefecture' },
  { number: 4, name: LEVEL_NAMES[4], division_level: 'county' },
  { number: 5, name: LEVEL_NAMES[5], division_level: null },
] as const

export const KIND_NAMES = { committee: '团委机关', university: '高校', school: '中学' } as const

/** The kind of an organization that somebody proposes because it is not listed yet. */
export const PROPOSED_KIND = {
  id: 'school',
  name: KIND_NAMES.school,
  is_committee: false,
  level: 5,
  parent_level: null,
  is_proposed: true,
} as const

/**
 * A committee stands on the level of its division and may have others below it. Every other kind has a `level` of its own, and where
 * `parent_level` says so its superior must stand on that one.
 */
export const ORGANIZATION_KINDS = [
  {
    id: 'committee',
    name: KIND_NAMES.committee,
    is_committee: true,
    level: null,
    parent_level: null,
    is_proposed: false,
  },
  {
    id: 'university',
    name: KIND_NAMES.university,
    is_committee: false,
    level: 5,
    parent_level: 2,
    is_proposed: false,
  },
  PROPOSED_KIND,
] as const satisfies readonly {
  id: keyof typeof KIND_NAMES
  name: string
  is_committee: boolean
  level: Level | null
  parent_level: Level | null
  is_proposed: boolean
}[]

export const SCHOOL_TYPE_NAMES = {
  regular_university: '普通高校',
  vocational_college: '高职学校',
  private_university: '民办高校',
  independent_college: '独立学院',
  secondary_school: '中学',
} as const

/** The types of each kind that has some (R102); what is proposed becomes the one that `is_proposed`. */
export const SCHOOL_TYPES = [
  {
    id: 'regular_university',
    kind: 'university',
    name: SCHOOL_TYPE_NAMES.regular_university,
    is_proposed: false,
  },
  {
    id: 'vocational_college',
    kind: 'university',
    name: SCHOOL_TYPE_NAMES.vocational_college,
    is_proposed: false,
  },
  {
    id: 'private_university',
    kind: 'university',
    name: SCHOOL_TYPE_NAMES.private_university,
    is_proposed: false,
  },
  {
    id: 'independent_college',
    kind: 'university',
    name: SCHOOL_TYPE_NAMES.independent_college,
    is_proposed: false,
  },
  { id: 'secondary_school', kind: 'school', name: SCHOOL_TYPE_NAMES.secondary_school, is_proposed: true },
] as const satisfies readonly {
  id: keyof typeof SCHOOL_TYPE_NAMES
  kind: keyof typeof KIND_NAMES
  name: string
  is_proposed: boolean
}[]

/** Kinds of unit that the city notice addresses (R066). */
export const UNIT_TYPES = [
  { id: 'district', name: '区' },
  { id: 'county', name: '县' },
  { id: 'bureau', name: '局' },
  { id: 'company', name: '企业' },
  { id: 'college', name: '院校' },
  { id: 'central_unit', name: '中央单位' },
  { id: 'department', name: '部门' },
  { id: 'direct_unit', name: '直属单位' },
] as const

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

/**
 * The account checklist that a school works through after opening its credential (R012, R045-R047, R056-R058). Without what
 * `is_required` nothing can be confirmed.
 */
export const ACTIVATION_CHECKLIST = [
  { item: 'logged_in', sentence: '用登录名和初始密码登录平台', is_required: true },
  { item: 'password_changed', sentence: '登录后马上修改密码', is_required: true },
  { item: 'avatar_set', sentence: '设置清晰、易辨认的头像', is_required: false },
  { item: 'profile_complete', sentence: '填完整账号资料', is_required: false },
  { item: 'follows_superior', sentence: '关注上级团组织的账号', is_required: false },
  { item: 'shows_seal_and_slogan', sentence: '在主页显著位置放置统一标识和口号', is_required: false },
] as const
export type ActivationItem = (typeof ACTIVATION_CHECKLIST)[number]['item']

/** What `confirm-activation` asks for. */
export const REQUIRED_ITEMS: readonly ActivationItem[] = ACTIVATION_CHECKLIST.filter(
  ({ is_required }) => is_required,
).map(({ item }) => item)
