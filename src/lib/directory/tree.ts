import { z } from 'zod'
import { Organization } from '#contracts/directory.ts'
import type { Register } from '../snapshot/register.ts'
import { type Counts, divisionCounts } from './counts.ts'
import { type DivisionRef, divisionSubtree, divisionsBelow, divisionsListedAt } from './divisions.ts'
import { addressOf } from './folding.ts'
import { IS_OFFICIAL } from './group.ts'

const ListedRow = Organization.pick({
  code: true,
  name: true,
  short_name: true,
  kind: true,
  level: true,
  school_type: true,
  status: true,
  division_code: true,
})
const COLUMNS = Object.keys(ListedRow.shape).join(', ')
const SignedRow = ListedRow.extend({
  official: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
})
/** An organization as a list shows it: whether it has an official account of its own, and the address at which it is found. */
export type ListedOrganization = z.output<typeof SignedRow> & { address: string }

/** Rows of `where`, which may say their order too. */
export function listedOrganizations(
  register: Register,
  where: string,
  ...values: string[]
): ListedOrganization[] {
  return register
    .rows(SignedRow, `select ${COLUMNS}, ${IS_OFFICIAL} as official from organizations o ${where}`, ...values)
    .map((row) => ({ ...row, address: addressOf(register, row) }))
}

export type ChildDivision = DivisionRef & Counts & { committee: ListedOrganization | null }

/** Divisions one level down, those behind a placeholder included, each with its counts and its committee. */
export function childDivisions(register: Register, code: string): ChildDivision[] {
  const places = divisionsBelow(register, code)
  const committees = new Map(
    listedOrganizations(
      register,
      `where division_code in (select value from json_each(?)) and kind = 'committee' order by level desc, code desc`,
      JSON.stringify(places.map((place) => place.code)),
    ).map((committee) => [committee.division_code, committee]),
  )
  return places.map((place) => ({
    ...place,
    ...divisionCounts(register, place.code),
    committee: committees.get(place.code) ?? null,
  }))
}

function listed(register: Register, kind: string, places: readonly string[]): ListedOrganization[] {
  return listedOrganizations(
    register,
    'where kind = ? and division_code in (select value from json_each(?)) order by level, code',
    kind,
    JSON.stringify(places),
  )
}

/** Committees of the division itself, its own first, then those of bureaus and companies. */
export function committeesAt(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'committee', divisionsListedAt(register, code))
}

/** Schools that hang on the division itself. */
export function schoolsAt(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'school', divisionsListedAt(register, code))
}

/** Universities anywhere in the division. */
export function universitiesIn(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'university', divisionSubtree(register, code))
}
