import { foldedAddress } from '../site/addresses.ts'

/** The address of the row that stands for a folded organization, from the runs of its list (folding.ts); null where it is in none. */
export function findFolded(runs: unknown, code: string): string | null {
  if (!Array.isArray(runs)) return null
  for (const run of runs) {
    if (!Array.isArray(run)) continue
    const [first, last, division] = run
    const isIn = Number(first) <= Number(code) && Number(code) <= Number(last)
    if (isIn && typeof division === 'string' && /^\d{6}$/.test(division)) return foldedAddress(division, code)
  }
  return null
}
