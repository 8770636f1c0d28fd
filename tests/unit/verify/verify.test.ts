import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLATFORMS } from '#contracts/platforms.ts'
import { siteFolder } from '../../../src/lib/publishing/site-folder.ts'
import { answerOf } from '../../../src/lib/verify/answer.ts'
import { looksLike } from '../../../src/lib/verify/look-alike.ts'
import { readQuestion } from '../../../src/lib/verify/question.ts'
import { writeVerifyFiles } from '../../../src/lib/verify/shards.ts'
import { verdictOf } from '../../../src/lib/verify/words.ts'
import { fixtureRelations, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

let folder: string
const asked: string[] = []
const read = async (file: string): Promise<unknown> => {
  asked.push(file)
  return JSON.parse(readFileSync(join(folder, 'site', file), 'utf8'))
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
  writeFixtureSnapshot(join(folder, 'snapshot.sqlite'))
  const place = join(folder, 'site')
  writeVerifyFiles({ folder: place, ...siteFolder(place) }, join(folder, 'snapshot.sqlite'), null)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function verdicts(text: string): Promise<string[]> {
  const question = readQuestion(text)
  if (!('names' in question)) return [question.kind]
  const answer = await answerOf(question, read)
  if (answer.kind === 'found')
    return answer.entries.map((entry) => `${entry.platform} ${verdictOf(entry).title}`)
  return ['unknown', ...answer.like.map(({ handle }) => `like ${handle}`)]
}

describe('what was pasted is read in every form', () => {
  it.each([
    ['https://weibo.com/u/5000000001', 'weibo', '5000000001'],
    ['HTTP://WWW.WEIBO.COM/U/5000000001', 'weibo', '5000000001'],
    ['weibo.com/tonglu_demo', 'weibo', 'tonglu_demo'],
    ['m.weibo.cn/u/5000000001?luicode=10000011&lfid=1076', 'weibo', '5000000001'],
    ['https://m.weibo.cn/profile/5000000001', 'weibo', '5000000001'],
    ['https://weibo.com/p/1005055000000001/home?from=page', 'weibo', '5000000001'],
    ['https://weibo.com/n/%E5%85%B1%E9%9D%92%E5%9B%A2%E4%B8%AD%E5%A4%AE', 'weibo', '共青团中央'],
    ['https://weibo.com/5000000001/N1abcDEfg', 'weibo', '5000000001'],
    ['https%3A%2F%2Fweibo.com%2Fu%2F5000000001', 'weibo', '5000000001'],
    ['ｈｔｔｐｓ：／／ｗｅｉｂｏ．ｃｏｍ／ｕ／５０００００００１', 'weibo', '500000001'],
    ['请大家关注我们的微博（https://weibo.com/tonglu_demo）。谢谢', 'weibo', 'tonglu_demo'],
    ['关注weibo.com/tonglu_demo，', 'weibo', 'tonglu_demo'],
    ['weibo.com/tonglu_demo.', 'weibo', 'tonglu_demo'],
    ['weibo.com/tonglu_demo，欢迎关注', 'weibo', 'tonglu_demo'],
    ['https://weibo.com/tonglu_demo（官方）', 'weibo', 'tonglu_demo'],
    ['https://space.bilibili.com/20165629/dynamic?spm_id_from=333', 'bilibili', '20165629'],
    ['https://m.bilibili.com/space/20165629', 'bilibili', '20165629'],
    ['https://space.bilibili.com/20165629/channel/series', 'bilibili', '20165629'],
    ['https://www.douyin.com/user/MS4wLjABAAAA_x-1?vid=7', 'douyin', 'MS4wLjABAAAA_x-1'],
    ['https://www.iesdouyin.com/share/user/MS4wLjABAAAA?u_code=1', 'douyin', 'MS4wLjABAAAA'],
    ['https://live.kuaishou.com/u/3xabcdef', 'kuaishou', '3xabcdef'],
    ['https://v.m.chenzhongtech.com/fw/user/3xabcdef?fid=1', 'kuaishou', '3xabcdef'],
    ['https://www.zhihu.com/org/gong-qing-tuan/posts', 'zhihu', 'gong-qing-tuan'],
    [
      'https://www.xiaohongshu.com/user/profile/5f0123456789abcdef012345?xhsshare=Copy',
      'xiaohongshu',
      '5f0123456789abcdef012345',
    ],
    ['https://www.toutiao.com/c/user/token/MS4wLjABAAAA/?source=profile', 'toutiao', 'MS4wLjABAAAA'],
    ['t.qq.com/hztuanwei', 'tencent', 'hztuanwei'],
  ])('%s', (text, platform, name) => {
    const question = readQuestion(text)
    expect(question).toMatchObject({ kind: 'account', platform })
    if ('names' in question) expect(question.names[0]).toBe(name)
  })

  it.each([
    ['', 'empty'],
    ['\u200b　', 'empty'],
    ['https://b23.tv/Ab3dEf', 'short-link'],
    ['8.99 复制打开抖音 https://v.douyin.com/iABCdef/ 看看', 'short-link'],
    ['https://mp.weixin.qq.com/s/abcdef', 'content'],
    ['https://www.bilibili.com/video/BV1xx411c7mD', 'content'],
    ['https://m.weibo.cn/status/5000000000000001', 'content'],
  ])('%s: %s', (text, kind) => expect(readQuestion(text).kind).toBe(kind))

  it.each([
    ['https://weib0.com/u/5000000001', 'weibo.com'],
    ['https://weibo.com.cn/u/5000000001', 'weibo.com'],
    ['https://weibo.com.evil.example/u/5000000001', 'weibo.com'],
    ['https://fake-weibo.com/u/5000000001', 'weibo.com'],
    ['https://аweibo.com/u/5000000001', 'weibo.com'],
    ['https://a_weibo.com/u/5000000001', 'weibo.com'],
    ['https://weibo.com@evil.example/u/5000000001', 'weibo.com'],
    ['https://evil.example/?u=weibo.com/u/5000000001', null],
    ['https://twitter.com/weibo', null],
    ['https://www.facebook.com/NIST/', null],
  ])('%s is no platform of ours', (text, imitates) =>
    expect(readQuestion(text)).toMatchObject({ kind: 'foreign', imitates }),
  )

  it.each([
    ['@青春杭州', null, '青春杭州'],
    ['「青春杭州」', null, '青春杭州'],
    ['微信公众号：青春杭州', 'wechat', '青春杭州'],
    ['公众号“青春杭州”', 'wechat', '青春杭州'],
    ['微信号：qc-hangzhou', 'wechat', 'qc-hangzhou'],
    ['抖音号: qc_hangzhou 复制此条', 'douyin', 'qc_hangzhou'],
    ['小红书号：123456789', 'xiaohongshu', '123456789'],
    ['B站UID:123456', 'bilibili', '123456'],
    ['UID:123456', null, '123456'],
    // A part of a nickname is somebody else's: whoever adds a word to it is not official.
    ['青春杭州（官方微博）', null, '青春杭州(官方微博)'],
    ['微博 青春杭州 官方', 'weibo', '青春杭州官方'],
    ['微博 @共青团中央', 'weibo', '共青团中央'],
  ])('%s is a name', (text, platform, name) => {
    expect(readQuestion(text)).toEqual({ kind: 'name', platform, names: [name] })
  })
})

describe('the answer', () => {
  it.each([
    ['https://weibo.com/u/5000000001?from=x', ['weibo 是官方账号']],
    ['TONGLU_DEMO', ['weibo 是官方账号']],
    ['https://space.bilibili.com/100200300', ['bilibili 在名录里，还不是官方账号']],
    ['https://t.qq.com/hztuanwei', ['tencent 已经关闭']],
    ['https://t.k618.cn/hangzhou_demo', ['k618 平台已停止服务']],
    ['微信公众号 青春杭州', ['wechat 是官方账号']],
    ['共青团杭州市委', ['weibo 是官方账号', 'douyin 还没有开通', 'tencent 已经关闭', 'k618 平台已停止服务']],
    ['请关注@杭州12355青少年服务台 谢谢', ['weibo 是官方账号']],
    ['weibo.com/tonglu_dem0', ['unknown', 'like tonglu_demo']],
    ['weibo.com/tongludemo', ['unknown', 'like tonglu_demo']],
    ['weibo.com/tonglv_demo', ['unknown', 'like tonglu_demo']],
    ['weibo.com/somebody_else', ['unknown']],
    ['weibo.com/u/5000000003', ['unknown']],
    ['zhihu.com/people/tonglu_demo', ['unknown']],
  ])('%s', async (text, expected) => expect(await verdicts(text)).toEqual(expected))

  it('finds every account of the register by its address, its handle and its nickname', async () => {
    const missing: string[] = []
    for (const { id, platform, handle, nickname, address } of fixtureRelations.accounts) {
      for (const text of [handle, nickname, address]) {
        if (text === null) continue
        const question = readQuestion(text)
        const answer = 'names' in question ? await answerOf(question, read) : null
        const isFound = answer?.kind === 'found' && answer.entries.some((entry) => entry.id === id)
        if (!isFound) missing.push(`${platform} ${text}`)
      }
    }
    expect(missing).toEqual([])
  })

  it('costs one file where the account is on record', async () => {
    asked.length = 0
    await verdicts('https://weibo.com/tonglu_demo')
    expect(asked).toHaveLength(1)
  })
})

it.each([
  ['tonglu_demo', 'tonglu-demo', true],
  ['tonglu_demo', 'tonglu_dmeo', true],
  ['tonglu_demo', 'tonglu_demos', true],
  ['tonglu_demo', 'TONGLU_DEMO', false],
  ['tonglu_demo', 'tonglu_damn', false],
  ['liang', '1iang', true],
])('%s may be taken for %s: %s', (one, other, verdict) => expect(looksLike(one, other)).toBe(verdict))

it('every platform with addresses is one that a question can be about', () => {
  for (const { id, home_url, address_pattern } of PLATFORMS) {
    if (home_url === null || address_pattern === null) continue
    expect(readQuestion(`${home_url}/about/us/and/more`).kind, id).not.toBe('foreign')
  }
})
