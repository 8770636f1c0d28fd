/** Words that names of organizations are made of and that tell little apart: skipping one is no surprise. */
const GENERIC =
  '大学 学院 中学 学校 高中 初中 高级 初级 完全 附属 附设 实验 师范 职业 技术 科技 理工 工业 工程 农业 林业 医科 医药 ' +
  '医学 中医药 中医 外国语 外语 财经 政法 经济 贸易 商务 商业 交通 铁路 航空 航天 邮电 电子 电力 信息 石油 化工 矿业 地质 ' +
  '水利 海洋 海事 民族 体育 艺术 美术 音乐 戏剧 传媒 建筑 城市 管理 旅游 护理 卫生 健康 幼儿 教育 警察 公安 司法 行政 ' +
  '专科 高等 专门 中等 职工 成人 开放 广播 电视 国际 双语 人民 中国 中央 首都 国家 校区 分校 本部 分部 总校 集团 模范 ' +
  '中心 综合 机电 汽车 轻工 纺织 服装 冶金 钢铁 能源 环境 生态 食品 粮食 金融 会计 统计 税务 审计 法律 新闻 出版 外贸 ' +
  '对外 东北 西北 东南 西南 华北 华中 华东 华南 南方 北方 东方 西部 中南 江南 江北 海外 华侨 科学 科学院 研究生 兴华 ' +
  '软件 智能 数字 设计 影视 舞蹈 动漫 园林 畜牧 兽医 生物 制药 药科 化学 物理 数学 文理 育才 育英 育红 希望 光明 新华 ' +
  '解放 和平 胜利 建设 中山 九年 一贯 少数 寄宿 私立 民办 公办 县立 市立 省立 教师 进修 子弟 子女 厂矿 油田 农场 林场'

/** One-character words that people leave out or add as they please. */
export const OPTIONAL_CHARACTERS = '省市区县旗盟州第校'

const GENERIC_WORDS: ReadonlySet<string> = new Set(GENERIC.split(' '))
/** By code unit: how long the longest generic word is that begins with it. */
const LONGEST_GENERIC = longestBeginnings(GENERIC_WORDS)
/** At the beginning of a name these say where, as a province's name does. */
const NATIONAL: ReadonlySet<string> = new Set(['中国', '中央', '国家'])
const COUNTED = /^[〇零一二两三四五六七八九十百千0-9]/u
const OPTIONAL: ReadonlySet<string> = new Set(OPTIONAL_CHARACTERS)
export const LONGEST_WORD = 4

/** Words, with a quick answer to whether any begins with a character. */
export class WordList {
  readonly #words = new Set<string>()
  readonly #longest = new Uint8Array(0x1_0000)

  add(word: string): void {
    if (this.#words.has(word)) return
    this.#words.add(word)
    addBeginning(this.#longest, word)
  }

  has(word: string): boolean {
    return this.#words.has(word)
  }

  /** The length of the longest word that begins with a code unit; nought where none does. */
  longestFrom(unit: number): number {
    return this.#longest[unit] ?? 0
  }
}

function longestBeginnings(words: Iterable<string>): Uint8Array {
  const longest = new Uint8Array(0x1_0000)
  for (const word of words) addBeginning(longest, word)
  return longest
}

function addBeginning(longest: Uint8Array, word: string): void {
  const unit = word.charCodeAt(0)
  longest[unit] = Math.max(longest[unit] ?? 0, word.length)
}

/** The kinds of word; the order has no meaning, the numbers are stored in the low bits of a flag. */
export const WordKind = {
  proper: 0,
  generic: 1,
  optional: 2,
  punctuation: 3,
  place: 4,
  number: 5,
  shell: 6,
  surrounding: 7,
} as const
export type WordKind = (typeof WordKind)[keyof typeof WordKind]

/** Set in a flag where a word begins. */
export const WORD_START = 8

export function isGenericWord(text: string): boolean {
  return GENERIC_WORDS.has(text)
}

/** The flags of one word of `length` characters. */
export function wordFlags(length: number, kind: WordKind): number[] {
  const flags = new Array<number>(length).fill(kind)
  if (length > 0) flags[0] = kind | WORD_START
  return flags
}

/** Writes the flags of one word of `length` characters at `at`. */
export function markWord(flags: Uint8Array, at: number, length: number, kind: WordKind): void {
  flags.fill(kind, at, at + length)
  if (length > 0) flags[at] = kind | WORD_START
}

/** Cuts folded characters into words, longest known word first; what no word covers is a proper word. */
export function cutWords(characters: readonly string[], places: WordList): Uint8Array {
  const flags = new Uint8Array(characters.length)
  let proper = 0
  let at = 0
  const closeProper = (end: number): void => {
    markProper(flags, proper, end)
  }
  while (at < characters.length) {
    const found = wordAt(characters, at, places)
    if (found === null) {
      at += 1
      continue
    }
    closeProper(at)
    markWord(flags, at, found.length, found.kind)
    at += found.length
    proper = at
  }
  closeProper(at)
  return flags
}

function wordAt(
  characters: readonly string[],
  at: number,
  places: WordList,
): { length: number; kind: WordKind } | null {
  const character = characters[at] ?? ''
  if (character === '') return { length: 1, kind: WordKind.punctuation }
  if (/^[a-z]$/.test(character)) return latinWord(characters, at)
  const unit = character.charCodeAt(0)
  const longest = Math.max(LONGEST_GENERIC[unit] ?? 0, places.longestFrom(unit))
  for (let length = Math.min(LONGEST_WORD, longest, characters.length - at); length > 1; length -= 1) {
    const letters = characters.slice(at, at + length)
    if (letters.includes('')) continue
    const word = letters.join('')
    if (at === 0 && NATIONAL.has(word)) return { length, kind: WordKind.place }
    if (GENERIC_WORDS.has(word)) return { length, kind: WordKind.generic }
    if (places.has(word)) return { length, kind: WordKind.proper }
  }
  if (COUNTED.test(character)) return numberWord(characters, at)
  return OPTIONAL.has(character) ? { length: 1, kind: WordKind.optional } : null
}

function latinWord(characters: readonly string[], at: number): { length: number; kind: WordKind } {
  let length = 1
  while (/^[a-z]$/.test(characters[at + length] ?? '')) length += 1
  return { length, kind: WordKind.proper }
}

function numberWord(characters: readonly string[], at: number): { length: number; kind: WordKind } {
  let length = 1
  while (COUNTED.test(characters[at + length] ?? '')) length += 1
  return { length, kind: WordKind.number }
}

/** A long proper run is mostly two-character words (南洋模范): cut even ones so. */
function markProper(flags: Uint8Array, from: number, to: number): void {
  const length = to - from
  if (length <= 0) return
  const step = length >= 4 && length % 2 === 0 ? 2 : length
  for (let at = from; at < to; at += step) markWord(flags, at, step, WordKind.proper)
}
