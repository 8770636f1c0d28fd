import { z } from 'zod'
import { DivisionCode } from '#contracts/directory.ts'
import type { Register } from '../snapshot/register.ts'

/** The register is given in parts: what stands at the nation itself, and each province. */
export const NATION = '000000'

/** Codes of the parts, the nation's own first: the order in which the national files put them together. */
export function partCodes(register: Register): string[] {
  const rows = register.rows(
    z.object({ code: DivisionCode }),
    `select code from divisions where level in ('nation', 'province') order by code`,
  )
  return rows.map(({ code }) => code)
}

/** First and last code of the divisions of a part. */
export function divisionRange(part: string): [first: string, last: string] {
  return [`${part.slice(0, 2)}0000`, `${part.slice(0, 2)}9999`]
}

export type FileKind =
  | 'organizations.csv'
  | 'accounts.csv'
  | 'register.ndjson.gz'
  | 'register.sqlite'
  | 'register.sqlite.gz'

export const PART_KINDS = [
  'organizations.csv',
  'accounts.csv',
  'register.ndjson.gz',
  'register.sqlite',
] as const
export const NATIONAL_KINDS = [
  'organizations.csv',
  'accounts.csv',
  'register.ndjson.gz',
  'register.sqlite.gz',
] as const

/** Below the site. */
export function partFile(part: string, kind: FileKind): string {
  return `data/p/${part}/${kind}`
}

export function nationalFile(kind: FileKind): string {
  return `data/${kind}`
}

/** Parts that pages of these addresses belong to: what touches a division's page touches its part. */
export function partsOf(addresses: readonly string[]): string[] {
  const digits = addresses.flatMap((address) => /^\/d\/(\d\d)\d{4}$/.exec(address)?.[1] ?? [])
  return [...new Set(digits)].sort().map((two) => `${two}0000`)
}
