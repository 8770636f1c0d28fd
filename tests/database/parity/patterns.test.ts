import { describe, expect } from 'vitest'
import { recogniseAddress } from '#contracts/addresses/recognise.ts'
import { NAMING_RULES } from '#contracts/federation.ts'
import { PLATFORMS } from '#contracts/platforms.ts'
import { ADDRESS_CASES } from '../../fixtures/addresses/cases.ts'
import { test } from '../../fixtures/database/room.ts'

const nicknames = [
  ...NAMING_RULES.map((rule) => rule.example),
  '',
  '团委',
  '一团委',
  '一中团委',
  'A1团委',
  `${'中'.repeat(26)}团委`,
  `${'中'.repeat(27)}团委`,
  '一中团委\n',
  '一中\n团委',
  ' 一中团委',
  '一中 团委',
  '一中团委。',
  '一中（分校）团委',
  '𠮷中团委',
  '㐀中团委',
  '龥中团委',
  '龦中团委',
  'Ａ中团委',
  'éa团委',
  'ßa团委',
  'a_b团委',
  '一中团委1',
  '共青团中央',
  '团中央',
  '团中央学校部2026',
  `团中央${'部'.repeat(21)}`,
  '共青团浙江省委',
  '共青团浙江省委员会',
  '浙江团省委',
  '浙江省团委',
  '共青团杭州市委',
  '杭州团市委',
  '共青团桐庐县委',
  '共青团鄂温克族自治旗委',
  `共青团${'长'.repeat(20)}委`,
  `共青团${'长'.repeat(21)}委`,
  '共青团Tonglu县委',
  '桐庐团县委1',
]

const bare = [
  'weibo.com/u/1234567890',
  'weibo.com/tonglu',
  'weibo.com/tonglu/',
  'weibo.com/tonglu/home',
  'weibo.com/tonglu/home/x',
  'm.weibo.cn/profile/1234567890',
  'weibo.com/a',
  'weibo.com/',
  'weibo.com.evil.org/tonglu',
  'evil.org/weibo.com/tonglu',
  'weibo.com/ton glu',
  'weibo.com/tonglu\n',
  'weibo.com/团委',
  'WEIBO.com/tonglu',
  'space.bilibili.com/123',
  'space.bilibili.com/123/dynamic',
  'm.bilibili.com/space/123',
  'space.bilibili.com/١٢٣',
  'bilibili.com/video/BV1',
  'douyin.com/user/MS4wLjABAAAA-x_y.z',
  'iesdouyin.com/share/user/12345',
  'douyin.com/user/abcd',
  'v.kuaishou.com/u/abc',
  'kuaishou.com/profile/3x-_',
  'zhihu.com/people/tong-lu/posts',
  'zhihu.com/org/tonglu',
  'zhihu.com/question/1',
  'xiaohongshu.com/user/profile/5f0123456789',
  'xiaohongshu.com/user/profile/5F0123456789',
  'toutiao.com/c/user/token/MS4w/',
  'm.toutiao.com/c/user/123',
  't.k618.cn/tonglu',
  't.qq.com/tonglu',
  't.qq.com/tonglu?a',
  'ｗeibo.com/tonglu',
]

const pasted = [
  ...bare.map((address) => `https://${address}`),
  ...bare.map((address) => `http://www.${address}?from=page#top`),
  'https://WWW.Weibo.Com/TongLu',
  'HTTPS://weibo.com/tonglu',
  'https://weibo.com:443/tonglu',
  'https://user@weibo.com/tonglu',
  'https://weibo.com//tonglu',
  'https://weibo.com/tonglu#/x?y',
  'https://www.www.weibo.com/tonglu',
]

const patterns = PLATFORMS.flatMap((platform) =>
  platform.address_pattern === null ? [] : [{ id: platform.id, pattern: platform.address_pattern }],
)

describe('a pattern gives one verdict in POSIX and in ECMAScript', () => {
  test.for(NAMING_RULES)('nicknames of level $level', async ({ level }, { sql }) => {
    const rows = await sql`
      select nickname, nickname ~ r.pattern as fits, r.pattern
      from public.naming_rules r, unnest(${nicknames}::text[]) as nickname where r.level = ${level}`
    expect(rows).toHaveLength(nicknames.length)
    const unlike = rows.filter((row) => row.fits !== new RegExp(row.pattern).test(row.nickname))
    expect(unlike).toEqual([])
    expect(new Set(rows.map((row) => row.fits))).toEqual(new Set([true, false]))
  })

  test.for(patterns)('addresses on $id', async ({ id }, { sql }) => {
    const rows = await sql`
      select address, address ~ p.address_pattern as fits, substring(address from p.address_pattern) as handle, p.address_pattern
      from public.platforms p, unnest(${bare}::text[]) as address where p.id = ${id}`
    expect(rows).toHaveLength(bare.length)
    const unlike = rows.filter((row) => {
      const found = new RegExp(row.address_pattern).exec(row.address)
      return row.fits !== (found !== null) || row.handle !== (found?.[1] ?? null)
    })
    expect(unlike).toEqual([])
    expect(new Set(rows.map((row) => row.fits))).toEqual(new Set([true, false]))
  })
})

test('what the form makes of a pasted address, the database takes for the same platform; what it refuses, neither takes', async ({
  sql,
}) => {
  const read = pasted.map((typed) => ({ typed, form: recogniseAddress(typed) }))
  const rows = await sql`
    select address, (
      select p.id from public.platforms p
      where address ~ '^https?://[^\\s<>"]+$' and private.handle_in_address(address, p) is not null) as platform
    from unnest(${read.map(({ typed, form }) => form?.address ?? typed)}::text[]) with ordinality as t (address, place)
    order by place`
  const unlike = read
    .map(({ typed, form }, place) => ({
      typed,
      form: form?.platform ?? null,
      database: rows[place]?.platform,
    }))
    .filter(({ form, database }) => form !== database)
  expect(unlike).toEqual([])
})

describe('the table of addresses holds for the database', () => {
  test('it takes every address that the recogniser keeps, and reads the same handle in it', async ({
    sql,
  }) => {
    const accounts = ADDRESS_CASES.filter(({ kind }) => kind === 'account')
    const rows = await sql`
      select p.id as platform, private.handle_in_address(address, p) as handle
      from unnest(${accounts.map(({ address }) => address)}::text[]) with ordinality as t (address, place)
      left join public.platforms p on private.handle_in_address(address, p) is not null order by place`
    expect(rows.map(({ platform, handle }) => ({ platform, handle }))).toEqual(
      accounts.map(({ platform, handle }) => ({ platform, handle })),
    )
  })

  test('what it takes as it was pasted is the account that the recogniser reads, and no page of a platform is one', async ({
    sql,
  }) => {
    const rows = await sql`
      select address as query, p.id as platform, private.handle_in_address(address, p) as handle
      from unnest(${ADDRESS_CASES.map(({ query }) => query)}::text[]) as address
      join public.platforms p on address ~ '^https?://[^\\s<>"]+$' and private.handle_in_address(address, p) is not null`
    const known = new Map(ADDRESS_CASES.map((each) => [each.query, each]))
    const unlike = rows.filter(({ query, platform, handle }) => {
      const one = known.get(query)
      // An id behind the question mark is not the database's to read.
      return (
        one?.kind !== 'account' ||
        one.platform !== platform ||
        (one.handle !== handle && !query.includes('?'))
      )
    })
    expect(unlike).toEqual([])
    expect(rows.length).toBeGreaterThan(60)
  })
})
