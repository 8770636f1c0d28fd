import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { nameKey } from '#contracts/text/signs.ts'
import { plainHandle, tidy } from '#contracts/text/text.ts'
import { test } from '../../fixtures/database/room.ts'

async function tidyInDatabase(sql: Sql, typed: string): Promise<string> {
  const [row] = await sql`select coalesce(private.tidy(${typed}), '') as tidied`
  return row?.tidied
}

const code = (text: string) => [...text].map((sign) => `U+${sign.codePointAt(0)?.toString(16)}`).join(' ')

describe('tidy says the same in the contract and in the database', () => {
  test.for([
    '',
    ' ',
    '\u200b',
    '  程 \t 晚\n晴\r\n ',
    '１３７７７７０００００１',
    'ＡＢＣ（北京）！＝＜script＞',
    '㈱①ﬁ㎏Ⅷ½',
    'ｶﾞ',
    'e\u0301',
    '\u1100\u1161\u11a8',
    '한글',
    '程\u202e晚\u202c晴',
    '\ufeff程晚晴\ufeff',
    '\u00ad软\u00ad连字',
    '𠮷野家',
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    '⼀⼆',
    '豈更車',
    'İıſ',
    '\u3000全角空格\u3000',
    '\u00a0\u2007\u202f不断行\u00a0',
    '\u0085a\u0085b',
    'a\u2028b\u2029c',
    'a\u1680b\u180ec\u205fd',
    '\u0001\u0008\u000b\u000c\u001f\u007f',
    '\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2069\u206a',
  ])('%j', async (typed, { sql }) => {
    expect(code(await tidyInDatabase(sql, typed))).toBe(code(tidy(typed)))
  })

  // Node may know a newer Unicode than PostgreSQL, so what PostgreSQL calls unassigned is left out.
  test('over every sign of the basic plane, between two letters', async ({ sql }) => {
    const signs = Array.from({ length: 0xffff }, (_, place) => place + 1).filter(
      (point) => point < 0xd800 || point > 0xdfff,
    )
    const rows = await sql`
      select point, private.tidy('a' || chr(point) || 'b') as tidied from unnest(${signs}::integer[]) as point
      where unicode_assigned(chr(point))`
    const unlike = rows.filter(({ point, tidied }) => tidied !== tidy(`a${String.fromCodePoint(point)}b`))
    expect(unlike.map(({ point, tidied }) => `U+${point.toString(16)}: ${code(tidied)}`)).toEqual([])
  })
})

test('tidy_name keeps what is full-width, and tidies twice as once', async ({ sql }) => {
  const [row] = await sql`select private.tidy_name(' 桐庐中学\u00a0\u3000（分校）\u200b') as once`
  expect(row?.once).toBe('桐庐中学 （分校）')
})

test('tidy_name puts the ideograph for a radical and for a compatibility form of it', async ({ sql }) => {
  const [row] = await sql`select private.tidy_name('⻘岛⼤学（\uf98e）') as tidied`
  expect(row?.tidied).toBe('青岛大学（年）')
})

async function keysInDatabase(sql: Sql, names: string[]): Promise<Map<string, string>> {
  const rows = await sql`
    select name, private.name_key(name) as key from unnest(${names}::text[]) as name where unicode_assigned(name)`
  return new Map(rows.map(({ name, key }) => [name, key]))
}

describe('two names are the same to the contract where they are to the database', () => {
  test.for([
    ['⻘岛大学', '青岛大学'],
    ['中国石油大学(华东)', '中国石油大学（华东）'],
    ['中国石油大学 ( 华东 )', '中国石油大学（华东）'],
    ['北京市第一O一中学', '北京市第一〇一中学'],
    ['北京市第一0一中学', '北京市第一○一中学'],
    ['北京市第一零一中学', '北京市第一〇一中学'],
    ['二oo八中学', '二〇〇八中学'],
    ['ＡＢＣ学校', 'abc学校'],
    ['龍巖學校', '\uf9c4巖學校'],
  ])('%j and %j', async ([one = '', other = ''], { sql }) => {
    const keys = await keysInDatabase(sql, [one, other])
    expect([keys.get(one), keys.get(other)]).toEqual([nameKey(one), nameKey(other)])
    expect(nameKey(one)).toBe(nameKey(other))
  })

  test('and differ where a person tells them apart', async ({ sql }) => {
    const names = [
      '三O1中学',
      '三01中学',
      '三Old学校',
      '第一中学',
      '第十一中学',
      'O中学',
      '一OO1校',
      '一○○x校',
    ]
    const keys = await keysInDatabase(sql, names)
    expect(names.map((name) => keys.get(name))).toEqual(names.map(nameKey))
    expect(new Set(keys.values()).size).toBe(names.length)
  })

  test('over every sign of the basic plane and the compatibility ideographs beyond it', async ({ sql }) => {
    const points = Array.from({ length: 0xffff }, (_, at) => at + 1).filter(
      (point) => point < 0xd800 || point > 0xdfff,
    )
    const beyond = Array.from({ length: 0x220 }, (_, at) => 0x2f800 + at)
    const names = [...points, ...beyond].map((point) => `校${String.fromCodePoint(point)}一`)
    const keys = await keysInDatabase(sql, names)
    const unlike = [...keys].filter(([name, key]) => key !== nameKey(name))
    expect(unlike.map(([name, key]) => `${code(name)}: ${code(key)}`)).toEqual([])
    expect(keys.size).toBeGreaterThan(50_000)
  })
})

test('a school of the same name in the same place is refused, however it is written', async ({ sql }) => {
  const add = (name: string) => sql`
    insert into public.organizations (name, kind, level, school_type, division_code, parent_code)
    select ${name}, 'school', 5, 'secondary_school', o.division_code, o.code
    from public.organizations o where o.level = 4 order by o.code limit 1`
  await add('测试第一〇一中学（东校区）')
  await expect(add('测试第一O一中学 (东校区)')).rejects.toMatchObject({ hint: 'organization-name-taken' })
})

test.for(['@Tsinghua', '＠Tsinghua', '@@ a', ' \u200b@ a', 'a@b', '@', '', 'Tsinghua'])(
  'a handle is stored without its @ however it was typed: %j',
  async (typed, { sql }) => {
    const [row] = await sql`select coalesce(private.plain_handle(${typed}), '') as handle`
    expect(row?.handle).toBe(plainHandle(typed))
    expect(row?.handle).not.toMatch(/^@/)
  },
)
