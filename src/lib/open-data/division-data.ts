import { divisionCounts } from '../directory/counts.ts'
import { divisionChain, divisionsBelow, divisionsListedAt, formerNames } from '../directory/divisions.ts'
import type { Register } from '../snapshot/register.ts'
import { entriesWhere } from './records.ts'

/**
 * What `/data/d/<code>.json` says of a division: its counts (with everything below it) and the organizations that stand at it, each with
 * its accounts. Keys and rows have a fixed order, so the file changes only when what it says does.
 */
export function divisionData(register: Register, code: string) {
  const chain = divisionChain(register, code)
  const division = chain.at(-1)
  if (division === undefined) throw new Error(`division ${code} is not in the snapshot`)
  const places = JSON.stringify(divisionsListedAt(register, code))
  const { registered, expected } = divisionCounts(register, code)
  return {
    division: {
      ...division,
      former_names: formerNames(register, code),
      parent_code: chain.at(-2)?.code ?? null,
    },
    counts: { registered, expected },
    children: divisionsBelow(register, code),
    organizations: entriesWhere(register, 'o.division_code in (select value from json_each(?))', places).map(
      ({ organization, accounts }) => ({
        ...organization,
        accounts: accounts.map(({ organization_code: _, ...account }) => account),
      }),
    ),
  }
}
