import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { tidy } from '#contracts/text/text.ts'
import {
  NATIONAL_SIZE,
  type NationalOrganization,
  type NationalRegister,
  nationalRegister,
} from '../../../supabase/seed/national/register/organizations.ts'
import {
  type RealRegister,
  readRealRegister,
} from '../../../supabase/seed/national/register/real-register.ts'

let real: RealRegister
let country: NationalRegister
let generated: NationalOrganization[]

beforeAll(async () => {
  real = await readRealRegister()
  country = nationalRegister(real)
  generated = country.organizations.filter(({ origin }) => origin === 'generated')
})

const countBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string) =>
  new Map([...Map.groupBy(rows, keyOf)].map(([key, group]) => [key, group.length]))

/** What is wrong with a register's tree; nothing where it is whole. */
function faultsOf({ divisions, organizations }: NationalRegister): string[] {
  const places = new Set(divisions.map(({ code }) => code))
  const byCode = new Map(organizations.map((each) => [each.code, each]))
  const orphans = divisions.filter(({ parent_code }) => parent_code !== null && !places.has(parent_code))
  return [
    ...orphans.map(({ code }) => `division ${code} has no parent`),
    ...organizations.flatMap((each) => {
      const parent = byCode.get(each.parent_code ?? '')
      const isRoot = each.level === 1
      return [
        ...(places.has(each.division_code) ? [] : [`${each.code} has no place`]),
        ...(isRoot || parent?.kind === 'committee' ? [] : [`${each.code} has no superior`]),
        ...(isRoot || (parent?.level ?? 9) < each.level ? [] : [`${each.code} stands above its superior`]),
        ...(each.path === (parent ? `${parent.path}.${each.code}` : each.code)
          ? []
          : [`${each.code}: ${each.path}`]),
        ...(each.successor_code === null || byCode.has(each.successor_code)
          ? []
          : [`${each.code} has no successor`]),
      ]
    }),
  ]
}

describe('a register of any size', () => {
  test.each([100, 200, 1000, 5000, 6237, 6238, 10_000, NATIONAL_SIZE])(
    'of %i is exactly so large, its tree whole',
    (size) => {
      const register = nationalRegister(real, size)
      expect(register.organizations).toHaveLength(size)
      expect(new Set(register.organizations.map(({ code }) => code)).size).toBe(size)
      expect(register.organizations.filter(({ level }) => level === 2)).toHaveLength(31)
      expect(faultsOf(register)).toEqual([])
    },
  )

  test('that would not hold the provinces is refused', () => {
    expect(() => nationalRegister(real, 50)).toThrow('at least 66 organizations are needed')
  })

  test('is mostly schools, even where it is smaller than the real one', () => {
    for (const size of [1000, 5000, NATIONAL_SIZE]) {
      const kinds = countBy(nationalRegister(real, size).organizations, ({ kind }) => kind)
      expect((kinds.get('school') ?? 0) / size, String(size)).toBeGreaterThan(0.8)
    }
  })

  test('is the same each time', () => {
    // Told apart by node: a matcher that explains differences takes seconds for 77,000 rows.
    expect(isDeepStrictEqual(nationalRegister(real, 10_000), nationalRegister(real, 10_000))).toBe(true)
    expect(isDeepStrictEqual(nationalRegister(real), country)).toBe(true)
  })
})

describe('the real register inside it', () => {
  test('keeps every row as it was but for how far it has come', () => {
    const facts = ({
      code,
      name,
      aliases,
      parent_code,
      division_code,
    }: (typeof real.organizations)[number]) => ({
      code,
      name,
      aliases,
      parent_code,
      division_code,
    })
    const kept = country.organizations.filter(({ origin }) => origin === 'real')
    expect(kept.map(facts)).toEqual(real.organizations.map(facts))
    expect(country.divisions).toEqual(real.divisions)
  })

  test('has nothing invented about an organization that has a life of its own', () => {
    const organizations = real.organizations.map((each, place) => ({ ...each, is_occupied: place % 2 === 0 }))
    const { organizations: all } = nationalRegister({ ...real, organizations }, 7000)
    const occupied = all.filter(({ is_occupied }) => is_occupied)
    expect(occupied).toHaveLength(3119)
    expect(
      new Set(occupied.map(({ standing, status, official }) => `${standing} ${status} ${official}`)),
    ).toEqual(new Set(['silent expected false']))
  })
})

describe('generated schools', () => {
  test('take the codes after the real ones, a division’s one after another', () => {
    expect(generated[0]?.code).toBe('106238')
    expect(generated.at(-1)?.code).toBe(String(106_237 + generated.length))
    // Where a run is interrupted, a school has moved away and kept its code.
    const breaks = generated.filter(
      (each, at) => at > 0 && generated[at - 1]?.division_code !== each.division_code,
    )
    const divisions = new Set(generated.map(({ division_code }) => division_code)).size
    expect(breaks.length - divisions).toBeGreaterThan(300)
    expect(breaks.length - divisions).toBeLessThan(generated.length * 0.025)
  })

  test('have tidy names that are new in their place and to the real register', () => {
    const known = new Set(real.organizations.map(({ name }) => name))
    const here = countBy(generated, ({ division_code, name }) => `${division_code} ${name}`)
    expect([...here].filter(([, count]) => count > 1)).toEqual([])
    expect(generated.filter(({ name }) => known.has(name))).toEqual([])
    const texts = generated.flatMap(({ name, short_name, aliases }) => [name, short_name ?? name, ...aliases])
    const untidy = texts.filter((text) => {
      const plain = text.replace(/[０-９（）]/g, '')
      return tidy(plain) !== plain || text.length < 2 || text.length > 60
    })
    expect(untidy).toEqual([])
    expect(generated.filter(({ name }) => name.length < 4)).toEqual([])
  })

  test('share their counties unevenly, five of which hold four hundred', () => {
    const counts = [...countBy(generated, ({ division_code }) => division_code).values()].sort(
      (a, b) => b - a,
    )
    expect(counts.slice(0, 5).every((count) => count > 390 && count < 410)).toBe(true)
    expect(counts[5]).toBeLessThan(250)
    expect(counts[Math.floor(counts.length / 2)]).toBeGreaterThan(10)
  })

  test.each([
    ['第十一中学', /第二十[一二三]中学/],
    ['第一〇一中学', /第一〇[一-九]中学/],
    ['第一零一中学', /第一零[一-九]中学/],
    ['第一百零一中学', /第一百零[一-九]中学/],
    ['101中学', /1\d\d中学/],
    ['full-width figures', /第[０-９]+中学/],
    ['a number without 第', /[州京海津][一二三四五六七八九十]+中学/],
    ['a town', /[^市区县]..镇中学$/],
    ['an affiliated school', /大学附属..中学$/],
    ['a foreign language school', /外国语学校$/],
    ['a school of a people', /(?:回民|族)中学$/],
    ['a vocational school', /职业高级中学$/],
    ['the farms of Xinjiang', /^第\d+师\d+团中学$|^第.+师.+团中学$/],
    ['a campus', /（.校区）$/],
    ['Sichuan’s ending', /中学校$/],
    ['no place at all', /^第一中学$/],
    ['more than thirty characters', /^.{31,60}$/u],
  ])('include %s', (_, pattern) => {
    expect(generated.filter(({ name }) => pattern.test(name)).length).toBeGreaterThan(5)
  })

  test('share names across counties, and some have short names and aliases', () => {
    const homonyms = [...countBy(generated, ({ name }) => name).values()].filter((count) => count > 1)
    expect(homonyms.length).toBeGreaterThan(500)
    expect(generated.filter(({ short_name }) => short_name !== null).length).toBeGreaterThan(2000)
    expect(generated.filter(({ aliases }) => aliases.length > 0).length).toBeGreaterThan(2000)
  })

  test('some answer to the prefecture above their county', () => {
    const byCode = new Map(country.organizations.map((each) => [each.code, each]))
    const upper = generated.filter(
      ({ parent_code, division_code }) => byCode.get(parent_code ?? '')?.division_code !== division_code,
    )
    expect(upper.length).toBeGreaterThan(500)
    expect(upper.filter(({ parent_code }) => byCode.get(parent_code ?? '')?.level !== 3)).toEqual([])
  })
})

describe('how far organizations have come', () => {
  test('status, dates and standing agree', () => {
    const wrong = country.organizations.filter(({ status, registered_on, closed_on, standing, official }) => {
      const approved = standing === 'approved' || standing === 'activated'
      const expected = closed_on !== null ? 'closed' : registered_on !== null ? 'registered' : 'expected'
      return (
        status !== expected ||
        approved !== (registered_on !== null) ||
        (official && status !== 'registered') ||
        (closed_on !== null && registered_on !== null && closed_on < registered_on)
      )
    })
    expect(wrong).toEqual([])
  })

  test('about half is registered, upper levels more than schools', () => {
    const share = (level: number) => {
      const rows = country.organizations.filter((each) => each.level === level)
      return rows.filter(({ status }) => status === 'registered').length / rows.length
    }
    expect(share(2)).toBeGreaterThan(0.85)
    expect(share(4)).toBeGreaterThan(share(5))
    expect(share(5)).toBeGreaterThan(0.35)
    expect(share(5)).toBeLessThan(0.6)
  })

  test('some have closed, and most of those name a successor that came before them', () => {
    const closed = generated.filter(({ status }) => status === 'closed')
    const succeeded = closed.filter(({ successor_code }) => successor_code !== null)
    expect(closed.length).toBeGreaterThan(500)
    expect(succeeded.length / closed.length).toBeGreaterThan(0.5)
    expect(succeeded.filter(({ code, successor_code }) => (successor_code ?? '') >= code)).toEqual([])
    expect(
      generated.filter(({ successor_code, closed_on }) => successor_code !== null && closed_on === null),
    ).toEqual([])
  })
})
