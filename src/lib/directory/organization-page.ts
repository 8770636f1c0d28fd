import { z } from 'zod'
import { Organization, OrganizationCode } from '#contracts/directory.ts'
import { newestOf, type UnpinnedLine } from '../announcements/hall.ts'
import { accountsOf, type OfficialLink, officialLinks, type ShownAccount } from './accounts.ts'
import { divisionChain, placeName } from './divisions.ts'
import type { Register } from './register.ts'
import { OrganizationRow } from './relations.ts'
import { LISTED, ListedOrganization } from './tree.ts'

const CodeRow = z.object({ code: OrganizationCode })
const NamedOrganization = Organization.pick({ code: true, name: true, short_name: true })

/** More below than this are shown on the division's page, not on the superior's. */
const SHOWN_BELOW = 60

export type Neighbour = ListedOrganization & { links: OfficialLink[] }

export interface OrganizationPage {
  organization: Organization
  /** From the nation down to the organization above. */
  superiors: z.output<typeof NamedOrganization>[]
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
  successor: z.output<typeof NamedOrganization> | null
}

export function organizationCodes(register: Register): string[] {
  return register.rows(CodeRow, 'select code from organizations order by code').map((row) => row.code)
}

function named(register: Register, codes: readonly string[]) {
  return register.rows(
    NamedOrganization,
    `select code, name, short_name from organizations
      where code in (select value from json_each(?)) order by level, code`,
    JSON.stringify(codes),
  )
}

function neighbours(register: Register, where: string, code: string): Neighbour[] {
  const found = register.rows(ListedOrganization, `select ${LISTED} from organizations ${where}`, code)
  const links = officialLinks(
    register,
    found.map((organization) => organization.code),
  )
  return found.map((organization) => ({ ...organization, links: links.get(organization.code) ?? [] }))
}

/** Registered ones first, then by level and code: what a visitor can use comes before what is only expected. */
const BELOW = `where parent_code = ? and status <> 'closed' order by status = 'registered' desc, level, code`

export function organizationPage(register: Register, code: string): OrganizationPage {
  const organization = register.row(OrganizationRow, 'select * from organizations where code = ?', code)
  const chain = divisionChain(register, organization.division_code)
  const accounts = accountsOf(register, code)
  const own = accounts.filter((account) => account.subject === 'organization')
  const subordinates = neighbours(register, BELOW, code)
  const { parent_code, successor_code } = organization
  return {
    organization,
    superiors: named(register, organization.path.split('.').slice(0, -1)),
    superior: parent_code === null ? null : (neighbours(register, 'where code = ?', parent_code)[0] ?? null),
    subordinates: subordinates.slice(0, SHOWN_BELOW),
    subordinateCount: subordinates.length,
    place: { code: chain.at(-1)?.code ?? '000000', name: placeName(chain) },
    accounts: own,
    projectAccounts: accounts.filter((account) => account.subject === 'project'),
    official: own.filter((account) => account.official && account.platform_alive),
    announcements: newestOf(register, code),
    successor: successor_code === null ? null : (named(register, [successor_code])[0] ?? null),
  }
}
