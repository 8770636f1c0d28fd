import { KIND_NAMES, LEVEL_NAMES, LEVELS, SCHOOL_TYPE_NAMES, UNIT_TYPES } from '#contracts/federation.ts'

/** What the open data says of each column: the CSV's heads, the columns and the comments of the SQLite file, and the page that explains them. */
export interface Column {
  name: string
  type: 'text' | 'integer'
  /** In plain words, for whoever reads the data. */
  meaning: string
  /** Where the column stands, when it is not everywhere. */
  only?: 'text' | 'sqlite'
}

const column = (
  name: string,
  meaning: string,
  type: Column['type'] = 'text',
  only?: Column['only'],
): Column => ({
  name,
  type,
  meaning,
  ...(only && { only }),
})

/** `id name，id name`, as the federation orders them. */
const listed = (words: readonly (readonly [id: string, name: string])[]) =>
  words.map((pair) => pair.join(' ')).join('，')

const DIVISION_LEVELS = LEVELS.flatMap(({ name, division_level }) =>
  division_level === null ? [] : [[division_level, name] as const],
)

export const DIVISION_COLUMNS: readonly Column[] = [
  column('code', '区划代码，六位数字（GB/T 2260）；000000 是全国'),
  column('name', '名称'),
  column('level', `层级：${listed(DIVISION_LEVELS)}`),
  column('parent_code', '上一级区划的代码'),
  column('is_placeholder', '1 表示只为凑足层级而设的一层（如 110100 市辖区），没有团委', 'integer'),
]

export const PLATFORM_COLUMNS: readonly Column[] = [
  column('id', '平台代号'),
  column('name', '平台名称'),
  column('home_url', '平台网址'),
  column('is_alive', '1 表示平台仍在运行；0 表示已停止服务，账号仅作存档', 'integer'),
]

export const ORGANIZATION_COLUMNS: readonly Column[] = [
  column('code', '组织编号，六位数字，永久不变，不重复使用'),
  column('name', '名称'),
  column('short_name', '简称'),
  column('aliases', '别名；CSV 里用全角分号隔开，SQLite 里在 aliases 表', 'text', 'text'),
  column('former_names', '曾用名；CSV 里用全角分号隔开，SQLite 里在 former_names 表', 'text', 'text'),
  column('english_name', '英文名'),
  column('kind', `类别：${listed(Object.entries(KIND_NAMES))}`),
  column('level', `层级：${listed(Object.entries(LEVEL_NAMES))}`, 'integer'),
  column('unit_type', `单位类型：${listed(UNIT_TYPES.map(({ id, name }) => [id, name]))}`),
  column('school_type', `学校类型：${listed(Object.entries(SCHOOL_TYPE_NAMES))}`),
  column('division_code', '所在区划的代码'),
  column('place', '所在区划的名称，从省级写起', 'text', 'text'),
  column('parent_code', '上级组织的编号'),
  column('status', '状态：expected 尚未登记，registered 已登记，closed 已撤销'),
  column('registered_on', '登记通过的日期'),
  column('closed_on', '撤销的日期'),
  column('successor_code', '接替组织的编号'),
]

export const ALIAS_COLUMNS: readonly Column[] = [
  column('organization_code', '组织编号'),
  column('alias', '别名'),
]

export const FORMER_NAME_COLUMNS: readonly Column[] = [
  column('organization_code', '组织编号'),
  column('former_name', '曾用名，不是别的组织现在的名称'),
]

export const DIVISION_FORMER_NAME_COLUMNS: readonly Column[] = [
  column('division_code', '区划代码'),
  column('former_name', '曾用名，不是别处现在的名称'),
]

export const ACCOUNT_COLUMNS: readonly Column[] = [
  column('id', '账号编号', 'integer'),
  column('organization_code', '所属组织的编号'),
  column('subject', '账号主体：organization 组织，project 项目；个人账号不公开'),
  column('project', '项目名称（主体为项目时）'),
  column('platform', '平台代号'),
  column('nickname', '昵称'),
  column('handle', '账号名，即主页网址里的那一段'),
  column('address', '主页网址'),
  column(
    'state',
    '状态：not_opened 尚未开通，opened 已开通未认证，verified 已认证，handed_over 已认证并移交，closed 已关闭',
  ),
  column('official', '1 表示官方账号：已开通、已通过平台认证、没有关闭', 'integer'),
  column('opened_on', '开通日期'),
  column('verified_on', '通过平台认证的日期'),
  column('handed_over_on', '移交给组织的日期'),
  column('closed_on', '关闭日期'),
  column('checked_at', '最近一次核对的时间（UTC）'),
]

export interface Table {
  name: string
  meaning: string
  columns: readonly Column[]
}

export const TABLES: readonly Table[] = [
  { name: 'organizations', meaning: '组织', columns: ORGANIZATION_COLUMNS },
  { name: 'accounts', meaning: '账号', columns: ACCOUNT_COLUMNS },
  { name: 'divisions', meaning: '行政区划（仅 SQLite）', columns: DIVISION_COLUMNS },
  { name: 'platforms', meaning: '平台（仅 SQLite）', columns: PLATFORM_COLUMNS },
  { name: 'aliases', meaning: '组织的别名（仅 SQLite）', columns: ALIAS_COLUMNS },
  { name: 'former_names', meaning: '组织的曾用名（仅 SQLite）', columns: FORMER_NAME_COLUMNS },
  {
    name: 'division_former_names',
    meaning: '区划的曾用名（仅 SQLite）',
    columns: DIVISION_FORMER_NAME_COLUMNS,
  },
]
