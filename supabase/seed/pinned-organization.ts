import { z } from 'zod'
import {
  DivisionCode,
  OrganizationCode,
  OrganizationKind,
  OrganizationLevel,
  SchoolType,
} from '../functions/_shared/contracts/directory.ts'

/** A row of `organizations.ndjson`: an organization that a source vouches for, with the code it was given for good. */
export const PinnedOrganization = z.object({
  code: OrganizationCode,
  /** The source's own key: `division:110000`, `university:<code of the ministry>`, `school:<division>:<name>`. */
  key: z.string(),
  name: z.string(),
  short_name: z.string().nullable(),
  aliases: z.array(z.string()),
  former_names: z.array(z.string()).default([]),
  search_names: z.array(z.string()).default([]),
  english_name: z.string().nullable(),
  kind: OrganizationKind,
  level: OrganizationLevel,
  school_type: SchoolType.nullable(),
  division_code: DivisionCode,
  parent_code: OrganizationCode.nullable(),
})
export type PinnedOrganization = z.output<typeof PinnedOrganization>
