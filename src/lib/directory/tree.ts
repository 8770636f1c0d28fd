import type { z } from 'zod'
import { DivisionCode, Organization } from '#contracts/directory.ts'
import { type Counts, divisionCounts } from './counts.ts'
import { childPlaces, divisionSubtree, type Place, placesListedAt } from './divisions.ts'
import type { Register } from './register.ts'

/** An organization as a list shows it. */
export const ListedOrganization = Organization.pick({
  code: true,
  name: true,
  short_name: true,
  kind: true,
  level: true,
  school_type: true,
  status: true,
})
export type ListedOrganization = z.output<typeof ListedOrganization>
export const LISTED = Object.keys(ListedOrganization.shape).join(', ')

const PlacedOrganization = ListedOrganization.extend({ division_code: DivisionCode })

export type ChildDivision = Place & Counts & { committee: ListedOrganization | null }

/** Divisions one level down, those behind a placeholder included, each with its counts and its committee. */
export function childDivisions(register: Register, code: string): ChildDivision[] {
  const places = childPlaces(register, code)
  const committees = new Map(
    register
      .rows(
        PlacedOrganization,
        `select ${LISTED}, division_code from organizations
          where division_code in (select value from json_each(?)) and kind = 'committee' order by level desc, code desc`,
        JSON.stringify(places.map((place) => place.code)),
      )
      .map((committee) => [committee.division_code, committee]),
  )
  return places.map((place) => ({
    ...place,
    ...divisionCounts(register, place.code),
    committee: committees.get(place.code) ?? null,
  }))
}

function listed(register: Register, kind: string, places: readonly string[]): ListedOrganization[] {
  return register.rows(
    ListedOrganization,
    `select ${LISTED} from organizations
      where kind = ? and division_code in (select value from json_each(?)) order by level, code`,
    kind,
    JSON.stringify(places),
  )
}

/** Committees of the division itself, its own first, then those of bureaus and companies. */
export function committeesAt(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'committee', placesListedAt(register, code))
}

/** Schools that hang on the division itself. */
export function schoolsAt(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'school', placesListedAt(register, code))
}

/** Universities anywhere in the division. */
export function universitiesIn(register: Register, code: string): ListedOrganization[] {
  return listed(register, 'university', divisionSubtree(register, code))
}
