import { z } from 'zod'
import { type Organization, OrganizationCode } from '#contracts/directory.ts'
import { organizationAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { OrganizationRow } from '../snapshot/relations.ts'
import { accountsOf, type ShownAccount } from './accounts.ts'
import { type Neighbour, neighbours, superiorsOf } from './committees.ts'
import { divisionChain, divisionName } from './divisions.ts'
import { foldsExpected } from './folding.ts'
import { type Group, groupOf } from './group.ts'
import { type ListedOrganization, listedOrganizations } from './tree.ts'

const CodeRow = z.object({ code: OrganizationCode })

/** More below than this are shown on the division's page, not on the superior's. */
const SHOWN_BELOW = 60

export interface OrganizationPage {
  address: string
  organization: Organization
  /** From the nation down to the organization above. */
  superiors: Neighbour[]
  superior: Neighbour | null
  subordinates: Neighbour[]
  /** How many there are below, shown or not. */
  subordinateCount: number
  /** Everything below, at any depth; null where nobody is. */
  group: Group | null
  place: { code: string; name: string }
  accounts: ShownAccount[]
  projectAccounts: ShownAccount[]
  /** The organization's own official accounts: the seal stands only where there is one. */
  official: ShownAccount[]
  /** Day of the first verification among them, and the latest look at one of them. */
  officialSince: string | null
  lastChecked: string | null
  successor: ListedOrganization | null
}

/** Codes of all organizations that have a page of their own. */
export function organizationCodes(register: Register): string[] {
  const paged = foldsExpected() ? `where status <> 'expected'` : ''
  return register
    .rows(CodeRow, `select code from organizations ${paged} order by code`)
    .map((row) => row.code)
}

/** Registered ones first, then by level and code: what a visitor can use comes before what is only expected. */
const BELOW = `where parent_code = ? and status <> 'closed' order by status = 'registered' desc, level, code`

const known = (dates: readonly (string | null)[]) => dates.filter((date) => date !== null)
const earliest = (dates: readonly (string | null)[]) => known(dates).sort()[0] ?? null
const latest = (instants: readonly (string | null)[]) =>
  known(instants).sort((one, other) => Date.parse(other) - Date.parse(one))[0] ?? null

export function organizationPage(register: Register, code: string): OrganizationPage {
  const organization = register.row(OrganizationRow, 'select * from organizations where code = ?', code)
  const chain = divisionChain(register, organization.division_code)
  const accounts = accountsOf(register, code)
  const own = accounts.filter((account) => account.subject === 'organization')
  // Only committees have anybody below them.
  const subordinates = organization.kind === 'committee' ? neighbours(register, BELOW, code) : []
  const superiors = superiorsOf(register, organization.path)
  const official = own.filter((account) => account.official && account.platform_alive)
  const { successor_code } = organization
  return {
    address: organizationAddress(code),
    organization,
    superiors,
    superior: superiors.at(-1) ?? null,
    subordinates: subordinates.slice(0, SHOWN_BELOW),
    subordinateCount: subordinates.length,
    group: organization.kind === 'committee' ? groupOf(register, code) : null,
    place: { code: chain.at(-1)?.code ?? '000000', name: divisionName(chain) },
    accounts: own,
    projectAccounts: accounts.filter((account) => account.subject === 'project'),
    official,
    officialSince: earliest(official.map(({ verified_on }) => verified_on)),
    lastChecked: latest(official.map(({ checked_at }) => checked_at)),
    successor:
      successor_code === null
        ? null
        : (listedOrganizations(register, 'where code = ?', successor_code)[0] ?? null),
  }
}
