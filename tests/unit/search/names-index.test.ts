import { expect, test } from 'vitest'
import { openNames } from '../../../src/lib/search/client/names-query.ts'
import { composeFiles } from '../../../src/lib/search/index/names-index.ts'
import { namesOf, organizationOf, realRows, smallRows } from '../../fixtures/search/real-names.ts'

test('equal rows give equal bytes, in whatever order they come', () => {
  const rows = realRows()
  const shuffled = { ...rows, organizations: rows.organizations.toReversed() }
  expect([...composeFiles(shuffled)]).toEqual([...composeFiles(rows)])
})

test('a file is named by its content, so that a change renames only what it touches', () => {
  const rows = realRows()
  const before = new Set(composeFiles(rows).keys())
  const organizations = rows.organizations.map((each) =>
    each.name === '嵊州中学' ? { ...each, status: 'registered' as const } : each,
  )
  const renamed = [...composeFiles({ ...rows, organizations }).keys()].filter((file) => !before.has(file))
  expect(renamed).toEqual([expect.stringMatching(/^all\/schools-3-[0-9a-f]{12}\.txt$/)])
})

test('every organization comes back as it went in', async () => {
  const rows = realRows()
  const names = await namesOf(rows)
  const { hits } = await names.search('', {
    filters: { kinds: ['committee', 'university', 'school'] },
    limit: rows.organizations.length + 1,
  })
  const back = hits.map(({ code, name, level, kind, division }) => [code, name, level, kind, division].join())
  const sent = rows.organizations.map(({ code, name, level, kind, division_code }) =>
    [code, name, level, kind, division_code].join(),
  )
  expect(back.toSorted()).toEqual(sent.toSorted())
})

test.each(['Dalian国际学校', '@学校', '%大学', '^中学', '/中学', '*中学', 'P中学', '83中', '𠮷野中学'])(
  'a name that begins like a mark or a command is kept: %s',
  async (name) => {
    const names = await namesOf(smallRows(organizationOf({ code: '100007', name })))
    const { hits } = await names.search('', { filters: { kinds: ['school'] } })
    expect(hits.map((hit) => [hit.code, hit.name])).toEqual([['100007', name]])
  },
)

test('codes with gaps and traits are kept', async () => {
  const names = await namesOf(
    smallRows(
      organizationOf({ code: '100003', name: '甲中学', status: 'registered', official: true }),
      organizationOf({ code: '100009', name: '乙中学', status: 'closed' }),
      organizationOf({ code: '100010', name: '丙中学' }),
    ),
  )
  const { hits } = await names.search('', { filters: { kinds: ['school'] } })
  expect(hits.map(({ code, status, official }) => [code, status, official])).toEqual([
    ['100003', 'registered', true],
    ['100009', 'closed', false],
    ['100010', 'expected', false],
  ])
})

test('short names, aliases and English names find their organization and are shown', async () => {
  const names = await namesOf(
    smallRows(
      organizationOf({
        code: '100001',
        name: '某地第一高级中学',
        short_name: '卓越书院',
        aliases: ['老縣中'],
        english_name: 'Excellence Academy',
      }),
    ),
  )
  for (const [query, other] of [
    ['卓越书院', '卓越书院'],
    ['老县中', '老县中'],
    ['excellence', 'Excellence Academy'],
  ] as const) {
    const { hits } = await names.search(query)
    expect(hits.map((hit) => [hit.code, hit.other?.text])).toEqual([['100001', other]])
  }
})

test('the first file alone answers for universities and places, and says that more may come', async () => {
  const names = await namesOf(realRows(), false)
  expect(names.isComplete).toBe(false)
  const { hits, complete } = await names.search('清华大学')
  expect(hits[0]?.name).toBe('清华大学')
  expect(complete).toBe(false)
  expect((await names.search('嵊州中学')).hits.map(({ name }) => name)).not.toContain('嵊州中学')
  await names.loadAll('嵊州中学')
  expect((await names.search('嵊州中学')).complete).toBe(true)
})

test('the region that a query names is loaded first', async () => {
  const files = composeFiles(realRows())
  const asked: string[] = []
  const names = await openNames((file) => {
    asked.push(file)
    return Promise.resolve(new TextEncoder().encode(files.get(file)).buffer)
  })
  const before = asked.length
  await names.loadAll('乌鲁木齐')
  expect(asked[before]).toMatch(/^all\/schools-6-/)
})

test('loading goes on after a failure, with what is still missing', async () => {
  const files = composeFiles(realRows())
  let isBroken = true
  const names = await openNames((file) => {
    if (isBroken && file.startsWith('all/schools-4')) return Promise.reject(new Error('offline'))
    return Promise.resolve(new TextEncoder().encode(files.get(file)).buffer)
  })
  await expect(names.loadAll()).rejects.toThrow('offline')
  isBroken = false
  await names.loadAll()
  expect(names.isComplete).toBe(true)
  const { hits } = await names.search('深圳中学')
  expect(hits.filter(({ name }) => name === '深圳中学')).toHaveLength(1)
})

test('an index of another format is refused', async () => {
  const load = () => Promise.resolve(new TextEncoder().encode('{"format":3}\n').buffer)
  await expect(openNames(load)).rejects.toThrow('unknown format')
})
