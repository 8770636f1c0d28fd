import type { MatchReason } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import type { Pattern } from './pattern.ts'

/** Rank groups: the whole name before a whole other name before everything else by cost. */
export const Tier = { exact: 0, otherExact: 1, rest: 2 } as const

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
