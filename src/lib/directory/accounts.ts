import { z } from 'zod'
import { OrganizationCode } from '#contracts/directory.ts'
import { webAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { AccountRow } from '../snapshot/relations.ts'

const ShownAccountRow = AccountRow.extend({
  platform_name: z.string(),
  /** Where it is opened: a web address or nothing. */
  address: z.string().nullable().transform(webAddress),
  platform_alive: z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1),
})
/** An account with the name of its platform; `platform_alive` is false for platforms that are gone. */
export type ShownAccount = z.output<typeof ShownAccountRow>

const OfficialLink = z.object({
  organization_code: OrganizationCode,
  platform_name: z.string(),
  handle: z.string().nullable(),
  address: z.string().nullable().transform(webAddress),
})
/** An official account as a neighbour's row shows it. */
export type OfficialLink = z.output<typeof OfficialLink>

/** All accounts of an organization: living platforms first, official before the rest, closed last. */
export function accountsOf(register: Register, code: string): ShownAccount[] {
  return register.rows(
    ShownAccountRow,
    `select a.*, p.name as platform_name, p.is_alive as platform_alive
       from accounts a join platforms p on p.id = a.platform where a.organization_code = ?
      order by a.closed_on is not null, p.is_alive desc, a.official desc, p.sort_order, a.id`,
    code,
  )
}

/** Official accounts on living platforms of several organizations, by organization. */
export function officialLinks(register: Register, codes: readonly string[]): Map<string, OfficialLink[]> {
  if (codes.length === 0) return new Map()
  const links = register.rows(
    OfficialLink,
    `select a.organization_code, p.name as platform_name, a.handle, a.address
       from accounts a join platforms p on p.id = a.platform
      where a.organization_code in (select value from json_each(?))
        and a.official and a.subject = 'organization' and p.is_alive
      order by p.sort_order, a.id`,
    JSON.stringify(codes),
  )
  return Map.groupBy(links, (link) => link.organization_code)
}
