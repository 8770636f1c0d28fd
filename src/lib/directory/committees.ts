import { once } from '../snapshot/once.ts'
import type { Register } from '../snapshot/register.ts'
import { type OfficialLink, officialLinks } from './accounts.ts'
import { type ListedOrganization, listedOrganizations } from './tree.ts'

/** An organization as its superior and its subordinates show it: with the accounts that a visitor may follow. */
export type Neighbour = ListedOrganization & { links: OfficialLink[] }

/** Rows of `where` with their official accounts. */
export function neighbours(register: Register, where: string, ...values: string[]): Neighbour[] {
  const found = listedOrganizations(register, where, ...values)
  const links = officialLinks(
    register,
    found.map((organization) => organization.code),
  )
  return found.map((organization) => ({ ...organization, links: links.get(organization.code) ?? [] }))
}

/** Committees stand above everything and are few: 3,300. */
const committeesOf = once(
  (register) =>
    new Map(neighbours(register, `where kind = 'committee'`).map((committee) => [committee.code, committee])),
)

/** The organizations above one, from the nation down, by its path (`100001.100002.100345`). */
export function superiorsOf(register: Register, path: string): Neighbour[] {
  const committees = committeesOf(register)
  return path
    .split('.')
    .slice(0, -1)
    .flatMap((code) => committees.get(code) ?? [])
}
