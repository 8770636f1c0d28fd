import { AS_OF, dayBetween, plusDays } from '../words/calendar.ts'
import { type Random, randomOf } from '../words/random.ts'
import type { RealOrganization } from './real-register.ts'

/** How far the first registration of an organization has come; `silent`: nothing was handed in. */
export type Standing =
  | 'silent'
  | 'draft'
  | 'submitted'
  | 'returned'
  | 'rejected'
  | 'withdrawn'
  | 'approved'
  | 'activated'

export interface CampaignProgress {
  readonly standing: Standing
  /** The day of approval; null where nothing was approved. */
  readonly registered_on: string | null
  /** One of its own accounts on a living platform is opened, verified and not closed. */
  readonly official: boolean
}

export const NO_CAMPAIGN_PROGRESS: CampaignProgress = {
  standing: 'silent',
  registered_on: null,
  official: false,
}

/** The campaign's windows, most of whose registrations come in the last days. */
const WINDOWS = [
  ['2025-09-08', '2025-12-31'],
  ['2026-03-02', '2026-06-30'],
  ['2026-09-01', '2026-11-12'],
] as const

export function dayOfApproval(random: Random): string {
  const [opens, closes] = random.pick(WINDOWS)
  return random.chance(0.3)
    ? dayBetween(opens, closes, random)
    : dayBetween(plusDays(closes, -14), closes, random)
}

const BY_LEVEL = [0, 1, 0.95, 0.85, 0.7, 0.55] as const

/** Provinces differ, so that the map of coverage has something to show. */
const zeal = (code: string) => 0.55 + randomOf('zeal', code.slice(0, 2)).below(60) / 100

/** What is invented about an organization: the upper levels lead, as they were asked to. */
export function campaignProgressOf({
  code,
  level,
  division_code,
}: Pick<RealOrganization, 'code' | 'level' | 'division_code'>): CampaignProgress {
  const random = randomOf('standing', code)
  const share = level <= 2 ? (BY_LEVEL[level] ?? 0) : (BY_LEVEL[level] ?? 0) * zeal(division_code)
  if (random.chance(share)) {
    const registered_on = dayOfApproval(random)
    const isOld = registered_on < plusDays(AS_OF, -21)
    const standing = isOld && random.chance(0.7) ? 'activated' : 'approved'
    return { standing, registered_on, official: random.chance(standing === 'activated' ? 0.85 : 0.35) }
  }
  const standing = random.weigh<Standing>([
    [38, 'silent'],
    [12, 'draft'],
    [28, 'submitted'],
    [9, 'returned'],
    [5, 'rejected'],
    [8, 'withdrawn'],
  ])
  return { standing, registered_on: null, official: false }
}
