import { expect, test } from 'vitest'
import { openNames } from '../../../src/lib/search/client/names-query.ts'
import { answerQuestions, type NamesReply } from '../../../src/lib/search/client/names-session.ts'
import { composeFiles } from '../../../src/lib/search/index/names-index.ts'
import { slicesOf } from '../../../src/lib/search/match/slices.ts'
import { realRows } from '../../fixtures/search/real-names.ts'

const rows = realRows()
const weibo = rows.organizations.filter(({ name }) => /^(清华大学|雅礼中学|长沙市雅礼中学)$/.test(name))
const files = composeFiles({
  ...rows,
  accounts: weibo.map(({ code }) => ({ organization_code: code, platform: 'weibo' })),
})
const bytesOf = (file: string): ArrayBuffer => {
  const text = files.get(file)
  if (text === undefined) throw new Error(`no file ${file}`)
  return new TextEncoder().encode(text).buffer
}

test.each([
  ['海淀区中国人民大学附属中学', '中国人民大学附属中学'],
  ['人大附中', '中国人民大学附属中学'],
  ['雅礼中学', '长沙市雅礼中学'],
  ['华师一附中', '华中师范大学第一附属中学'],
  ['石家庄二中', '石家庄市第二中学'],
  ['shijiazhuangerzhong', '石家庄市第二中学'],
  ['清华大学', '清华大学'],
])('「%s」 is found before the large files are there', async (query, expected) => {
  const asked: string[] = []
  const names = await openNames(async (file) => {
    asked.push(file)
    return bytesOf(file)
  })
  await names.loadEarly(query)
  const { hits, complete } = await names.search(query)
  expect([hits[0]?.name, complete]).toEqual([expected, false])
  expect(asked.filter((file) => file.startsWith('all/'))).toEqual([])
  expect(asked.length).toBeLessThanOrEqual(4)
})

test('a small file that does not come is no harm', async () => {
  const names = await openNames(async (file) => {
    if (/^(near|rare)/.test(file)) throw new Error('offline')
    return bytesOf(file)
  })
  expect(await names.loadEarly('雅礼中学')).toBe(false)
  await names.loadAll()
  expect((await names.search('雅礼中学')).hits[0]?.name).toBe('长沙市雅礼中学')
})

test('the platforms are asked for by the first who filters by one, and once', async () => {
  const asked: string[] = []
  const names = await openNames(async (file) => {
    asked.push(file)
    return bytesOf(file)
  })
  await names.loadAll()
  expect(asked).not.toContain('platforms.txt')
  for (let times = 0; times < 2; times += 1) {
    const { hits } = await names.search('', { filters: { platform: 'weibo' } })
    expect(hits.map(({ code }) => code).sort()).toEqual(weibo.map(({ code }) => code).sort())
  }
  expect((await names.search('清华', { filters: { platform: 'douyin' } })).hits).toEqual([])
  expect(asked.filter((file) => file === 'platforms.txt')).toHaveLength(1)
})

test('only the newest question is answered, at last from the whole index', async () => {
  const replies: NamesReply[] = []
  const done = new Promise<void>((resolve) => {
    const ask = answerQuestions(
      () => openNames(async (file) => bytesOf(file)),
      (reply) => {
        replies.push(reply)
        if (reply.answer?.complete) resolve()
      },
    )
    ask({ id: 1, query: '清华' })
    ask({ id: 2, query: '雅礼中学' })
  })
  await done
  expect(new Set(replies.map(({ id }) => id))).toEqual(new Set([2]))
  expect(replies.at(-1)?.answer?.hits[0]?.name).toBe('长沙市雅礼中学')
})

test('on a shared thread the work rests now and then, and finds the same', async () => {
  let rests = 0
  const slices = slicesOf(0, async () => {
    rests += 1
  })
  const names = await openNames(async (file) => bytesOf(file), slices)
  await names.loadAll()
  const before = rests
  expect((await names.search('renda fuzhong')).hits[0]?.name).toBe('中国人民大学附属中学')
  expect(before).toBeGreaterThan(10)
  expect(rests).toBeGreaterThan(before)
})
