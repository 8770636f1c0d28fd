import type { NamesBlock } from '../index/names-block.ts'
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
  each((block, owner) => {
    if (keyOf(block, owner) > last) return
    found.put({
      block,
      owner,
      tier: Tier.rest,
      cost: 0,
      rank: block.levelOf(owner),
      why: 'browse',
      patterns: [],
      view: block.firstViewOf(owner),
      isCommittee: false,
      latin: null,
    })
  })
}

/** An organization whose six digits were typed. */
export function findCode(
  text: string,
  blocks: readonly NamesBlock[],
  passes: ((block: NamesBlock, owner: number) => boolean) | null,
  found: FoundMatches,
): void {
  if (!/^\d{6}$/.test(text)) return
  for (const block of blocks) {
    for (let owner = 0; owner < block.size; owner += 1) {
      if (block.codeOf(owner) !== Number(text) || (passes !== null && !passes(block, owner))) continue
      const isDivision = block.kindOf(owner) === 0
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
