import { z } from 'zod'
import { OrganizationStatus } from '../../../functions/_shared/contracts/directory.ts'
import { PinnedOrganization } from '../../pinned-organization.ts'
import { readRows } from '../../rows.ts'
import { readSeedDivisions, type SeedDivision } from '../../seed-divisions.ts'

export type RealDivision = Readonly<SeedDivision>

/** An organization that stands in the register before anything is generated. */
export const RealOrganization = PinnedOrganization.omit({ key: true }).extend({
  status: OrganizationStatus,
  registered_on: z.string().nullable(),
  closed_on: z.string().nullable(),
  successor_code: z.string().nullable(),
  /** One of its own accounts on a living platform is official. */
  official: z.boolean(),
  /** It has accounts or registrations, so that nothing may be invented about it any more. */
  is_occupied: z.boolean(),
})
export type RealOrganization = z.output<typeof RealOrganization>

export interface RealRegister {
  readonly divisions: readonly RealDivision[]
  readonly organizations: readonly RealOrganization[]
  /** The highest code that was ever given: none is given twice. */
  readonly last_code: number
}

/** The register as the seed's files have it: what `npm run seed` loads. */
export async function readRealRegister(): Promise<RealRegister> {
  const seed = (file: string) => new URL(`../../${file}`, import.meta.url)
  const organizations = await readRows(seed('organizations.ndjson'), PinnedOrganization)
  return {
    divisions: await readSeedDivisions(),
    organizations: organizations.map(({ key: _, ...facts }) => ({
      ...facts,
      status: 'expected',
      registered_on: null,
      closed_on: null,
      successor_code: null,
      official: false,
      is_occupied: false,
    })),
    last_code: Math.max(...organizations.map(({ code }) => Number(code))),
  }
}
