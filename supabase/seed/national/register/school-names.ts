import { numeral, numeralForm } from '../words/numerals.ts'
import type { Random } from '../words/random.ts'
import { townName } from '../words/town-names.ts'
import type { PlaceNames } from './places.ts'

export interface SchoolName {
  readonly name: string
  readonly short_name: string | null
  readonly aliases: readonly string[]
}

/** Counts the numbered schools of a place or of a whole city, so that no number is given twice there. */
export type Counter = (series: string) => number

interface Draw {
  readonly place: PlaceNames
  readonly random: Random
  /** 桐庐县, 桐庐, 杭州市桐庐县, 浙江省桐庐 … or nothing. */
  readonly prefix: string
  /** A number that this series has not had here, as the place writes numbers. */
  readonly number: (series: string) => string
  readonly cityNumber: () => string
  readonly town: () => string
  readonly word: () => string
  readonly university: () => string
}
type Named = string | { readonly name: string; readonly short: string }
type Pattern = readonly [weight: number, make: (draw: Draw) => Named]

const WORDS =
  '育才 育英 育红 育新 树人 树德 明德 崇德 弘文 弘毅 博文 博雅 博爱 文昌 文华 文汇 景行 致远 思源 启航 启明 求是 求实 新世纪 新华 新星 新民 阳光 朝阳 东方 华侨 希望 振华 振兴 中山 光明 光华 金星 金桥 春晖 春蕾 英才 英华 立人 立德 至诚 笃行 鹿鸣 翰林 凤凰 长青 红旗 前进 建设 五四 八一 雷锋'.split(
    ' ',
  )
const SIDES = ['城关', '城东', '城西', '城南', '城北', '城郊', '城区', '开发区', '工业园']
const TRADES = ['铁路', '矿务局', '油田', '农场', '林业局', '水电', '钢铁', '石化', '航天', '盐场']

const numbered = (draw: Draw, place: string, number: string): Named => ({
  name: `${place}第${number}中学`,
  short: `${draw.place.short}${number}中`,
})

/** What no school is called without a place before it. */
const BARE = /^(?:.{0,3}|(?:高级|初级|职业|外国语|民族|九年).*)$/

/** Patterns for any place; the weights are those of ordinary counties. */
const PATTERNS: readonly Pattern[] = [
  [16, (draw) => numbered(draw, draw.prefix, draw.number('中学'))],
  [3, ({ prefix, number }) => `${prefix}第${number('初级')}初级中学`],
  [2, ({ prefix, number }) => `${prefix}第${number('高级')}高级中学`],
  [1, ({ prefix }) => `${prefix}高级中学`],
  [1, ({ prefix }) => `${prefix}初级中学`],
  [1.5, ({ prefix, place }) => ({ name: `${prefix}中学`, short: `${place.short}中学` })],
  [2.5, ({ prefix, place }) => ({ name: `${prefix}实验中学`, short: `${place.short}实中` })],
  [1.5, ({ prefix }) => `${prefix}实验学校`],
  [0.7, ({ prefix, number }) => `${prefix}第${number('实验')}实验中学`],
  [13, ({ prefix, town }) => `${prefix}${town()}镇中学`],
  [10, ({ prefix, town }) => `${prefix}${town()}中学`],
  [9, ({ prefix, town }) => `${prefix}${town()}镇初级中学`],
  [5, ({ prefix, town }) => `${prefix}${town()}乡中学`],
  [3, ({ prefix, town }) => `${prefix}${town()}镇中心学校`],
  [3, ({ prefix, town }) => `${prefix}${town()}学校`],
  [
    2,
    ({ prefix, town: newTown, number }) => {
      const town = newTown()
      return `${prefix}${town}镇第${number(town)}中学`
    },
  ],
  [1, ({ prefix, town }) => `${prefix}${town()}九年一贯制学校`],
  [4, ({ town }) => `${town()}中学`],
  [1, ({ town }) => `${town()}学校`],
  [3, ({ prefix, word }) => `${prefix}${word()}中学`],
  [1.5, ({ word }) => `${word()}中学`],
  [1, ({ prefix, word }) => `${prefix}${word()}学校`],
  [1, ({ place, word }) => `${place.short}${word()}实验学校`],
  [0.6, ({ place, word }) => `${place.short}${word()}高级中学`],
  [1.2, ({ place }) => ({ name: `${place.short}外国语学校`, short: `${place.short}外校` })],
  [0.5, ({ place }) => `${place.short}外国语实验学校`],
  [0.5, ({ prefix }) => `${prefix}外国语中学`],
  [1, ({ prefix }) => `${prefix}职业高级中学`],
  [0.8, ({ prefix }) => `${prefix}职业技术学校`],
  [0.5, ({ prefix }) => `${prefix}职业教育中心`],
  [0.5, ({ prefix, number }) => `${prefix}第${number('职业')}职业中学`],
  [0.6, ({ university, place }) => `${university()}附属${place.short}中学`],
  [0.4, ({ university, place }) => `${university()}附属${place.short}实验学校`],
  [0.2, ({ university, place }) => `${university()}${place.short}附属学校`],
  [2, ({ prefix, random }) => `${prefix}${random.pick(SIDES)}中学`],
  [
    0.6,
    ({ place, random, number }) => {
      const trade = random.pick(TRADES)
      return `${place.short}${trade}第${number(trade)}中学`
    },
  ],
  [0.4, ({ place, town }) => `${place.province}${place.city}${place.name}${town()}镇九年一贯制寄宿学校`],
  [
    0.4,
    ({ place, town, university }) =>
      `${university()}附属${place.city}${place.name}${town()}镇九年一贯制实验学校`,
  ],
]

const CITY_NUMBERED: Pattern = [
  30,
  (draw) => {
    const number = draw.cityNumber()
    return { name: `${draw.place.city}第${number}中学`, short: `${draw.place.cityShort}${number}中` }
  },
]
const CITY_BARE: Pattern = [3, ({ place, cityNumber }) => `${place.cityShort}${cityNumber()}中学`]

function patternsFor(place: PlaceNames): readonly Pattern[] {
  const people = place.people
  return [
    ...PATTERNS,
    ...(place.isUrban && place.city !== '' ? [CITY_NUMBERED, CITY_BARE] : []),
    ...(people === null
      ? ([[0.3, ({ prefix }) => `${prefix}民族中学`]] satisfies Pattern[])
      : ([
          [4, ({ prefix }) => `${prefix}民族中学`],
          [2, ({ prefix }) => `${prefix}${people === '回族' ? '回民' : people}中学`],
          [
            1,
            ({ place: { province, city, name }, town }) =>
              `${province}${city}${name}${town()}镇${people}初级中学`,
          ],
        ] satisfies Pattern[])),
    ...(place.provinceCode === '650000'
      ? ([
          [6, ({ number, random }) => `第${number('师')}师${random.below(180) + 1}团中学`],
        ] satisfies Pattern[])
      : []),
  ]
}

function drawPrefix({ name, short, city, province, isUrban }: PlaceNames, random: Random): string {
  return random.weigh([
    [isUrban ? 40 : 46, name],
    [isUrban ? 18 : 38, short],
    [isUrban ? 36 : 7, `${city}${name}`],
    [3, `${province}${short}`],
    [4, ''],
  ])
}

/**
 * Returns a maker of schools' names in a place; none of them is taken when it is made. `cityCounter` is shared by the districts
 * of a city.
 */
export function schoolNamer(
  place: PlaceNames,
  random: Random,
  {
    isTaken,
    cityCounter,
    universities,
  }: {
    readonly isTaken: (name: string) => boolean
    readonly cityCounter: Counter
    readonly universities: readonly string[]
  },
): () => SchoolName {
  const patterns = patternsFor(place)
  const counter = newCounter()
  const towns = new Set<string>()
  const inFigures = (number: number) => numeral(number, numeralForm(number, random))
  const newTown = () => {
    let town = townName(place.code, random)
    while (towns.has(town)) town = townName(place.code, random)
    towns.add(town)
    return town
  }
  const draw = (): Draw => ({
    place,
    random,
    prefix: drawPrefix(place, random),
    number: (series) => inFigures(counter(series)),
    // Some cities jump to three figures (合肥一六八中学).
    cityNumber: () => inFigures(random.chance(0.06) ? 100 + cityCounter('三位数') : cityCounter('中学')),
    town: () => (random.chance(0.93) || towns.size === 0 ? newTown() : random.pick([...towns])),
    word: () => random.pick(WORDS),
    university: () => random.pick(universities),
  })
  return () => {
    for (let attempt = 0; attempt < 500; attempt += 1) {
      const made = dress(random.weigh(patterns)(draw()), place, random)
      if (!BARE.test(made.name) && !isTaken(made.name)) return made
    }
    throw new Error(`no new name was found for a school in ${place.name}`)
  }
}

export function newCounter(): Counter {
  const last = new Map<string, number>()
  return (series) => {
    const next = (last.get(series) ?? 0) + 1
    last.set(series, next)
    return next
  }
}

/** The ending, the campus, the short name and the former name that some schools have. */
function dress(named: Named, { provinceCode, short }: PlaceNames, random: Random): SchoolName {
  const { name: plain, short: shorter } = typeof named === 'string' ? { name: named, short: null } : named
  const inSichuan = provinceCode === '500000' || provinceCode === '510000'
  const ended = inSichuan && plain.endsWith('中学') && random.chance(0.35) ? `${plain}校` : plain
  const campus = random.chance(0.012) ? `（${random.pick(['东', '西', '南', '北', '新', '分'])}校区）` : ''
  const aliases = [
    ...(random.chance(0.08) ? [`${short}${random.pick(WORDS)}中学`] : []),
    ...(shorter !== null && random.chance(0.1) ? [`${shorter.slice(short.length)}`] : []),
  ]
  return {
    name: `${ended}${campus}`,
    short_name: shorter !== null && random.chance(0.25) ? shorter : null,
    aliases: aliases.filter((alias) => alias.length >= 2),
  }
}
