import type { MatchReason } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import type { Pattern } from './pattern.ts'

/** Rank groups: the whole name, a whole other name, one that is whole but for the places before it, everything else by cost. */
export const Tier = { exact: 0, otherExact: 1, placed: 2, rest: 3 } as const

/** Nothing but what was typed is in the name. */
export function isWholeName(tier: number): boolean {
  return tier < Tier.placed
}

/** How a view may match: in one piece, piece by piece through its words, or by the place around it alone. */
export const MatchClass = { whole: 0, pieces: 1, around: 2 } as const
export const MATCH_CLASSES = 3

/** The best match found of one owner. */
export interface Match {
  block: NamesBlock
  owner: number
  tier: number
  /** What it costs, and less the owner's importance. */
  cost: number
  rank: number
  why: MatchReason
  patterns: Pattern[]
  view: number
  /** Words of a committee stood around the name that was typed. */
  isCommittee: boolean
  /** The English name or acronym that matched. */
  latin: string | null
}
