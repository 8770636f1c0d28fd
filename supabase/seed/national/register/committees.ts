import type { RealDivision, RealRegister } from './real-register.ts'

export type Committees = ReadonlyMap<string, { readonly code: string; readonly division: RealDivision }>

/** The committee of each division that has one; where staff added a bureau's, the division's own came first. */
export function committeesOf({ divisions, organizations }: RealRegister): Committees {
  const byCode = new Map(divisions.map((division) => [division.code, division]))
  const committees = new Map<string, { code: string; division: RealDivision }>()
  for (const { code, kind, division_code, closed_on } of organizations) {
    const division = byCode.get(division_code)
    if (kind !== 'committee' || closed_on !== null || division === undefined) continue
    const known = committees.get(division_code)
    if (known === undefined || code < known.code) committees.set(division_code, { code, division })
  }
  return committees
}
