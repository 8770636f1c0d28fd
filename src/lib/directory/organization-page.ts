import { z } from 'zod'
import { type Organization, OrganizationCode } from '#contracts/directory.ts'
import { newestOf, type UnpinnedLine } from '../announcements/hall.ts'
import { accountsOf, type ShownAccount } from './accounts.ts'
import { hasIssued, type Neighbour, neighbours, superiorsOf } from './committees.ts'
import { divisionChain, placeName } from './divisions.ts'
import { foldsExpected } from './folding.ts'
import type { Register } from './register.ts'
import { OrganizationRow } from './relations.ts'
import { type ListedOrganization, listedOrganizations } from './tree.ts'

const CodeRow = z.object({ code: OrganizationCode })

/** More below than this are shown on the division's page, not on the superior's. */
const SHOWN_BELOW = 60

export interface OrganizationPage {
  organization: Organization
  /** From the nation down to the organization above. */
  superiors: Neighbour[]
  superior: Neighbour | null
  subordinates: Neighbour[]
  /** How many there are below, shown or not. */
  subordinateCount: number
  place: { code: string; name: string }
  accounts: ShownAccount[]
  projectAccounts: ShownAccount[]
  /** The organization's own official accounts: the seal stands only where there is one. */
  official: ShownAccount[]
  announcements: UnpinnedLine[]
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

export function organizationPage(register: Register, code: string): OrganizationPage {
  const organization = register.row(OrganizationRow, 'select * from organizations where code = ?', code)
  const chain = divisionChain(register, organization.division_code)
  const accounts = accountsOf(register, code)
  const own = accounts.filter((account) => account.subject === 'organization')
  // Only committees have anybody below them.
  const subordinates = organization.kind === 'committee' ? neighbours(register, BELOW, code) : []
  const superiors = superiorsOf(register, organization.path)
  const { successor_code } = organization
  return {
    organization,
    superiors,
    superior: superiors.at(-1) ?? null,
    subordinates: subordinates.slice(0, SHOWN_BELOW),
    subordinateCount: subordinates.length,
    place: { code: chain.at(-1)?.code ?? '000000', name: placeName(chain) },
    accounts: own,
    projectAccounts: accounts.filter((account) => account.subject === 'project'),
    official: own.filter((account) => account.official && account.platform_alive),
    announcements: hasIssued(register, code) ? newestOf(register, code) : [],
    successor:
      successor_code === null
        ? null
        : (listedOrganizations(register, 'where code = ?', successor_code)[0] ?? null),
  }
}
