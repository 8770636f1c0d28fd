import { pinyin } from 'pinyin-pro'
import type { NamesRows } from '../../../src/lib/search/index/names-rows.ts'

/** What is typed at once into a box that nobody has touched, and what must then stand first. */
export const COLD = {
  'school with its place': [
    ['海淀区第一高级中学', '海淀区第一高级中学'],
    ['石家庄二中', '石家庄市第二中学'],
    ['杭二中', '杭州市第二中学'],
    ['重庆一中', '重庆市第一中学'],
    ['宁波镇海中学', '宁波市镇海中学'],
    ['长沙市雅礼中学', '长沙市雅礼中学'],
    ['haidianyizhong', '海淀第一中学'],
  ],
  'school without a place': [
    ['人大附中', '中国人民大学附属中学'],
    ['雅礼中学', '长沙市雅礼中学'],
    ['华师一附中', '华中师范大学第一附属中学'],
    ['南洋模范', '上海市南洋模范中学'],
    ['实验中学', '实验中学'],
    ['学军中学', '浙江省杭州学军中学'],
  ],
  university: [
    ['清华大学', '清华大学'],
    ['哈工大', '哈尔滨工业大学'],
    ['zhejiangdaxue', '浙江大学'],
    ['上海交大', '上海交通大学'],
  ],
  committee: [
    ['海淀团委', '共青团海淀区委员会'],
    ['共青团杭州市委员会', '共青团杭州市委员会'],
    ['浙江团省委', '共青团浙江省委员会'],
  ],
} as const satisfies Record<string, readonly (readonly [string, string])[]>

/** Typed while everything is there: names, pieces of them, short forms; by characters and by letters. */
export function warmQueries({ organizations }: NamesRows): { characters: string[]; letters: string[] } {
  const some = organizations
    .filter((_, at) => at % 769 === 5)
    .map(({ name }) => name.replaceAll(/[^\p{L}\p{N}]/gu, ''))
  const spell = (text: string): string[] => pinyin(text, { toneType: 'none', type: 'array', v: true })
  return {
    characters: [
      ...some.flatMap((name) => [name, name.slice(0, 4), name.slice(2, 6), name.slice(-4)]),
      ...[
        '人大附中',
        '石家庄 一中',
        '实验中学',
        '中学',
        '一中',
        '北京',
        '清化大学',
        '海淀',
        '第一中学',
        '团委',
        '大学',
        '哈工大',
      ],
    ],
    letters: [
      ...some.flatMap((name) => [
        spell(name).join(''),
        spell(name.slice(0, 4)).join(''),
        spell(name)
          .map(([first]) => first)
          .join(''),
      ]),
      ...[
        'b',
        'be',
        'bei',
        'beij',
        'bjsz',
        'haidian',
        'xian',
        'rdfz',
        'haidianyizhong',
        'zhongxue',
        'qinhuadaxue',
      ],
    ],
  }
}

/** Names that must find themselves first when typed whole. */
export function exactNames({ organizations }: NamesRows): string[] {
  return organizations.filter((_, at) => at % 77 === 3).map(({ name }) => name)
}
