import { describe, expect, it } from 'vitest'
import { accountOf, readingOf, rowOf } from '../../../src/lib/registration/account-rows.ts'
import { type AccountFormRow, emptyRow } from '../../../src/lib/registration/form-values.ts'
import { nicknameRefusal, suggestNickname } from '../../../src/lib/registration/naming-rule.ts'

const pasted = (address: string): AccountFormRow => ({
  ...emptyRow('address'),
  pasted: address,
  nickname: '某团委',
})

describe('a pasted address', () => {
  it.each([
    ['https://weibo.com/tsinghua', '新浪微博', 'tsinghua'],
    ['ｗｅｉｂｏ．ｃｏｍ／ｕ／５３９６１３４８５８', '新浪微博', '5396134858'],
    ['【我的主页】https://space.bilibili.com/1234?spm=1，快来关注', '哔哩哔哩', '1234'],
    ['https://www.zhihu.com/org/qing-hua-da-xue/', '知乎', 'qing-hua-da-xue'],
  ])('%j is recognised', (address, platform, handle) => {
    expect(readingOf(pasted(address))).toBe(`已识别：${platform}，账号名 ${handle}`)
  })

  it.each([
    '',
    'weibo.com',
    'https://v.douyin.com/iabc/',
    'https://evil.example/weibo.com/u/1',
    'javascript:alert(1)',
  ])('%j is not', (address) => {
    expect(readingOf(pasted(address))).not.toContain('已识别')
  })
})

describe('an account on record', () => {
  it.each([
    { platform: 'weibo', handle: 'tsinghua', nickname: '清华大学', address: 'https://weibo.com/tsinghua' },
    { platform: 'wechat', handle: 'gh_1', nickname: '某团委', address: null },
  ] as const)('comes back from its row as it was: %o', (account) => {
    expect(accountOf(rowOf(account, 'k'))).toEqual(account)
  })
})

describe('a nickname', () => {
  it.each([
    [5, '海淀区第一中学团委', true],
    [5, '  海淀区第一中学团委 ', true],
    [5, '海淀区第一中学', false],
    [4, '共青团桐庐县委', true],
    [4, '桐庐青年', false],
    [3, '杭州市团委', true],
    [2, '共青团浙江省委', true],
    [1, '共青团中央', true],
    [1, '共青团浙江省委', false],
  ] as const)('at level %i, %j is allowed: %s', (level, nickname, allowed) => {
    expect(nicknameRefusal(level, nickname) === null).toBe(allowed)
  })

  it.each([
    [5, '海淀区第一中学', '海淀区第一中学团委'],
    [5, '中国石油大学（北京）', '中国石油大学团委'],
    [5, '', null],
    [5, '某'.repeat(30), null],
    [2, '共青团浙江省委员会', '共青团浙江省委'],
    [1, '共青团中央委员会', '共青团中央'],
  ] as const)('is suggested at level %i for %j: %j', (level, organization, nickname) => {
    expect(suggestNickname(level, organization)).toBe(nickname)
  })
})
