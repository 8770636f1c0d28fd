import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  DivisionCode,
  OrganizationCode,
  OrganizationKind,
  OrganizationLevel,
  OrganizationStatus,
} from '#contracts/directory.ts'

/** What the names index needs of an organization. */
export const NamedOrganization = z.object({
  code: OrganizationCode,
  name: z.string(),
  short_name: z.string().nullable(),
  aliases: z.array(z.string()),
  former_names: z.array(z.string()),
  search_names: z.array(z.string()),
  english_name: z.string().nullable(),
  kind: OrganizationKind,
  level: OrganizationLevel,
  status: OrganizationStatus,
  /** One of its own accounts is opened, verified and not closed. */
  official: z.boolean(),
  division_code: DivisionCode,
})
export type NamedOrganization = z.output<typeof NamedOrganization>

export const NamedDivision = z.object({
  code: DivisionCode,
  name: z.string(),
  is_placeholder: z.boolean(),
  spoken_names: z.array(z.string()),
  former_names: z.array(z.string()),
})
export type NamedDivision = z.output<typeof NamedDivision>

/** An organization's own account that can be followed. */
export const NamedAccount = z.object({ organization_code: OrganizationCode, platform: z.string() })
export type NamedAccount = z.output<typeof NamedAccount>

export interface NamesRows {
  organizations: NamedOrganization[]
  accounts: NamedAccount[]
  divisions: NamedDivision[]
  revision: number
}

const bit = z.union([z.literal(0), z.literal(1)]).transform(Boolean)
const list = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()))
const OrganizationRow = NamedOrganization.extend({
  official: bit,
  aliases: list,
  former_names: list,
  search_names: list,
})
const DivisionRow = NamedDivision.extend({ is_placeholder: bit, spoken_names: list, former_names: list })

/** Reads the rows from the snapshot; throws where a row is not what the contract says. */
export function readNamesRows(snapshot: string): NamesRows {
  const database = new DatabaseSync(snapshot, { readOnly: true })
  try {
    const organizations = database
      .prepare(
        `select o.code, o.name, o.short_name, o.aliases, o.former_names, o.search_names, o.english_name, o.kind, o.level, o.status, o.division_code,
           exists (select 1 from accounts a join platforms p on p.id = a.platform
             where a.organization_code = o.code and a.subject = 'organization' and a.official and p.is_alive) as official
         from organizations o order by o.code`,
      )
      .all()
    const accounts = database
      .prepare(
        `select a.organization_code, a.platform from accounts a join platforms p on p.id = a.platform
         where a.subject = 'organization' and a.state in ('opened', 'verified', 'handed_over') and p.is_alive`,
      )
      .all()
    const divisions = database
      .prepare('select code, name, is_placeholder, spoken_names, former_names from divisions order by code')
      .all()
    const state = database.prepare('select revision from register_state').get()
    return {
      organizations: z.array(OrganizationRow).parse(organizations),
      accounts: z.array(NamedAccount).parse(accounts),
      divisions: z.array(DivisionRow).parse(divisions),
      revision: z.object({ revision: z.int() }).parse(state).revision,
    }
  } finally {
    database.close()
  }
}
