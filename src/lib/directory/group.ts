import { z } from 'zod'
import { OrganizationCode } from '#contracts/directory.ts'
import { once } from '../snapshot/once.ts'
import type { Register } from '../snapshot/register.ts'

const Group = z.object({ expected: z.int(), registered: z.int(), official: z.int() })
/** Everything below a committee, at any depth: not closed, registered, and with an official account of its own. */
export type Group = z.output<typeof Group>

const GroupRow = Group.extend({ parent_code: OrganizationCode })
const Above = z.object({ code: OrganizationCode, parent_code: OrganizationCode.nullable() })

/** Condition on an organization `o`: an official account of its own on a platform that lives. */
export const IS_OFFICIAL = `exists (
  select 1 from accounts a join platforms p on p.id = a.platform
   where a.organization_code = o.code and a.official and a.subject = 'organization' and p.is_alive)`

/** Only committees have anybody below them: 3,300 sums. */
const groupsOf = once((register) => {
  const groups = new Map<string, Group>()
  const above = new Map(
    register
      .rows(Above, `select code, parent_code from organizations where kind = 'committee'`)
      .map(({ code, parent_code }) => [code, parent_code]),
  )
  const direct = register.rows(
    GroupRow,
    `select parent_code, count(*) as expected, count(*) filter (where status = 'registered') as registered,
            count(*) filter (where ${IS_OFFICIAL}) as official
       from organizations o where status <> 'closed' and parent_code is not null group by parent_code`,
  )
  for (const { parent_code, expected, registered, official } of direct)
    for (let code: string | null = parent_code; code !== null; code = above.get(code) ?? null) {
      const sum = groups.get(code) ?? { expected: 0, registered: 0, official: 0 }
      sum.expected += expected
      sum.registered += registered
      sum.official += official
      groups.set(code, sum)
    }
  return groups
})

/** Null for an organization that nobody is below. */
export function groupOf(register: Register, code: string): Group | null {
  return groupsOf(register).get(code) ?? null
}
