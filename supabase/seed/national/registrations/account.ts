import { AS_OF, dayBetween, momentOn } from '../words/calendar.ts'
import type { InventedHandle } from '../words/handles.ts'
import type { Random } from '../words/random.ts'

/** A row of `accounts`, columns by their names. `number` and `bound_to` count from 1 in the order of the list. */
export interface NationalAccount {
  readonly number: number
  readonly organization_code: string
  readonly subject: 'organization' | 'project' | 'cadre' | 'youth_worker'
  readonly project: string | null
  readonly platform: InventedHandle['platform']
  readonly nickname: string | null
  readonly handle: string | null
  readonly address: string | null
  readonly bound_to: number | null
  readonly opened_on: string | null
  readonly verified_on: string | null
  readonly handed_over_on: string | null
  readonly closed_on: string | null
  readonly checked_at: string | null
  /** Of a person's account; stands in a table of its own and is never public. */
  readonly person: { readonly real_name: string; readonly post: string } | null
}

export type UnnumberedAccount = Omit<NationalAccount, 'number'>

export const UNOPENED = {
  subject: 'organization',
  project: null,
  handle: null,
  address: null,
  bound_to: null,
  opened_on: null,
  verified_on: null,
  handed_over_on: null,
  closed_on: null,
  checked_at: null,
  person: null,
} as const satisfies Partial<NationalAccount>

/** Verified some days after it was opened, and looked at since by whoever keeps the directory. */
export function verified<Account extends UnnumberedAccount>(
  account: Account,
  random: Random,
  last: string = AS_OF,
): Account {
  const { opened_on } = account
  if (opened_on === null) return account
  const verified_on = dayBetween(opened_on, last, random)
  return {
    ...account,
    verified_on,
    checked_at: random.chance(0.92) ? checkedBetween(verified_on, last, random) : null,
  }
}

export function checkedBetween(first: string, last: string, random: Random): string {
  // Most were looked at in the last months; a few were forgotten.
  const days = random.chance(0.8) ? laterOf(first, '2026-08-15', last) : first
  return momentOn(dayBetween(days, last, random), random)
}

const laterOf = (first: string, recent: string, last: string) =>
  recent > first && recent <= last ? recent : first

/** Whatever is open ends with the organization. */
export function closedOn<Account extends UnnumberedAccount>(account: Account, day: string): Account {
  const { opened_on } = account
  return { ...account, closed_on: opened_on !== null && opened_on > day ? opened_on : day }
}
