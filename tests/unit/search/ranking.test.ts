import { describe, expect, test } from 'vitest'
import type { NamedOrganization } from '../../../src/lib/search/index/names-rows.ts'
import { namesOf, organizationOf, realRows, smallRows } from '../../fixtures/search/real-names.ts'

const names = await namesOf(realRows())

async function found(query: string, limit = 5): Promise<string[]> {
  return (await names.search(query, { limit })).hits.map(({ name }) => name)
}

describe('the first hit is the one that a person means', () => {
  test.each([
    ['北京大学', '北京大学'],
    ['师范大学 北京', '北京师范大学'],
    ['二中 石家庄', '石家庄市第二中学'],
    ['haidian', '海淀区'],
    ['海淀团委', '共青团海淀区委员会'],
    ['haidian tuanwei', '共青团海淀区委员会'],
    ['浙江团省委', '共青团浙江省委员会'],
    ['北京团市委', '共青团北京市委员会'],
    ['团中央', '共青团中央委员会'],
    ['共青团北京大学委员会', '北京大学'],
    ['rdfz', '中国人民大学附属中学'],
    ['bjsz', '北京市第四中学'],
    ['beijing4zhong', '北京市第四中学'],
    ['bejing', '北京市'],
    ['中国政法', '中国政法大学'],
    ['沪', '上海市'],
    ['西安市第八十三中学', '西安83中'],
    ['青华大学', '清华大学'],
    ['青化大学', '清华大学'],
    ['青华', '清华大学'],
    ['tsingua university', '清华大学'],
    ['米林县', '米林市'],
    ['乾县', '乾县'],
    ['六岚水幼儿师范高等专科学校', '六盘水幼儿师范高等专科学校'],
    ['湖南工学学院', '湖南工学院'],
    ['zhonguokuangyedaxuebeijing', '中国矿业大学（北京）'],
    ['dalianwaiguoudaxue', '大连外国语大学'],
  ])('「%s」 is %s', async (query, expected) => {
    expect((await found(query))[0]).toBe(expected)
  })
})

describe('nothing is made up', () => {
  test.each([
    'asdf',
    'qwerty',
    'wert',
    'dfgh',
    'hjkl',
    'qqqq',
    'wwww',
    '9999',
    '第九千九百九十九中学',
    '登记',
    '🎈',
    'xvxvxv',
    '!!!',
    '',
    '北京市第九百中学',
    '北京市第9999中学',
  ])('「%s」 finds nothing', async (query) => {
    expect(await found(query)).toEqual([])
  })
})

test('a word such as 中学 is never torn apart into an abbreviation', async () => {
  for (const name of await found('北京 中学')) expect(name).toContain('中学')
})

test.each([
  ['长沙市第一一中学', '湖南省长沙市第一中学'],
  ['西安833中', '西安83中'],
])('「%s」, where a numeral was typed twice, is taken for %s', async (query, expected) => {
  const { hits, exact } = await names.search(query)
  expect(hits[0]).toMatchObject({ name: expected, why: 'typo' })
  expect(exact).toBeNull()
})

test.each([
  ['330106', '西湖区'],
  ['3301', '杭州市'],
  ['33', '浙江省'],
  ['110100', '北京市'],
  ['1101', '北京市'],
])('a code, whole or cut at its level, finds its division: %s is %s', async (query, expected) => {
  expect(await found(query)).toEqual([expected])
})

test('behind what is named as was typed stands no guess', async () => {
  for (const query of ['清华大学', 'qinghua', 'pku', '青岛']) {
    const { hits, isGuess } = await names.search(query, { limit: 100 })
    expect([isGuess, hits.filter(({ why }) => why === 'typo')]).toEqual([false, []])
  }
})

test('behind a whole acronym stand no names that only begin with its letters', async () => {
  const { hits } = await names.search('sysu', { limit: 100 })
  expect(hits.map(({ name, other }) => [name, other?.text])).toEqual([['中山大学', 'SYSU']])
})

test('where nothing is named as was typed all hits are guesses, and the answer says so', async () => {
  const { hits, isGuess } = await names.search('青化大学')
  expect([isGuess, hits.filter(({ why }) => why !== 'typo')]).toEqual([true, []])
})

test('a number is matched whole', async () => {
  expect(await found('北京市第1中学')).not.toContain('北京市第一零一中学')
})

describe('what opens at once', () => {
  test('a whole name', async () => {
    const { exact } = await names.search('清华大学')
    expect(exact?.name).toBe('清华大学')
  })

  test.each(['鼓楼区', '石镇中学', '清华', 'qinghuadaxue'])(
    'not 「%s」, which is not one name',
    async (query) => {
      expect((await names.search(query)).exact).toBeNull()
    },
  )
})

test('homonyms are told apart by their place', async () => {
  const { hits } = await names.search('石镇中学')
  expect(hits.slice(0, 2).map(({ place }) => place)).toEqual(['江西省 上饶市 万年县', '湖北省 黄冈市 英山县'])
})

test('what matched is marked, also where numbers are written otherwise', async () => {
  const { hits } = await names.search('人大附中')
  expect(hits[0]?.ranges).toEqual([
    [2, 3],
    [4, 5],
    [6, 7],
    [8, 9],
  ])
  expect((await names.search('武汉第11中学')).hits[0]?.ranges).toEqual([
    [0, 2],
    [3, 8],
  ])
})

test('filters hold for every hit, and alone they browse', async () => {
  const { hits, total } = await names.search('', {
    filters: { kinds: ['committee'], levels: [2] },
    limit: 50,
  })
  expect(total).toBe(31)
  expect(hits.map(({ level, kind }) => `${kind}${level}`)).toEqual(hits.map(() => 'committee2'))
  const zhejiang = await names.search('大学', { filters: { province: '33' }, limit: 50 })
  expect(zhejiang.hits.length).toBeGreaterThan(10)
  expect(zhejiang.hits.filter(({ division }) => !division.startsWith('33'))).toEqual([])
})

test('among equals the official one comes first, then the registered one', async () => {
  const rows = smallRows(
    organizationOf({ code: '100001', name: '育红中学', division_code: '110101' }),
    organizationOf({ code: '100002', name: '育红中学', division_code: '110105', status: 'registered' }),
    organizationOf({
      code: '100003',
      name: '育红中学',
      division_code: '110108',
      status: 'registered',
      official: true,
    }),
  )
  const { hits } = await (await namesOf(rows)).search('育红')
  expect(hits.map(({ code }) => code)).toEqual(['100003', '100002', '100001'])
})

test('the four namesakes that a person can see most of stand first, then fuller names, then the other namesakes', async () => {
  const namesake = (code: string, given: Partial<NamedOrganization>) =>
    organizationOf({ code, name: '育红中学', ...given })
  const rows = smallRows(
    organizationOf({ code: '100001', name: '成都市育红中学', division_code: '510100', status: 'registered' }),
    namesake('100002', { division_code: '110101', status: 'closed' }),
    namesake('100003', { division_code: '110105' }),
    namesake('100004', { division_code: '110108', level: 4 }),
    namesake('100005', { division_code: '310101', status: 'registered' }),
    namesake('100006', { division_code: '330110', status: 'registered', official: true }),
    namesake('100007', { division_code: '330100' }),
  )
  const { hits } = await (await namesOf(rows)).search('育红中学')
  const codes = ['100006', '100005', '100004', '100007', '100001', '100003', '100002']
  expect(hits.map(({ code }) => code)).toEqual(codes)
})

test('names that are what was typed but for the places they stand in are namesakes too, however much is written of these', async () => {
  const rows = smallRows(
    organizationOf({ code: '100001', name: '柏乡育红中学', division_code: '130524', official: true }),
    organizationOf({ code: '100002', name: '四川省成都市育红中学', division_code: '510100', official: true }),
    organizationOf({ code: '100003', name: '海淀育红中学', division_code: '110108' }),
    organizationOf({ code: '100004', name: '育红中学分校', division_code: '110108', official: true }),
    organizationOf({ code: '100005', name: '成都市育红中学', division_code: '110108', official: true }),
  )
  const { hits } = await (await namesOf(rows)).search('育红中学')
  expect(hits.map(({ code }) => code)).toEqual(['100002', '100001', '100003', '100004', '100005'])
})

test('a name that is torn by a district whose name holds the same character comes after the plain one', async () => {
  const rows = smallRows(
    organizationOf({ code: '100001', name: '杭州市余杭区第二中学', division_code: '330110' }),
    organizationOf({ code: '100002', name: '杭州市第二中学', division_code: '330100' }),
  )
  const { hits } = await (await namesOf(rows)).search('杭二中')
  expect(hits.map(({ code }) => code)).toEqual(['100002', '100001'])
})

describe('what is typed around a name does not hide it', () => {
  test.each([
    ['浙江大学x', '浙江大学'],
    ['清华大学x', '清华大学'],
    ['北京大学学', '北京大学'],
    ['浙江大学大学', '浙江大学'],
    ['浙江大学浙江大学', '浙江大学'],
    ['浙江大学1', '浙江大学'],
    ['北京四中1', '北京市第四中学'],
    ['人大附中d', '中国人民大学附属中学'],
    ['我想找复旦大学', '复旦大学'],
    ['中国人民大学附属中学朝阳学校', '中国人民大学附属中学'],
    ['北京大学 官方', '北京大学'],
    ['北京大学微博', '北京大学'],
    ['官方微博 复旦大学', '复旦大学'],
    ['浙江大学的抖音号', '浙江大学'],
    ['清华大学B站', '清华大学'],
    ['北京大学团委微博', '北京大学'],
    ['石家庄 二中 公众号', '石家庄市第二中学'],
    ['共青团浙江省委员会官方微博', '共青团浙江省委员会'],
  ])('「%s」 is %s', async (query, expected) => {
    expect((await found(query))[0]).toBe(expected)
  })

  test('words about an account alone find nothing, and are no error', async () => {
    expect(await found('官方微博')).toEqual([])
  })

  test('a better reading stands before the name that is only a part of what was typed', async () => {
    expect((await found('华东师大二附中'))[0]).toBe('华东师范大学第二附属中学')
    expect((await found('复旦大学附中'))[0]).toBe('复旦大学附属中学')
  })

  test('Enter opens the page of a name with words about its account, not of one that was guessed at', async () => {
    const exactOf = async (query: string) => (await names.search(query)).exact?.name ?? null
    expect(await exactOf('北京大学微博')).toBe('北京大学')
    expect(await exactOf('北京大学x')).toBeNull()
  })
})
