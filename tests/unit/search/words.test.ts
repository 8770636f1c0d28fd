import { expect, test } from 'vitest'
import { isOneEditApart } from '#contracts/text/one-edit.ts'
import { RADICALS } from '#contracts/text/signs.ts'
import { readExcerpt } from '../../../src/lib/search/client/prose.ts'
import { readSearchState, searchAddress } from '../../../src/lib/search/client/search-address.ts'
import { NamesReader } from '../../../src/lib/search/index/names-reader.ts'
import { Places } from '../../../src/lib/search/index/places.ts'
import { isAlikeSound } from '../../../src/lib/search/text/alike-sounds.ts'
import { readNearDivisions, writeNearDivision } from '../../../src/lib/search/text/codes.ts'
import { stripCommitteeShell } from '../../../src/lib/search/text/committee-shell.ts'
import { foldText } from '../../../src/lib/search/text/fold.ts'
import { findNumerals, readNumeral } from '../../../src/lib/search/text/numerals.ts'
import { writeOtherCharacters } from '../../../src/lib/search/text/other-characters.ts'
import { cutPlaceName } from '../../../src/lib/search/text/place-names.ts'
import { Symbols } from '../../../src/lib/search/text/symbols.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

test.each([
  ['一', '1'],
  ['十', '10'],
  ['十一', '11'],
  ['二十', '20'],
  ['二十四', '24'],
  ['一百零一', '101'],
  ['一〇一', '101'],
  ['一零一', '101'],
  ['一0一', '101'],
  ['一百六十八', '168'],
  ['九千九百九十九', '9999'],
  ['007', '007'],
  ['十百', null],
])('%s reads as %s', (run, value) => {
  expect(readNumeral(run)).toBe(value)
})

test.each([
  ['四川第四中学', ['4']],
  ['四川大学', []],
  ['第二附属中学', ['2']],
  ['三亚', []],
  ['83中', ['83']],
  ['北京一零一', ['101']],
])('in %s the numbers are %j', (text, values) => {
  expect(findNumerals(text).map(({ value }) => value)).toEqual(values)
})

test.each([
  ['  ＱＩＮＧhua　大学 ', 'qinghua 大学'],
  ['Lǚliáng', 'lvliang'],
  ["Xi'an", 'xian'],
  ['中国矿业大学（北京）', '中国矿业大学 北京'],
  ['北\u200b京\u202e大学', '北京大学'],
  ['第４中', '第4中'],
  ['一○一', '一〇一'],
  ['😀', ''],
  ['⻘岛⼤学', '⻘岛大学'],
  ['\uf98e\uf9a3', '年念'],
  ['第一O一中学', '第一〇一中学'],
  ['一oo一', '一〇〇一'],
  ['三Old', '三old'],
])('%j folds to %j', (text, folded) => {
  expect(foldText(text)).toBe(folded)
})

// One has no ideograph of its own: a repeated stroke.
test(`every radical and compatibility form that stands for one ideograph is read as it: ${fieldCase('B01.18').input}`, () => {
  const symbols = new Symbols()
  new NamesReader(symbols, new Places(symbols)).read(writeOtherCharacters(new Set()))
  const read = (sign: string): string => [...foldText(sign)].map((each) => symbols.simplify(each)).join('')
  const blocks = [
    [0x2e80, 0x2eff],
    [0x2f00, 0x2fdf],
    [0xf900, 0xfaff],
    [0x2f800, 0x2fa1f],
  ] as const
  const signs = blocks.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  )
  const strokes = [...RADICALS].filter((_, at) => at % 2 === 0)
  const assigned = [...signs, ...strokes].filter((sign) => /\p{Assigned}/u.test(sign))
  expect(assigned.length).toBeGreaterThan(1300)
  const unread = assigned.filter(
    (sign) => read(sign) === '' || /[\u2e80-\u2fdf\u31c0-\u31ef]/u.test(read(sign)),
  )
  expect(unread).toEqual(['⺀'])
})

test.each([
  ['共青团清华大学委员会', '清华大学'],
  ['中国共产主义青年团浙江省委员会', '浙江省'],
  ['共青团浙江省委', '浙江省'],
  ['浙江团省委', '浙江省'],
  ['团杭州市委', '杭州市'],
  ['人大附中团委', '人大附中'],
  ['haidiantuanwei', 'haidian'],
  ['清华大学', null],
  ['共青团', null],
])('%s is about %s', (text, core) => {
  expect(stripCommitteeShell(text)).toBe(core)
})

test.each([
  ['海淀区', '海淀', '区'],
  ['鄂温克族自治旗', '鄂温克', '族自治旗'],
  ['恩施土家族苗族自治州', '恩施', '土家族苗族自治州'],
  ['内蒙古自治区', '内蒙古', '自治区'],
  ['单县', '单县', ''],
  ['浦东新区', '浦东', '新区'],
])('%s is %s and %s', (name, stem, suffix) => {
  expect(cutPlaceName(name)).toEqual({ stem, suffix })
})

test('sounds that are often confused are alike in both directions', () => {
  expect(isAlikeSound('qin', 'qing')).toBe(true)
  expect(isAlikeSound('zhong', 'zong')).toBe(true)
  expect(isAlikeSound('qing', 'qing')).toBe(false)
  expect(isAlikeSound('bei', 'dei')).toBe(false)
})

test.each([
  ['daxue', 'dxue', true],
  ['daxue', 'adxue', true],
  ['daxue', 'daxuee', true],
  ['daxue', 'dauxe', true],
  ['daxue', 'daxue', false],
  ['daxue', 'xueda', false],
])('one edit between %s and %s: %s', (a, b, apart) => {
  expect(isOneEditApart(a, b)).toBe(apart)
})

test('an excerpt is taken apart as text', () => {
  expect(readExcerpt('怎样<mark>登记</mark>&lt;b&gt;<img src=x>')).toEqual([
    { text: '怎样', isMatch: false },
    { text: '登记', isMatch: true },
    { text: '<b>', isMatch: false },
  ])
})

test.each([
  '/search',
  '/search?q=%E6%B8%85%E5%8D%8E',
  '/search?q=a&kind=school&level=5&province=33&platform=weibo&official=1&prose=1',
])('%s says the same after reading and writing', (address) => {
  expect(searchAddress(readSearchState(address.slice('/search'.length)))).toBe(address)
})

test('what makes no sense in an address is left out', () => {
  expect(readSearchState('?q=x&kind=alien&level=9&province=abc&official=yes')).toEqual({
    query: 'x',
    filters: {},
  })
})

test('divisions of one province are written short, one after another, and read back', () => {
  const codes = [0, 110000, 110000, 330100, 330106, 330600, 429000, 420100, 659011, 650100, 0, 990100]
  const written = codes.map((code, at) => writeNearDivision(code, codes[at - 1] ?? 0)).join('')
  expect(written).toBe('A/110000A/330100:0106G/429000B/659011B/000000/990100')
  expect([...readNearDivisions(written)]).toEqual(codes)
})
