import { announcementFeedAddress, divisionAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { type Counts, divisionCounts } from './counts.ts'
import { type DivisionRef, divisionChain, divisionName, divisionsBelow, formerNames } from './divisions.ts'
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
  address: string
  /** Unique on the site: names of counties are not. */
  title: string
  /** One sentence for search engines and shared links. */
  description: string
  name: string
  former_names: string[]
  /** Names from the province down. */
  place: string
  /** From the nation down to the division above. */
  superiors: { code: string; name: string }[]
  /** The same as links. */
  steps: { name: string; address: string }[]
  /** Of the notices of its province, or of all. */
  feed: { title: string; address: string }
  counts: Counts
  /** Its own first. */
  committees: ListedOrganization[]
  children: ChildDivision[]
  /** Not gathered for the nation: 2,919 names are a search, not a list. */
  universities: ListedOrganization[]
  schools: ListedOrganization[]
  /** The divisions under the same one above, itself among them, in the order of their codes. */
  neighbours: DivisionRef[]
}

const NATION = '000000'
const shownName = ({ code, name }: DivisionRef): string => (code === NATION ? '全国' : name)

function feedOf(division: DivisionRef, province: DivisionRef | undefined): DivisionPage['feed'] {
  if (division.code === NATION) return { title: '公告', address: announcementFeedAddress(null) }
  const { code, name } = province ?? division
  return { title: `${name}公告`, address: announcementFeedAddress(code) }
}

export function divisionPage(register: Register, code: string): DivisionPage {
  const chain = divisionChain(register, code)
  const division = chain.at(-1)
  if (division === undefined) throw new Error(`division ${code} is not in the snapshot`)
  const superiors = chain.slice(0, -1)
  const name = shownName(division)
  const place = divisionName(chain)
  const counts = divisionCounts(register, code)
  return {
    code,
    address: divisionAddress(code),
    title: superiors.length < 2 ? name : `${name}（${place}）`,
    description: `${place}的共青团组织和学校：收录 ${counts.expected} 个，已登记 ${counts.registered} 个。`,
    name,
    former_names: formerNames(register, code),
    place,
    superiors,
    steps: superiors.map((each) => ({ name: shownName(each), address: divisionAddress(each.code) })),
    feed: feedOf(division, superiors[1]),
    counts,
    committees: committeesAt(register, code),
    children: childDivisions(register, code),
    universities: division.level === 'nation' ? [] : universitiesIn(register, code),
    schools: schoolsAt(register, code),
    neighbours: divisionsBelow(register, chain.at(-2)?.code ?? ''),
  }
}
