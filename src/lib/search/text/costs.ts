import { isGenericWord, LONGEST_WORD, OPTIONAL_CHARACTERS, WordKind } from './words.ts'

/**
 * What it costs a match to leave something out or to bend it. Nought is a match that uses everything; a name that a
 * person would call the same costs under 0.3, an abbreviation under 2, a slip of the finger under 4.
 */
export const COST = {
  rareReading: 0.25,
  initial: 0.3,
  unfinishedSyllable: 0.1,
  droppable: 0.3,
  droppedEnding: 1.8,
  homophone: 0.8,
  alikeSound: 0.6,
  slip: 1.8,
  doubled: 0.8,
  slippedSyllable: 1.1,
  aroundName: 0.25,
  separateParts: 0.3,
  /** Words that one part leaves out are mostly what another part means. */
  partsShare: 0.5,
  /** Piece by piece across the spaces that were typed. */
  acrossSpaces: 0.5,
  pieces: 0.4,
  /** Among equals the name itself comes before another name. */
  otherName: 0.1,
  /** What was typed to the letter comes before its like in another width. */
  literal: 1,
  tornWord: 1.5,
  /** The whole name stands in what was typed, which says more; and for each symbol more. */
  contained: 0.4,
  more: 0.5,
} as const

interface WordCost {
  /** Leaving out the whole word before, between and after what matched. */
  before: number
  between: number
  after: number
  /** Leaving out the rest of a word whose beginning matched. */
  rest: number
  /** Matching inside a word without its beginning. */
  inside: number
}

const WORD_COSTS: readonly WordCost[] = [
  { before: 0.8, between: 1.4, after: 0.6, rest: 0.3, inside: 1.1 }, // proper
  { before: 0.35, between: 0.35, after: 0.2, rest: 0.1, inside: 0.9 }, // generic
  { before: 0.04, between: 0.04, after: 0.04, rest: 0.1, inside: 0.6 }, // optional
  { before: 0, between: 0, after: 0, rest: 0, inside: 0 }, // punctuation
  { before: 0.05, between: 0.1, after: 0.3, rest: 0.15, inside: 0.8 }, // place
  { before: 1, between: 2, after: 0.6, rest: 0.6, inside: 1.2 }, // number
  { before: 0.1, between: 0.1, after: 0.1, rest: 0.1, inside: 1.2 }, // shell
  { before: 0, between: 0, after: 0, rest: 0.4, inside: 1 }, // surrounding
]

/** No match from inside a word costs less. */
export const CHEAPEST_INSIDE = Math.min(
  ...WORD_COSTS.filter((_, kind) => kind !== WordKind.punctuation).map(({ inside }) => inside),
)

const NO_COST: WordCost = { before: 0, between: 0, after: 0, rest: 0, inside: 0 }

export function costsOf(kind: number): WordCost {
  return WORD_COSTS[kind] ?? NO_COST
}

/** Words of the place around a name are free to leave out, also the suffixes among them. */
const COSTS_AROUND: readonly WordCost[] = WORD_COSTS.map((costs, kind) =>
  kind === WordKind.optional ? { ...costs, before: 0, between: 0, after: 0 } : costs,
)

export function costsAround(kind: number): WordCost {
  return COSTS_AROUND[kind] ?? NO_COST
}

/** What it costs to leave out a symbol of a query; null where that would be a slip. */
export function dropCost(symbol: string, before: string | undefined, length: number): number | null {
  if (length < 3) return null
  if (symbol === '学') return before === '中' ? COST.droppedEnding : null
  return OPTIONAL_CHARACTERS.includes(symbol) ? COST.droppable : null
}

/** What it costs to tear a query apart before each of its symbols. */
export function tearCosts(query: readonly string[]): number[] {
  const costs = query.map(() => 0)
  for (let from = 0; from < query.length; from += 1) {
    for (let to = from + 2; to <= Math.min(query.length, from + LONGEST_WORD); to += 1) {
      if (isGenericWord(query.slice(from, to).join(''))) costs.fill(COST.tornWord, from + 1, to)
    }
  }
  return costs
}
