import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateInWords } from '#contracts/time.ts'
import { divisionPage } from '../../../src/lib/directory/division-page.ts'
import { divisionCodes, provinceChoices } from '../../../src/lib/directory/divisions.ts'
import { home, shortProvinceName } from '../../../src/lib/directory/home.ts'
import { organizationPage } from '../../../src/lib/directory/organization-page.ts'
import { percentOf } from '../../../src/lib/directory/province-tiles.ts'
import { organizationAddress, webAddress } from '../../../src/lib/site/addresses.ts'
import { groupByLetter, nameWithinPlace } from '../../../src/lib/site/letters.ts'
import { openRegister, type Register } from '../../../src/lib/snapshot/register.ts'
import { committee, organizationNamed } from '../../fixtures/snapshot/organizations.ts'
import { fixtureRelations, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

let folder: string
let register: Register

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'register-'))
  const divisions = fixtureRelations.divisions.map((each) =>
    each.code === '330110' ? { ...each, former_names: ['余杭县', '余杭市'] } : each,
  )
  writeFixtureSnapshot(join(folder, 'snapshot.sqlite'), { ...fixtureRelations, divisions })
  register = openRegister(join(folder, 'snapshot.sqlite'))
})
afterAll(() => {
  register.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the division tree', () => {
  it('passes through placeholder layers: their counties are listed at the province', () => {
    const beijing = divisionPage(register, '110000')
    expect(beijing.children.map((child) => child.name)).toContain('海淀区')
    expect(divisionCodes(register)).not.toContain('110100')
    const henan = divisionPage(register, '410000').children.map((child) => child.name)
    expect(henan).toEqual(expect.arrayContaining(['郑州市', '济源市']))
    expect(henan).not.toContain('省直辖县级行政区划')
  })

  it('offers provinces to a filter by the two digits that codes there begin with', () => {
    const choices = provinceChoices(register)
    expect(choices.slice(0, 2)).toEqual([
      { digits: '11', name: '北京市' },
      { digits: '12', name: '天津市' },
    ])
    expect(new Set(choices.map(({ digits }) => digits)).size).toBe(choices.length)
  })

  it('leaves placeholders out of the way down', () => {
    const haidian = divisionPage(register, '110108')
    expect(haidian.superiors.map((place) => place.name)).toEqual(['中华人民共和国', '北京市'])
    expect(haidian.place).toBe('北京市海淀区')
  })

  it('says what it was called before', () => {
    expect(divisionPage(register, '330110').former_names).toEqual(['余杭县', '余杭市'])
    expect(divisionPage(register, '330100').former_names).toEqual([])
  })

  it('leads to the notices of its province, the nation to all', () => {
    expect(['000000', '330000', '330122'].map((code) => divisionPage(register, code).feed)).toEqual([
      { title: '公告', address: '/announcements/feed.xml' },
      { title: '浙江省公告', address: '/d/330000/feed.xml' },
      { title: '浙江省公告', address: '/d/330000/feed.xml' },
    ])
  })

  it('lists universities of the whole province at the province, those of a city at the city', () => {
    const province = divisionPage(register, '330000').universities
    const city = divisionPage(register, '330200').universities
    expect(province.length).toBeGreaterThan(100)
    expect(province.map(({ name }) => name)).toEqual(expect.arrayContaining(city.map(({ name }) => name)))
    expect(divisionPage(register, '000000').universities).toEqual([])
  })

  it('counts by place, without what is closed', () => {
    const { counts, children, committees, universities, schools } = divisionPage(register, '330100')
    const below = children.reduce((sum, child) => sum + child.expected, 0)
    expect(counts.expected).toBe(below + universities.length + schools.length + committees.length)
    expect(children.find((child) => child.code === '330127')?.expected).toBe(0)
    expect(counts.registered).toBeLessThan(counts.expected)
  })

  it('gives every child its own committee', () => {
    for (const child of divisionPage(register, '330100').children)
      expect(child.committee?.name).toBe(`共青团${child.name}委员会`)
  })

  it('has a page for a place without any organization', () => {
    const taiwan = divisionPage(register, '710000')
    expect(taiwan).toMatchObject({ name: '台湾省', committees: [], children: [], universities: [] })
  })
})

describe('an organization', () => {
  const busy = committee('330100')

  it('shows its superiors from the nation down', () => {
    const { superiors, superior } = organizationPage(register, committee('330122').code)
    expect(superiors.map(({ short_name }) => short_name)).toEqual([
      '团中央',
      '共青团浙江省委',
      '共青团杭州市委',
    ])
    expect(superior?.links.map(({ platform_name }) => platform_name)).toEqual(['新浪微博', '微信公众号'])
  })

  it('is official by an account that is opened and verified on a platform that lives', () => {
    const { official, accounts, projectAccounts } = organizationPage(register, busy.code)
    expect(official.map(({ platform }) => platform)).toEqual(['weibo', 'wechat'])
    expect(accounts.map(({ platform }) => platform)).toEqual([
      'weibo',
      'wechat',
      'bilibili',
      'douyin',
      'k618',
      'tencent',
    ])
    expect(projectAccounts.map(({ project }) => project)).toEqual(['12355', '青年志愿者'])
  })

  it('points to its successor when it is closed, and is no longer counted below its superior', () => {
    const closed = committee('330127')
    expect(organizationPage(register, closed.code).successor?.name).toBe('共青团建德市委员会')
    const { subordinates } = organizationPage(register, busy.code)
    expect(subordinates.map(({ code }) => code)).not.toContain(closed.code)
    expect(subordinates[0]?.status).toBe('registered')
  })

  it('shows sixty of many below, and says how many there are', () => {
    const { subordinates, subordinateCount } = organizationPage(register, committee('330000').code)
    expect(subordinates.length).toBe(60)
    expect(subordinateCount).toBeGreaterThan(100)
  })

  it('stands at its province where its place is a placeholder', () => {
    const { place } = organizationPage(register, organizationNamed('清华大学').code)
    expect(place).toEqual({ code: '110000', name: '北京市' })
  })
})

describe('the first page', () => {
  it('has a tile for each of the 31 provinces, each in a place of its own, and nothing of what is not counted', () => {
    const { provinces, counts } = home(register)
    expect(provinces.length).toBe(31)
    expect(new Set(provinces.map(({ row, column }) => `${row} ${column}`)).size).toBe(31)
    expect(provinces.map(({ shortName }) => shortName)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/台湾|香港|澳门/)]),
    )
    const expected = provinces.reduce((sum, each) => sum + each.expected, 0)
    expect(counts.expected).toBe(expected + 1)
  })

  it.each([
    [0, 0, 0],
    [0, 300, 0],
    [1, 300, 1],
    [150, 300, 50],
    [299, 300, 99],
    [300, 300, 100],
  ])('%i registered of %i are %i percent', (registered, expected, percent) =>
    expect(percentOf({ registered, expected })).toBe(percent),
  )

  it.each([
    ['内蒙古自治区', '内蒙古'],
    ['广西壮族自治区', '广西'],
    ['新疆维吾尔自治区', '新疆'],
    ['宁夏回族自治区', '宁夏'],
    ['黑龙江省', '黑龙江'],
    ['上海市', '上海'],
  ])('says %s as %s', (name, short) => expect(shortProvinceName(name)).toBe(short))
})

describe('a list by initial letter', () => {
  it('reads names as people do, polyphones included', () => {
    const groups = groupByLetter(
      ['重庆大学', '长安大学', '厦门大学', '北京大学', '3D学院', '安徽大学'],
      (name) => name,
    )
    expect(groups.map(({ letter, items }) => `${letter}${items.join()}`)).toEqual([
      '#3D学院',
      'A安徽大学',
      'B北京大学',
      'C长安大学,重庆大学',
      'X厦门大学',
    ])
  })
})

describe('a name in the list of its place', () => {
  it.each([
    ['桐庐县第一中学', '桐庐县', '第一中学'],
    ['桐庐第一中学', '桐庐县', '第一中学'],
    ['分水高级中学', '桐庐县', '分水高级中学'],
    ['桐庐中学', '桐庐县', '桐庐中学'],
    ['东县中学', '东县', '东县中学'],
  ])('%s in %s is listed as %s', (name, place, listed) => expect(nameWithinPlace(name, place)).toBe(listed))
})

describe('an address', () => {
  it('is nested by the first two digits', () => expect(organizationAddress('100907')).toBe('/o/10/100907'))

  it.each([
    ['https://weibo.com/a', 'https://weibo.com/a'],
    ['http://weibo.com/a', 'http://weibo.com/a'],
    ['javascript:alert(1)', null],
    ['JAVASCRIPT:alert(1)', null],
    ['data:text/html,x', null],
    ['weibo.com/a', null],
    ['', null],
    [null, null],
  ])('%j becomes the link %j', (address, link) => expect(webAddress(address)).toBe(link))
})

describe('a date', () => {
  it.each([
    ['2026-03-08', '2026年3月8日'],
    ['2026-11-19T16:00:00Z', '2026年11月20日'],
    ['2026-11-20T00:30:00+08:00', '2026年11月20日'],
    ['2026-12-31T15:59:59Z', '2026年12月31日'],
  ])('%s is %s in Shanghai', (value, words) => expect(dateInWords(value)).toBe(words))
})
