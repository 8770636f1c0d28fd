import { z } from 'zod'
import { DivisionCode } from '#contracts/directory.ts'
import { once } from '../snapshot/once.ts'
import type { Register } from '../snapshot/register.ts'
import { divisionSubtree } from './divisions.ts'

const Counts = z.object({ registered: z.int(), expected: z.int() })
/** `expected`: all that are not closed, registered ones included. */
export type Counts = z.output<typeof Counts>

const CountRow = Counts.extend({ division_code: DivisionCode })

/** Counts of each place by itself. */
const countsByPlace = once((register) => {
  const rows = register.rows(
    CountRow,
    `select division_code, count(*) filter (where status = 'registered') as registered, count(*) as expected
       from organizations where status <> 'closed' group by division_code`,
  )
  return new Map(rows.map((row) => [row.division_code, row]))
})

/** Counts by place: everything in the division and below it. */
export function divisionCounts(register: Register, code: string): Counts {
  const counts = countsByPlace(register)
  const sum = { registered: 0, expected: 0 }
  for (const place of divisionSubtree(register, code)) {
    sum.registered += counts.get(place)?.registered ?? 0
    sum.expected += counts.get(place)?.expected ?? 0
  }
  return sum
}
