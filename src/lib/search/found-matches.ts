import { describeHit } from './describe-hit.ts'
import type { MatchReason, NamesAnswer } from './names-answer.ts'
import type { NamesBlock } from './names-block.ts'
import type { Pattern } from './pattern.ts'
import type { Places } from './places.ts'

/** Rank groups: the whole name before a whole other name before everything else by cost. */
export const Tier = { exact: 0, otherExact: 1, rest: 2 } as const

/** The best match found of one owner. */
export interface Match {
  block: NamesBlock
  owner: number
  tier: number
  cost: number
  why: MatchReason
  patterns: Pattern[]
  view: number
  /** The English name or acronym that matched. */
  latin: string | null
}

/** The best match of each owner found so far, and how many owners were found at all. */
export class FoundMatches {
  readonly #found = new Map<NamesBlock, Map<number, Match>>()
  readonly #seen = new Map<NamesBlock, Uint8Array>()
  #total = 0

  count(block: NamesBlock, view: number): void {
    const seen = this.#seen.get(block) ?? new Uint8Array(block.owners.length)
    this.#seen.set(block, seen)
    const owner = block.viewOwners[view] ?? 0
    if (seen[owner] === 1) return
    seen[owner] = 1
    this.#total += 1
  }

  put(match: Match): void {
    const matches = this.#found.get(match.block) ?? new Map<number, Match>()
    this.#found.set(match.block, matches)
    const known = matches.get(match.owner)
    if (known === undefined || compareStrength(match, known) < 0) matches.set(match.owner, match)
  }

  #matches(): Match[] {
    return [...this.#found.values()].flatMap((matches) => [...matches.values()])
  }

  /** Of the best match; nought where a whole name was typed. */
  lowestCost(): number {
    return this.#matches().reduce(
      (lowest, match) => Math.min(lowest, match.tier < Tier.rest ? 0 : match.cost),
      Number.POSITIVE_INFINITY,
    )
  }

  /** Sorts all and describes the first `limit`. */
  answer(limit: number, places: Places): Omit<NamesAnswer, 'complete'> {
    const sorted = this.#matches().sort(compareMatches)
    const hits = sorted.slice(0, limit).map((match) => describeHit(match, places))
    const [first, second] = sorted
    const isAlone = first?.tier === Tier.exact && second?.tier !== Tier.exact
    return {
      hits,
      total: Math.max(this.#total, sorted.length),
      exact: isAlone ? (hits[0] ?? null) : null,
    }
  }
}

function compareStrength(a: Match, b: Match): number {
  return a.tier - b.tier || a.cost - b.cost
}

function compareMatches(a: Match, b: Match): number {
  return (
    a.tier - b.tier ||
    Math.round(20 * (a.cost - b.cost)) ||
    a.block.viewLength(a.block.firstViews[a.owner] ?? 0) -
      b.block.viewLength(b.block.firstViews[b.owner] ?? 0) ||
    codeOf(a) - codeOf(b)
  )
}

function codeOf({ block, owner }: Match): number {
  return block.owners[owner]?.code ?? 0
}
