import type { PlatformId } from '../../functions/_shared/contracts/platforms.ts'

/** How far an organization of the trial has come. Every state that a visitor or the staff may meet occurs. */
export type Stage =
  | 'official'
  | 'verified'
  | 'opened'
  | 'wanted'
  | 'submitted'
  | 'returned'
  | 'rejected'
  | 'withdrawn'

export interface DemonstrationCase {
  /** Name as the register has it; the organization is real, everything said about it here is invented. */
  readonly organization: string
  readonly stage: Stage
  readonly platforms: readonly PlatformId[]
}

const at = (
  stage: Stage,
  platforms: readonly PlatformId[],
  ...organizations: string[]
): DemonstrationCase[] => organizations.map((organization) => ({ organization, stage, platforms }))

export const DEMONSTRATION_CASES: readonly DemonstrationCase[] = [
  ...at('official', ['weibo', 'bilibili', 'douyin', 'kuaishou'], '共青团中央委员会'),
  ...at(
    'official',
    ['weibo', 'bilibili'],
    '共青团北京市委员会',
    '共青团上海市委员会',
    '共青团浙江省委员会',
    '共青团湖南省委员会',
    '共青团四川省委员会',
    '共青团陕西省委员会',
    '共青团广东省委员会',
  ),
  ...at(
    'official',
    ['weibo'],
    '共青团杭州市委员会',
    '共青团成都市委员会',
    '共青团长沙市委员会',
    '共青团海淀区委员会',
    '共青团西城区委员会',
    '共青团桐庐县委员会',
    '清华大学',
    '北京大学',
    '浙江大学',
    '湖南大学',
    '四川大学',
    '西北工业大学',
    '中国石油大学（北京）',
    '深圳职业技术大学',
    '中国人民大学附属中学',
    '北京市第四中学',
    '清华大学附属中学',
    '长沙市雅礼中学',
    '湖南师范大学附属中学',
    '四川省绵阳中学',
    '石家庄市第二中学',
    '西北工业大学附属中学',
  ),
  ...at(
    'verified',
    ['weibo'],
    '共青团江苏省委员会',
    '复旦大学',
    '武汉大学',
    '河北衡水中学',
    '杭州第二中学',
    '四川省成都市第七中学',
  ),
  ...at(
    'opened',
    ['weibo', 'zhihu'],
    '共青团福建省委员会',
    '共青团朝阳区委员会',
    '南京大学',
    '中山大学',
    '厦门大学',
    '上海市上海中学',
    '华东师范大学第二附属中学',
    '北京市第八十中学',
  ),
  ...at('wanted', ['weibo'], '兰州大学', '云南大学', '宁波市镇海中学', '南京市金陵中学', '郑州外国语学校'),
  ...at(
    'submitted',
    ['weibo'],
    '吉林大学',
    '贵州大学',
    '首都师范大学附属中学',
    '上海市七宝中学',
    '湖北省黄冈中学',
    '南京外国语学校',
  ),
  ...at('returned', ['weibo'], '山东大学', '复旦大学附属中学', '合肥一六八中学'),
  ...at('rejected', ['weibo'], '上海市建平中学'),
  ...at('withdrawn', ['weibo'], '上海市南洋模范中学'),
]

/** Reasons as a reviewer would give them. */
export const REASONS: Readonly<Partial<Record<Stage, string>>> = {
  returned: '联系人手机号与学校登记的不一致，请核对后重新提交；昵称请按规则加上「团委」。',
  rejected: '该账号由校友会运营，不属于团委，不能登记为官方账号。',
}

/** Invented people: no name here belongs to anybody we know. */
const SURNAMES = ['周', '林', '何', '许', '郑', '谢', '罗', '梁', '宋', '唐', '韩', '冯', '邓', '曹', '彭']
const GIVEN_NAMES = ['一鸣', '书远', '若溪', '子衡', '思齐', '安然', '景行', '知夏', '明远', '清和', '予安']
const POSTS = ['团委书记', '团委副书记', '宣传部部长', '新媒体中心主任', '团委干事']

export function inventedContact(index: number) {
  const pick = (list: readonly string[], step: number) => list[(index * step) % list.length] ?? ''
  return {
    name: `${pick(SURNAMES, 7)}${pick(GIVEN_NAMES, 3)}`,
    post: pick(POSTS, 1),
    phone: null,
    mobile: `1380000${String(index).padStart(4, '0')}`,
    email: `contact-${index}@example.com`,
  }
}
