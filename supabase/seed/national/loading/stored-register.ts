import { z } from 'zod'
import type { Queries } from '../../load-rows.ts'
import { type RealDivision, RealOrganization, type RealRegister } from '../register/real-register.ts'
import { nextCode } from './real-changes.ts'

/** The register as it stands in the database; `is_occupied` where an account or a registration is there. */
export async function storedRegister(sql: Queries): Promise<RealRegister> {
  const divisions = await sql<RealDivision[]>`
    select code, name, level, parent_code, is_placeholder, spoken_names, former_names from public.divisions order by code`
  const organizations = await sql`
    select o.code, o.name, o.short_name, o.aliases, o.former_names, o.search_names, o.english_name, o.kind, o.level, o.school_type, o.division_code,
      o.parent_code, o.status, o.registered_on::text, o.closed_on::text, o.successor_code,
      exists (
        select from public.accounts a join public.platforms p on p.id = a.platform
        where a.organization_code = o.code and a.subject = 'organization' and a.official and p.is_alive) as official,
      exists (select from public.accounts a where a.organization_code = o.code)
        or exists (select from public.registrations r where r.organization_code = o.code) as is_occupied
    from public.organizations o order by o.code`
  return {
    divisions,
    organizations: z.array(RealOrganization).parse(organizations),
    last_code: (await nextCode(sql)) - 1,
  }
}
