import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { LONGEST, tokensOf } from '#contracts/addresses/pasted.ts'
import { profileAddress } from '#contracts/addresses/pattern.ts'
import { recognise } from '#contracts/addresses/recognise.ts'
import { PLATFORMS } from '#contracts/platforms.ts'
import { accountOf, addressRefusal, readingOf } from '../../../src/lib/registration/account-rows.ts'
import { emptyRow } from '../../../src/lib/registration/form-values.ts'
import { readQuestion } from '../../../src/lib/verify/question.ts'
import { ADDRESS_CASES, type AddressCase } from '../../fixtures/addresses/cases.ts'

const wrong = (read: (one: AddressCase) => unknown, expected: (one: AddressCase) => unknown) =>
  ADDRESS_CASES.map((one) => ({ query: one.query, read: read(one), expected: expected(one) })).filter(
    (each) => JSON.stringify(each.read) !== JSON.stringify(each.expected),
  )

describe('one table of what people paste', () => {
  it('names every platform, and every kind but the unknown of each that has it', () => {
    const seen = new Set(ADDRESS_CASES.map(({ kind, platform }) => `${kind} ${platform}`))
    const missing = PLATFORMS.flatMap(({ id, address_pattern }) =>
      id === 'mobile' ? [] : [`content ${id}`, ...(address_pattern === null ? [] : [`account ${id}`])],
    ).filter((each) => !seen.has(each))
    expect(missing).toEqual([])
    expect(ADDRESS_CASES.length).toBeGreaterThan(350)
  })

  it('is what the recogniser says', () => {
    const said = (query: string) => {
      const { kind, platform, handle, address, imitates } = recognise(query)
      return { kind, platform, handle, address, imitates }
    }
    expect(
      wrong(
        ({ query }) => said(query),
        ({ kind, platform, handle, address, imitates }) => ({ kind, platform, handle, address, imitates }),
      ),
    ).toEqual([])
  })

  it('is what the form makes of it: an account or a sentence that says what was pasted and what to do', () => {
    const row = (pasted: string) => ({ ...emptyRow('address'), pasted, nickname: '某某团委' })
    expect(
      wrong(
        ({ query }) => {
          const { platform, handle, address } = accountOf(row(query))
          return addressRefusal(query) === null ? { platform, handle, address } : null
        },
        ({ kind, platform, handle, address }) => (kind === 'account' ? { platform, handle, address } : null),
      ),
    ).toEqual([])
    for (const { query, kind } of ADDRESS_CASES) {
      const reading = readingOf(row(query))
      if (kind === 'account') expect(reading).toContain('已识别：')
      else if (kind !== 'unknown') expect(addressRefusal(query)).toContain(reading)
      else expect(reading).toBe('')
    }
  })

  it('is what /verify asks: an account by its handle, a nickname as a name, and nothing of another address', () => {
    expect(
      wrong(
        ({ query }) => {
          const question = readQuestion(query)
          return 'names' in question && question.kind === 'account'
            ? { platform: question.platform, name: question.names[0] }
            : question.kind
        },
        ({ query, kind, platform, handle }) => {
          const nickname = kind === 'content' ? /\/n\/([^/?]+)/.exec(query)?.[1] : undefined
          if (kind === 'account') return { platform, name: handle }
          if (nickname !== undefined) return { platform, name: decodeURIComponent(nickname) }
          return kind === 'unknown' ? readQuestion(query).kind : kind
        },
      ),
    ).toEqual([])
    for (const { query } of ADDRESS_CASES.filter(({ kind }) => kind === 'unknown'))
      expect(['name', 'empty']).toContain(readQuestion(query).kind)
  })
})

describe('the sentence says what was pasted and what to do', () => {
  it.each([
    ['https://v.douyin.com/iABCdef/', ['抖音的短链接', '打开它', '在手机上']],
    ['https://bili2233.cn/abc', ['哔哩哔哩的短链接']],
    ['https://m.tb.cn/h.abc', ['短链接']],
    ['https://weibo.com/newlogin', ['新浪微博', '打开账号主页']],
    ['https://weibo.com/n/ab', ['昵称「ab」', '账号主页']],
    ['https://mp.weixin.qq.com/mp/profile_ext?action=home&__biz=MzA=', ['内部编号', '公众号的名称']],
    ['https://weib0.com/u/1', ['小心', 'weibo.com']],
    ['https://weibo.com@evil.example/', ['写着 weibo.com', '打开的却是 evil.example']],
    ['https://example.com/', ['不是名录收录账号的平台']],
    ['青春杭州', ['认不出']],
  ])('%s', (query, words) => {
    for (const word of words) expect(recognise(query).sentence).toContain(word)
  })
})

test('a canonical address is recognised as what it was made of', () => {
  const handles: Partial<Record<string, string>> = {
    bilibili: '[1-9][0-9]{4,15}',
    xiaohongshu: '[0-9a-f]{24}',
    weibo: '(?:[1-9][0-9]{7,9}|qz[a-z0-9]{3,18})',
  }
  for (const { id, address_pattern } of PLATFORMS) {
    if (address_pattern === null) continue
    const handle = fc.stringMatching(
      new RegExp(`^${handles[id] ?? '(?:[1-9][0-9]{7,11}|qz[a-z0-9_-]{3,30}[a-z])'}$`),
    )
    fc.assert(
      fc.property(handle, (handle) => {
        const address = profileAddress(id, handle)
        expect(recognise(address ?? '')).toMatchObject({ kind: 'account', platform: id, handle, address })
      }),
    )
  }
})

describe('the work grows with what was pasted, and ends', () => {
  const piece = fc.constantFrom(
    'https://',
    'weibo.com',
    '/',
    '.',
    '@',
    'a',
    '%2F',
    '%',
    '?',
    '&uid=1',
    '1',
    '。',
    ' ',
    '微',
    'xn--',
    '\\',
    ':',
    '\u200b',
  )

  it('looks at each character in one stretch only', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join('')),
        (text) => {
          const stretches = tokensOf(text)
          const total = stretches.reduce((sum, stretch) => sum + stretch.length, 0)
          expect(total).toBeLessThanOrEqual(text.length)
        },
      ),
    )
  })

  it('says something of any text, and an address of a stranger is never an account', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(recognise(text).sentence).not.toBe('')
          expect(recognise(`https://evil.example/${text.replace(/\s|。/g, '')}`).kind).not.toBe('account')
        },
      ),
    )
  })

  it('reads no further than the longest share text goes', () => {
    const address = ' https://weibo.com/tonglu'
    expect(recognise('字'.repeat(LONGEST - address.length) + address).kind).toBe('account')
    expect(recognise('字'.repeat(LONGEST) + address).kind).toBe('unknown')
    for (const text of ['a.', 'a/', '@', 'https://', '&uid=', '。a', 'ﷺ', 'xn--9', 'x.com/a '])
      expect(recognise(text.repeat(100_000)).kind).not.toBe('account')
  })
})
