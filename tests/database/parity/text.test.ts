import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { tidy } from '#contracts/text.ts'
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
