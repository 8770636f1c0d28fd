import type { NamesBlock } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { unpackTraits } from '../index/traits.ts'
import { levelOfNumber } from '../text/codes.ts'
import { isWholeName, type Match, Tier } from './match.ts'

/** Codes of organizations and of divisions are apart: an owner may stand in several blocks while files are loading. */
const CODES = 1_000_000

/** The best match of each owner found so far, and how many owners were found at all. */
export class FoundMatches {
  readonly #found = new Map<number, Match>()
  readonly #seen = new Uint8Array((2 * CODES) / 8)
  #total = 0
  /** Some that were counted have not been looked at closely. */
  isCut = false
  readonly #places: Places

  constructor(places: Places) {
    this.#places = places
  }

  count(block: NamesBlock, owner: number): void {
    const key = keyOf(block, owner)
    const bit = 1 << (key & 7)
    const seen = this.#seen[key >> 3] ?? 0
    if (seen & bit) return
    this.#seen[key >> 3] = seen | bit
    this.#total += 1
  }

  put(match: Match): void {
    const key = keyOf(match.block, match.owner)
    const known = this.#found.get(key)
    if (known === undefined || compareStrength(match, known) < 0) this.#found.set(key, match)
  }

  /** Of the best match; nought where a whole name was typed. */
  lowestCost(): number {
    let lowest = Number.POSITIVE_INFINITY
    for (const { tier, rank } of this.#found.values()) lowest = Math.min(lowest, isWholeName(tier) ? 0 : rank)
    return lowest
  }

  /** Sorts all; `total` is how many there are. */
  ranked(): { matches: Match[]; total: number } {
    const all = [...this.#found.values()].sort((a, b) => this.#compare(a, b))
    const matches = groupNamesakes(withoutGuesses(all))
    const hasMore = this.isCut && matches.length === all.length
    return { matches, total: hasMore ? Math.max(this.#total, matches.length) : matches.length }
  }

  /**
   * Namesakes, with or without the places before their names, stand by what a person can see of them: the official one, then the registered
   * ones, then by level, and a prefecture's before a county's; the code settles the rest.
   */
  #compare(a: Match, b: Match): number {
    return (
      a.tier - b.tier ||
      stepOf(a) - stepOf(b) ||
      (a.tier === Tier.placed ? 0 : lengthOf(a) - lengthOf(b)) ||
      standingOf(a) - standingOf(b) ||
      a.block.levelOf(a.owner) - b.block.levelOf(b.owner) ||
      (a.tier === Tier.rest ? 0 : this.#placeLevelOf(a) - this.#placeLevelOf(b)) ||
      lengthOf(a) - lengthOf(b) ||
      a.block.codeOf(a.owner) - b.block.codeOf(b.owner)
    )
  }

  #placeLevelOf({ block, owner }: Match): number {
    return levelOfNumber(this.#places.numberOf(block.placeOf(owner)))
  }
}

/** What may stand under a first hit, by its cost above it: little under a whole name, and under a guess only a better one. */
const SLACK = { exact: 1.6, committee: 0.5, plain: 2.6, guess: 0.7 } as const

/** Under a first hit that is certain, far-fetched ones are noise. */
function withoutGuesses(ranked: Match[]): Match[] {
  const [first] = ranked
  if (first === undefined || first.why === 'browse') return ranked
  // Who types a whole acronym or English name means no Chinese name whose syllables begin with its letters.
  if (isWholeName(first.tier) && first.latin !== null)
    return ranked.filter(({ tier, latin }) => isWholeName(tier) || latin !== null)
  if (isWholeName(first.tier)) {
    const slack = first.isCommittee ? SLACK.committee : SLACK.exact
    return ranked.filter(({ tier, cost }) => isWholeName(tier) || cost <= slack)
  }
  const lowest = ranked.reduce((least, { cost }) => Math.min(least, cost), first.cost)
  const isGuess = first.why === 'typo'
  const slack = isGuess ? SLACK.guess : SLACK.plain
  return ranked.filter(({ cost, why }) => cost <= lowest + slack && (isGuess || why !== 'typo'))
}

/** So many namesakes stand first; the others come after the fuller names, which a person may have meant. */
const NAMESAKES = 4
/** Fifty schools of one name would leave no room for 成都市树德中学, of which people say 树德中学. */
function groupNamesakes(ranked: Match[]): Match[] {
  const count = ranked.findIndex(({ tier }) => tier !== Tier.exact)
  if (count <= NAMESAKES) return ranked
  const namesakes = ranked.slice(0, count)
  const others = ranked.slice(count)
  const isFuller = ({ tier }: Match): boolean => tier === Tier.placed
  return [
    ...namesakes.slice(0, NAMESAKES),
    ...others.filter(isFuller),
    ...namesakes.slice(NAMESAKES),
    ...others.filter((match) => !isFuller(match)),
  ]
}

function keyOf(block: NamesBlock, owner: number): number {
  return block.codeOf(owner) + (block.kindOf(owner) === 0 ? CODES : 0)
}

function compareStrength(a: Match, b: Match): number {
  return a.tier - b.tier || a.rank - b.rank
}

/** Smaller differences in cost mean nothing. */
function stepOf({ rank }: Match): number {
  return Math.round(20 * rank)
}

function standingOf({ block, owner }: Match): number {
  const { official, status } = unpackTraits(block.traitsOf(owner))
  return official ? 0 : status === 'registered' ? 1 : status === 'expected' ? 2 : 3
}

function lengthOf({ block, owner }: Match): number {
  return block.viewLength(block.firstViewOf(owner))
}
