import type { NamesBlock } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { GrowingArray } from '../text/growing-array.ts'
import type { FoundMatches } from './found-matches.ts'
import { Tier } from './match.ts'

const LONGEST = 64
const CODES = 1_000_000

/** Finds whatever passes a filter: by level, then by length of the name, then by code. All are counted, the first `limit` kept. */
export function browse(
  blocks: readonly NamesBlock[],
  passes: (block: NamesBlock, owner: number) => boolean,
  limit: number,
  found: FoundMatches,
): void {
  const keys = new GrowingArray(Float64Array)
  const each = (visit: (block: NamesBlock, owner: number) => void): void => {
    for (const block of blocks)
      for (let owner = 0; owner < block.size; owner += 1) if (passes(block, owner)) visit(block, owner)
  }
  each((block, owner) => {
    found.count(block, owner)
    keys.push(keyOf(block, owner))
  })
  keys.trim()
  const last = keys.cells.sort()[Math.min(limit, keys.length) - 1] ?? -1
  found.isCut = keys.length > limit
  each((block, owner) => {
    if (keyOf(block, owner) > last) return
    found.put({
      block,
      owner,
      tier: Tier.rest,
      cost: 0,
      rank: keyOf(block, owner),
      why: 'browse',
      patterns: [],
      view: block.firstViewOf(owner),
      isCommittee: false,
      latin: null,
    })
  })
}

/** An organization whose six digits were typed, or a division whose code was, whole or cut at its level (3301 is 330100). */
export function findCode(
  text: string,
  blocks: readonly NamesBlock[],
  places: Places,
  passes: ((block: NamesBlock, owner: number) => boolean) | null,
  found: FoundMatches,
): void {
  if (!/^(?:\d\d){1,3}$/.test(text)) return
  const typed = Number(text.padEnd(6, '0'))
  const division = places.listedUnder(typed)
  for (const block of blocks) {
    for (let owner = 0; owner < block.size; owner += 1) {
      const isDivision = block.kindOf(owner) === 0
      if (block.codeOf(owner) !== (isDivision ? division : text.length < 6 ? 0 : typed)) continue
      if (passes !== null && !passes(block, owner)) continue
      found.put({
        block,
        owner,
        tier: isDivision ? Tier.otherExact : Tier.exact,
        cost: 0,
        rank: 0,
        why: 'code',
        patterns: [],
        view: block.firstViewOf(owner),
        isCommittee: false,
        latin: null,
      })
    }
  }
}

function keyOf(block: NamesBlock, owner: number): number {
  const length = Math.min(LONGEST - 1, block.viewLength(block.firstViewOf(owner)))
  return (block.levelOf(owner) * LONGEST + length) * CODES + block.codeOf(owner)
}
