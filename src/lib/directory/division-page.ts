import type { Register } from '../snapshot/register.ts'
import { type Counts, divisionCounts } from './counts.ts'
import { type DivisionRef, divisionChain, divisionName, divisionsBelow } from './divisions.ts'
import {
  type ChildDivision,
  childDivisions,
  committeesAt,
  type ListedOrganization,
  schoolsAt,
  universitiesIn,
} from './tree.ts'

export interface DivisionPage {
  code: string
  name: string
  /** Names from the province down. */
  place: string
  /** From the nation down to the division above. */
  superiors: { code: string; name: string }[]
  counts: Counts
  committee: ListedOrganization | null
  otherCommittees: ListedOrganization[]
  children: ChildDivision[]
  /** Not gathered for the nation: 2,919 names are a search, not a list. */
  universities: ListedOrganization[]
  schools: ListedOrganization[]
  /** The divisions under the same one above, itself among them, in the order of their codes. */
  neighbours: DivisionRef[]
}

export function divisionPage(register: Register, code: string): DivisionPage {
  const chain = divisionChain(register, code)
  const division = chain.at(-1)
  if (division === undefined) throw new Error(`division ${code} is not in the snapshot`)
  const [committee = null, ...otherCommittees] = committeesAt(register, code)
  return {
    code,
    name: division.level === 'nation' ? '全国' : division.name,
    place: divisionName(chain),
    superiors: chain.slice(0, -1),
    counts: divisionCounts(register, code),
    committee,
    otherCommittees,
    children: childDivisions(register, code),
    universities: division.level === 'nation' ? [] : universitiesIn(register, code),
    schools: schoolsAt(register, code),
    neighbours: divisionsBelow(register, chain.at(-2)?.code ?? ''),
  }
}
