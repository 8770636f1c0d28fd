import { z } from 'zod'
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

/** Committees stand above everything and are few (3,300), so they are read once for a register. */
const known = new WeakMap<Register, Map<string, Neighbour>>()

function committeesOf(register: Register): Map<string, Neighbour> {
  const committees =
    known.get(register) ??
    new Map(neighbours(register, `where kind = 'committee'`).map((committee) => [committee.code, committee]))
  known.set(register, committees)
  return committees
}

/** The organizations above one, from the nation down, by its path (`100001.100002.100345`). */
export function superiorsOf(register: Register, path: string): Neighbour[] {
  const committees = committeesOf(register)
  return path
    .split('.')
    .slice(0, -1)
    .flatMap((code) => committees.get(code) ?? [])
}

const Issuer = z.object({ issuer_code: z.string() })
const issuers = new WeakMap<Register, Set<string>>()

/** Whether an organization has ever issued a notice: few do, so most pages need not ask for them. */
export function hasIssued(register: Register, code: string): boolean {
  const codes =
    issuers.get(register) ??
    new Set(
      register.rows(Issuer, 'select distinct issuer_code from announcements').map((row) => row.issuer_code),
    )
  issuers.set(register, codes)
  return codes.has(code)
}
