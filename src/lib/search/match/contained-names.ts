import type { NamesBlock } from '../index/names-block.ts'
import type { Symbols } from '../text/symbols.ts'
import { WORD_START, WordKind } from '../text/words.ts'

/** Shorter names stand in many a query by chance. */
const SHORTEST = 4

export interface ContainedName {
  block: NamesBlock
  view: number
  /** Symbols of the query that are none of the name. */
  left: number
}

/**
 * The longest names that stand whole in what was typed, with something around them that belongs to no name: a letter that an input
 * method has not turned into a character yet (浙江大学x), a word typed twice, 石家庄市第一中学东校区. Inside the query only a name that
 * begins with a word of its own counts: 第一中学 is in half of all queries.
 *
 * @param query symbols, folded, without spaces
 * @param isNumbered they hold numbers as one symbol each
 */
export function findContainedNames(
  blocks: readonly NamesBlock[],
  query: readonly string[],
  isNumbered: boolean,
  symbols: Symbols,
): ContainedName[] {
  const positions = positionsOf(query, symbols)
  const type = isNumbered ? 1 : 0
  let longest = SHORTEST
  let found: ContainedName[] = []
  for (const block of blocks) {
    const { symbols: ids, starts, viewTypes } = block
    for (let view = 0; view < block.views; view += 1) {
      const from = starts[view] ?? 0
      const length = (starts[view + 1] ?? 0) - from
      if (length < longest || length >= query.length || ((viewTypes[view] ?? 0) & 1) !== type) continue
      const at = (positions.get(ids[from] ?? 0) ?? []).find((start) => {
        for (let next = 1; next < length; next += 1)
          if (!positions.get(ids[from + next] ?? 0)?.includes(start + next)) return false
        return start === 0 || beginsWithOwnWord(block, view)
      })
      if (at === undefined) continue
      if (length > longest) found = []
      longest = length
      found.push({ block, view, left: query.length - length })
    }
  }
  return found
}

/** Where in a query each symbol of names stands. */
function positionsOf(query: readonly string[], symbols: Symbols): Map<number, number[]> {
  const positions = new Map<number, number[]>()
  for (const [at, character] of query.entries()) {
    for (const id of symbols.idsOf(character)) {
      const known = positions.get(id)
      if (known === undefined) positions.set(id, [at])
      else known.push(at)
    }
  }
  return positions
}

function beginsWithOwnWord(block: NamesBlock, view: number): boolean {
  block.cut(view)
  const flag = block.flags[block.starts[view] ?? 0] ?? 0
  return flag === (WordKind.proper | WORD_START) || flag === (WordKind.place | WORD_START)
}
