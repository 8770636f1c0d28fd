import { committeesOf } from './committees.ts'
import type { RealDivision, RealOrganization, RealRegister } from './real-register.ts'

/** Of a register that is smaller than the real one, so that schools stay the most of it. */
const COMMITTEES = 0.1
const UNIVERSITIES = 0.05
const SCHOOLS = 0.015

/**
 * A part of the real register for `size` organizations, schools yet to be generated included: the nation, all provinces, the
 * capitals with some of their counties as far as they go, and what stands in those places. Whoever is in it has its superior
 * and its whole chain of divisions in it. Throws where not even the provinces fit.
 */
export function sliceRegister(register: RealRegister, size: number): RealRegister {
  const committees = committeesOf(register)
  const all = [...register.organizations].sort((one, other) => (one.code < other.code ? -1 : 1))
  const upper = all.filter(({ kind, level }) => kind === 'committee' && level <= 2)
  const budget = Math.max(Math.floor(size * COMMITTEES), upper.length + 1)
  if (size < budget * 2) throw new RangeError(`at least ${(upper.length + 1) * 2} organizations are needed`)

  const divisions = new Map(register.divisions.map((division) => [division.code, division]))
  const places = new Set<string>()
  const seats = new Set(upper.map(({ division_code }) => division_code))
  const room = () => seats.size < budget
  for (const county of inTurn(register.divisions.filter(({ level }) => level === 'county'))) {
    if (!room()) break
    if (!committees.has(county.code)) continue
    const above = committees.has(county.parent_code ?? '') ? county.parent_code : null
    if (above !== null) seats.add(above)
    if (room()) seats.add(county.code)
  }
  for (const seat of seats) for (const code of chainOf(seat, divisions)) places.add(code)

  const inside = all.filter(({ division_code }) => places.has(division_code))
  const kept = [
    ...inside.filter(({ kind, division_code }) => kind === 'committee' && seats.has(division_code)),
    ...inside.filter(({ kind }) => kind === 'university').slice(0, Math.floor(size * UNIVERSITIES)),
    ...inside
      .filter(({ kind, division_code }) => kind === 'school' && seats.has(division_code))
      .slice(0, Math.floor(size * SCHOOLS)),
  ]
  const codes = new Set(kept.map(({ code }) => code))
  return {
    ...register,
    divisions: register.divisions.filter(({ code }) => places.has(code)),
    organizations: kept
      .filter((each) => each.parent_code === null || codes.has(each.parent_code))
      .sort(byCode),
  }
}

const byCode = (one: RealOrganization, other: RealOrganization) => (one.code < other.code ? -1 : 1)

/** The first county of every province, then the second of every province, and so on. */
function inTurn(counties: readonly RealDivision[]): RealDivision[] {
  const rank = new Map<string, number>()
  return counties
    .map((county) => {
      const province = county.code.slice(0, 2)
      const turn = (rank.get(province) ?? 0) + 1
      rank.set(province, turn)
      return { county, turn }
    })
    .sort((one, other) => one.turn - other.turn || (one.county.code < other.county.code ? -1 : 1))
    .map(({ county }) => county)
}

function chainOf(code: string, divisions: ReadonlyMap<string, RealDivision>): string[] {
  const division = divisions.get(code)
  if (division === undefined) return []
  return division.parent_code === null ? [code] : [code, ...chainOf(division.parent_code, divisions)]
}
