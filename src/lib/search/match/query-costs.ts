import { COST } from '../text/costs.ts'
import { isGenericWord, LONGEST_WORD, OPTIONAL_CHARACTERS } from '../text/words.ts'

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
