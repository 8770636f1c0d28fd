import { z } from 'zod'
import { DivisionCode, type Organization, OrganizationCode } from '#contracts/directory.ts'
import { foldedAddress, organizationAddress } from '../site/addresses.ts'
import type { Register } from '../snapshot/register.ts'
import { divisionChain } from './divisions.ts'

type Placed = Pick<Organization, 'code' | 'status' | 'division_code'>

/**
 * Some hosts take few files (20,000 on Cloudflare's free plan). There, with `FOLD_EXPECTED=1`, an organization that is merely expected
 * has no page of its own: it is a row of its division's page, with an anchor that its address leads to.
 */
export function foldsExpected(): boolean {
  return process.env['FOLD_EXPECTED'] === '1'
}

export function isFolded({ status }: Pick<Organization, 'status'>): boolean {
  return status === 'expected' && foldsExpected()
}

/** The division whose page lists what stands at `code`: the one above where that is a placeholder. */
function pageOf(register: Register, code: string): string {
  return divisionChain(register, code).at(-1)?.code ?? '000000'
}

/** Where a visitor finds an organization. */
export function addressOf(register: Register, organization: Placed): string {
  const { code, division_code } = organization
  if (!isFolded(organization)) return organizationAddress(code)
  return foldedAddress(pageOf(register, division_code), code)
}

const Folded = z.object({ code: OrganizationCode, division_code: DivisionCode })

const Prefix = z.object({ prefix: z.string() })

/** First two digits of the codes of folded organizations. */
export function foldedPrefixes(register: Register): string[] {
  if (!foldsExpected()) return []
  return register
    .rows(
      Prefix,
      `select distinct substr(code, 1, 2) as prefix from organizations where status = 'expected' order by prefix`,
    )
    .map((row) => row.prefix)
}

/** First and last code of a run of folded organizations that one division's page lists. */
export type FoldedRun = [first: number, last: number, division: string]

/**
 * Folded organizations whose code begins with two digits, as runs of codes: codes are given in order of places, so there are few.
 * The page of what is not there reads them, so that an address that was known outside still arrives.
 */
export function foldedRuns(register: Register, prefix: string): FoldedRun[] {
  const rows = register.rows(
    Folded,
    `select code, division_code from organizations where status = 'expected' and code glob ? || '*' order by code`,
    prefix,
  )
  const runs: FoldedRun[] = []
  for (const { code, division_code } of rows) {
    const division = pageOf(register, division_code)
    const last = runs.at(-1)
    if (last !== undefined && last[1] === Number(code) - 1 && last[2] === division) last[1] = Number(code)
    else runs.push([Number(code), Number(code), division])
  }
  return runs
}
