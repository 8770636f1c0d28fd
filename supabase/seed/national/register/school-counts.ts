import { randomOf } from '../words/random.ts'
import type { RealDivision } from './real-register.ts'

/** Where schools stand, and where the committee above them is. */
export interface Locality {
  readonly division: RealDivision
  /** A prefecture that has counties keeps only the schools that it runs itself. */
  readonly isSeat: boolean
}

/** Counties, and prefectures that have none, with as many schools as the pages must stand: 浦东, 海淀, 宝安, 东莞, 武侯. */
const CROWDED = ['310115', '110108', '441900', '440306', '510107']
const CROWD = 400
/** Below this many schools only the first crowded county is kept, so that the others are not left empty. */
const ENOUGH_FOR_ALL = 20_000
const ENOUGH_FOR_ONE = 2_000

/** How populous the provinces are, against the mean. */
const BY_PROVINCE: Readonly<Record<string, number>> = {
  37: 1.35,
  41: 1.5,
  44: 1.4,
  32: 1.2,
  51: 1.15,
  13: 1.15,
  43: 1.15,
  34: 1.15,
  15: 0.6,
  54: 0.25,
  62: 0.75,
  63: 0.35,
  64: 0.7,
  65: 0.7,
}

function weightOf({ division: { code, name }, isSeat }: Locality): number {
  const kind = isSeat
    ? 0.12
    : name.endsWith('市')
      ? 1.35
      : name.endsWith('区')
        ? 0.9
        : name.endsWith('旗')
          ? 0.7
          : 1
  return kind * (BY_PROVINCE[code.slice(0, 2)] ?? 1) * randomOf('schools', code).skewed(0.55)
}

/** Shares `total` schools out among the sites; the counts add up exactly. */
export function schoolCounts(sites: readonly Locality[], total: number): Map<string, number> {
  const crowds = total >= ENOUGH_FOR_ALL ? CROWDED : total >= ENOUGH_FOR_ONE ? CROWDED.slice(0, 1) : []
  const counts = new Map<string, number>()
  for (const { division } of sites) if (crowds.includes(division.code)) counts.set(division.code, CROWD)
  const others = sites
    .filter(({ division }) => !counts.has(division.code))
    .map((site) => ({ code: site.division.code, weight: weightOf(site) }))
  const left = total - CROWD * counts.size
  const weight = others.reduce((sum, each) => sum + each.weight, 0)
  const shares = others.map(({ code, weight: own }) => ({ code, share: (left * own) / weight }))
  for (const { code, share } of shares) counts.set(code, Math.floor(share))
  // What was rounded away goes to the largest remainders, ties by code.
  const remainders = shares
    .map(({ code, share }) => ({ code, remainder: share - Math.floor(share) }))
    .sort((one, other) => other.remainder - one.remainder || (one.code < other.code ? -1 : 1))
  const given = shares.reduce((sum, { share }) => sum + Math.floor(share), 0)
  for (const { code } of remainders.slice(0, left - given)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return counts
}
