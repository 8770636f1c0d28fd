import { nameKey } from '../../../functions/_shared/contracts/text/signs.ts'
import { type Random, randomOf } from '../words/random.ts'
import { type Committees, committeesOf } from './committees.ts'
import { placeReader } from './places.ts'
import type { RealDivision, RealOrganization, RealRegister } from './real-register.ts'
import { type Locality, schoolCounts } from './school-counts.ts'
import { type Counter, newCounter, schoolNamer } from './school-names.ts'

/**
 * Generates `total` schools over the places of a register, codes in sequence from `firstCode`, a division's schools one after
 * another. Some moved to a neighbouring county and kept their code, some answer to the prefecture. No name is given twice in
 * a place, and none that the register knows already is given anywhere.
 */
export function generateSchools(
  register: RealRegister,
  total: number,
  firstCode: number,
): RealOrganization[] {
  const committees = committeesOf(register)
  const sites = sitesOf(register, committees)
  const counties = Map.groupBy(
    sites.filter(({ isSeat }) => !isSeat).map(({ division }) => division),
    ({ parent_code }) => parent_code,
  )
  const counts = schoolCounts(sites, total)
  const placeOf = placeReader(register.divisions)
  const known = new Set(register.organizations.map(({ name }) => nameKey(name)))
  const universities = universityNames(register.organizations)
  const cityCounters = new Map<string, Counter>()
  /** By place the keys of names: one organization of a name in a place, whatever it is spelled like. */
  const names = new Map<string, Set<string>>()
  const schools: RealOrganization[] = []

  for (const site of sites) {
    const { code } = site.division
    const random = randomOf('names', code)
    const taken = namesIn(names, code)
    const nextName = schoolNamer(placeOf(code), random, {
      isTaken: (name) => taken.has(nameKey(name)) || known.has(nameKey(name)),
      cityCounter: counterOf(cityCounters, code.slice(0, 4)),
      universities: universities.get(code.slice(0, 2)) ?? universities.get('') ?? [],
    })
    const neighbours = (counties.get(site.division.parent_code) ?? []).filter((other) => other.code !== code)
    for (let left = counts.get(code) ?? 0; left > 0; left -= 1) {
      const named = nextName()
      const place = moved(named.name, neighbours, names, random) ?? code
      namesIn(names, place).add(nameKey(named.name))
      taken.add(nameKey(named.name))
      schools.push({
        code: String(firstCode + schools.length),
        ...named,
        aliases: [...named.aliases],
        former_names: [],
        search_names: [],
        english_name: null,
        kind: 'school',
        level: 5,
        school_type: 'secondary_school',
        division_code: place,
        parent_code: superiorOf(place, committees, random),
        status: 'expected',
        registered_on: null,
        closed_on: null,
        successor_code: null,
        official: false,
        is_occupied: false,
      })
    }
  }
  return schools
}

/** Counties and prefectures with a committee, by code. */
function sitesOf({ divisions }: RealRegister, committees: Committees): Locality[] {
  const withCounties = new Set(
    divisions.filter(({ level }) => level === 'county').map((each) => each.parent_code),
  )
  return divisions
    .filter(({ code, level }) => (level === 'county' || level === 'prefecture') && committees.has(code))
    .map((division) => ({ division, isSeat: withCounties.has(division.code) }))
    .sort((one, other) => (one.division.code < other.division.code ? -1 : 1))
}

function namesIn(names: Map<string, Set<string>>, place: string): Set<string> {
  const known = names.get(place) ?? new Set()
  names.set(place, known)
  return known
}

function counterOf(counters: Map<string, Counter>, city: string): Counter {
  const counter = counters.get(city) ?? newCounter()
  counters.set(city, counter)
  return counter
}

/** Where one school in a hundred went that its name does not tell of. */
function moved(
  name: string,
  neighbours: readonly RealDivision[],
  names: Map<string, Set<string>>,
  random: Random,
): string | null {
  if (!random.chance(0.01) || neighbours.length === 0) return null
  const { code } = random.pick(neighbours)
  return namesIn(names, code).has(nameKey(name)) ? null : code
}

/** The committee of the place, or for a few schools of a county that of the prefecture above it. */
function superiorOf(place: string, committees: Committees, random: Random): string {
  const own = committees.get(place)
  if (own === undefined) throw new Error(`division ${place} has no committee`)
  const isUpper = random.chance(0.02) && own.division.level === 'county'
  return (isUpper ? committees.get(own.division.parent_code ?? '')?.code : undefined) ?? own.code
}

/** By the first two digits of the division; under '' all of them. */
function universityNames(organizations: readonly RealOrganization[]): Map<string, string[]> {
  const names = new Map<string, string[]>([['', []]])
  for (const { kind, name, division_code } of organizations) {
    if (kind !== 'university') continue
    const province = names.get(division_code.slice(0, 2)) ?? []
    names.set(division_code.slice(0, 2), province)
    province.push(name)
    names.get('')?.push(name)
  }
  return names
}
