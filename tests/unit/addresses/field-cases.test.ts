import { describe, expect, it } from 'vitest'
import { recognise } from '#contracts/addresses/recognise.ts'
import { accountOf, addressRefusal, readingOf } from '../../../src/lib/registration/account-rows.ts'
import { emptyRow } from '../../../src/lib/registration/form-values.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'

const pasted = (id: string) => ({
  ...emptyRow('address'),
  pasted: fieldCase(id).input,
  nickname: '某某团委',
})

/** What each pasted address is, with the account that it tells. */
const READ: Record<string, [kind: string, platform: string, account?: string]> = {
  'A01.1': ['content', 'weibo'],
  'A01.2': ['content', 'weibo'],
  'A01.3': ['content', 'weibo'],
  'A02.1': ['account', 'weibo', '2310000010 https://weibo.com/u/2310000010'],
  'A03.1': ['content', 'weibo'],
  'A03.2': ['content', 'weibo'],
  'A03.3': ['content', 'weibo'],
  'A03.4': ['content', 'weibo'],
  'A03.5': ['content', 'weibo'],
  'A03.6': ['content', 'weibo'],
  'A03.7': ['content', 'weibo'],
  'A04.1': ['content', 'weibo'],
  'A04.2': ['content', 'weibo'],
  'A05.1': ['content', 'weibo'],
  'A06.1': ['content', 'kuaishou'],
  'A06.2': ['content', 'kuaishou'],
  'A06.3': ['short-link', 'kuaishou'],
  'A06.4': ['content', 'wechat'],
  'A07.1': ['short-link', 'bilibili'],
  'A07.2': ['account', 'douyin', '50000000057 https://www.iesdouyin.com/share/user/50000000057'],
  'A11.1': ['short-link', 'douyin'],
  'A11.2': ['short-link', 'douyin'],
  'A12.1': [
    'account',
    'toutiao',
    'MS4wLjABAAAAabcdefghijklmnopqrstuvwxyz0123456789ABCDEFG https://www.toutiao.com/c/user/token/MS4wLjABAAAAabcdefghijklmnopqrstuvwxyz0123456789ABCDEFG/',
  ],
  'A12.2': ['account', 'toutiao', 'MS4wLj https://www.toutiao.com/c/user/token/MS4wLj/'],
  'A16.1': ['account', 'bilibili', '400000079 https://space.bilibili.com/400000079'],
  'A16.2': ['account', 'bilibili', '400000079 https://space.bilibili.com/400000079'],
  'A17.1': ['account', 'bilibili', '9000100001 https://space.bilibili.com/9000100001'],
  'A18.1': ['account', 'weibo', '2310000010 https://weibo.com/u/2310000010'],
}

describe('what people pasted is read for what it is, and is called no imitation', () => {
  it.each(Object.entries(READ))('%s', (id, [kind, platform, account]) => {
    const found = recognise(fieldCase(id).input)
    expect(found).toMatchObject({ kind, platform, imitates: null })
    expect(found.kind === 'account' ? `${found.handle} ${found.address}` : undefined).toBe(account)
  })

  it.each(Object.entries(READ))('in the form as in /verify: %s', (id, [kind, platform, account]) => {
    const refused = addressRefusal(fieldCase(id).input)
    expect(refused === null).toBe(kind === 'account')
    if (refused !== null) expect(refused).toContain(readingOf(pasted(id)))
    else {
      const taken = accountOf(pasted(id))
      expect(`${taken.platform} ${taken.handle} ${taken.address}`).toBe(`${platform} ${account}`)
    }
  })

  it.each(['A11.1', 'A11.2'])('a short link is called one, with what to do: %s', (id) => {
    expect(addressRefusal(fieldCase(id).input)).toMatch(/抖音的短链接.*打开/)
  })
})
