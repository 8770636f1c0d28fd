import { z } from 'zod'
import { Division, DivisionCode, DivisionLevel, Organization } from '#contracts/directory.ts'
import type { Register } from './register.ts'

const CodeRow = z.object({ code: DivisionCode })
const Place = Division.pick({ code: true, name: true, level: true })
type Place = z.output<typeof Place>

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
const LISTED = 'code, name, short_name, kind, level, school_type, status'

const Counts = z.object({ registered: z.int(), expected: z.int() })
/** `expected`: all that are not closed, registered ones included. */
export type Counts = z.output<typeof Counts>

const ChildRow = z.object({
  code: DivisionCode,
  name: z.string(),
  level: DivisionLevel,
  ...Counts.shape,
})
export type ChildDivision = z.output<typeof ChildRow> & { committee: ListedOrganization | null }

/** Codes of all divisions that have a page: placeholder layers are passed through. */
export function divisionCodes(register: Register): string[] {
  return register
    .rows(CodeRow, 'select code from divisions where not is_placeholder order by code')
    .map((row) => row.code)
}

/** From the nation down to the division itself, placeholders left out. */
export function divisionChain(register: Register, code: string): Place[] {
  return register.rows(
    Place,
    `with recursive chain (code, name, level, parent_code, is_placeholder, height) as (
       select code, name, level, parent_code, is_placeholder, 0 from divisions where code = ?
       union all
       select d.code, d.name, d.level, d.parent_code, d.is_placeholder, chain.height + 1
         from divisions d join chain on d.code = chain.parent_code)
     select code, name, level from chain where not is_placeholder order by height desc`,
    code,
  )
}

/** Names from the province down (`浙江省杭州市桐庐县`); the nation's own name for the nation. */
export function placeName(chain: readonly Place[]): string {
  const [nation, ...below] = chain
  return below.length === 0 ? (nation?.name ?? '') : below.map((place) => place.name).join('')
}

const SUBTREE = `with recursive subtree (code) as (
  select ? union all select d.code from divisions d join subtree on d.parent_code = subtree.code)`

/** Counts by place: everything in the division and below it. */
export function divisionCounts(register: Register, code: string): Counts {
  return register.row(
    Counts,
    `${SUBTREE} select count(*) filter (where status = 'registered') as registered, count(*) as expected
       from organizations where status <> 'closed' and division_code in (select subtree.code from subtree)`,
    code,
  )
}

/** Divisions one level down, those behind a placeholder included, each with its counts and its committee. */
export function childDivisions(register: Register, code: string): ChildDivision[] {
  const children = register.rows(
    ChildRow,
    `with recursive child (code, name, level) as (
       select code, name, level from divisions where parent_code = ?1 and not is_placeholder
       union all
       select c.code, c.name, c.level from divisions p join divisions c on c.parent_code = p.code
        where p.parent_code = ?1 and p.is_placeholder and not c.is_placeholder),
     within (code, child) as (
       select code, code from child
       union all select d.code, within.child from divisions d join within on d.parent_code = within.code)
     select child.code, child.name, child.level,
            count(o.code) filter (where o.status = 'registered') as registered, count(o.code) as expected
       from child join within on within.child = child.code
       left join organizations o on o.division_code = within.code and o.status <> 'closed'
      group by child.code order by child.code`,
    code,
  )
  const committees = new Map(
    register
      .rows(
        ListedOrganization.extend({ division_code: DivisionCode }),
        `select ${LISTED}, division_code from organizations
          where division_code in (select value from json_each(?)) and kind = 'committee' order by level desc, code desc`,
        JSON.stringify(children.map((child) => child.code)),
      )
      .map((committee) => [committee.division_code, committee]),
  )
  return children.map((child) => ({ ...child, committee: committees.get(child.code) ?? null }))
}

/** Where an organization stands that is listed at this division itself: here, or at a placeholder just below. */
const HERE = `division_code in (select ?1 union all select code from divisions where parent_code = ?1 and is_placeholder)`

/** Committees of the division itself, its own first, then those of bureaus and companies. */
export function committeesAt(register: Register, code: string): ListedOrganization[] {
  return register.rows(
    ListedOrganization,
    `select ${LISTED} from organizations where kind = 'committee' and ${HERE} order by level, code`,
    code,
  )
}

/** Schools that hang on the division itself. */
export function schoolsAt(register: Register, code: string): ListedOrganization[] {
  return register.rows(
    ListedOrganization,
    `select ${LISTED} from organizations where kind = 'school' and ${HERE} order by code`,
    code,
  )
}

/** Universities anywhere in the division. */
export function universitiesIn(register: Register, code: string): ListedOrganization[] {
  return register.rows(
    ListedOrganization,
    `${SUBTREE} select ${LISTED} from organizations
      where kind = 'university' and division_code in (select subtree.code from subtree) order by code`,
    code,
  )
}
