import type { z } from 'zod'
import { Account, type Organization } from '#contracts/directory.ts'
import { divisionChain, divisionName } from '../directory/divisions.ts'
import { webAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { AccountRow, OrganizationRow } from '../snapshot/relations.ts'

export type AccountRecord = z.output<typeof Account>

/**
 * An organization as the open data gives it. `path` is left out: it follows from `parent_code`. So is what nobody has confirmed: it finds
 * its organization and is given to nobody.
 */
export type OrganizationRecord = Omit<Organization, 'path' | 'search_names'> & { place: string }

export interface OrganizationEntry {
  organization: OrganizationRecord
  accounts: AccountRecord[]
}

/** 2026-11-21T02:00:00Z: one form for an instant, whichever the register had. */
function instant(time: string | null): string | null {
  return time === null ? null : `${new Date(time).toISOString().slice(0, 19)}Z`
}

function accountRecord(row: z.output<typeof AccountRow>): AccountRecord {
  return { ...row, address: webAddress(row.address), checked_at: instant(row.checked_at) }
}

function organizationRecord(register: Register, row: Organization): OrganizationRecord {
  const {
    path: _,
    search_names: __,
    division_code,
    parent_code,
    status,
    registered_on,
    closed_on,
    successor_code,
    ...names
  } = row
  const place = divisionName(divisionChain(register, division_code))
  return { ...names, division_code, place, parent_code, status, registered_on, closed_on, successor_code }
}

const ACCOUNTS = Object.keys(Account.shape)
  .map((name) => `a.${name}`)
  .join(', ')

/** Organizations of a condition on `o`, by code, with all their public accounts. */
export function entriesWhere(
  register: Register,
  condition: string,
  ...values: string[]
): OrganizationEntry[] {
  const accounts = register.rows(
    AccountRow,
    `select ${ACCOUNTS} from organizations o join accounts a on a.organization_code = o.code where ${condition}
      order by a.organization_code, a.id`,
    ...values,
  )
  const byOrganization = Map.groupBy(accounts, ({ organization_code }) => organization_code)
  return register
    .rows(OrganizationRow, `select * from organizations o where ${condition} order by o.code`, ...values)
    .map((row) => ({
      organization: organizationRecord(register, row),
      accounts: (byOrganization.get(row.code) ?? []).map(accountRecord),
    }))
}
