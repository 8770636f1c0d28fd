import { OWNER_KINDS } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import { GrowingArray } from '../text/growing-array.ts'
import { MATCH_CLASSES } from './match.ts'

export interface Candidate {
  block: NamesBlock
  view: number
  matchClass: number
}

/** How many views of each class are aligned; the rest could only rank below them. */
const QUOTAS = [300, 700, 60] as const
const BUCKETS = 128

/** Gathers the views that a scan finds and picks those worth aligning: important owners and short names first. */
export class Shortlist {
  readonly #blocks: readonly NamesBlock[]
  readonly #classes = Array.from({ length: MATCH_CLASSES }, () => ({
    blocks: new GrowingArray(Uint8Array),
    views: new GrowingArray(Uint32Array),
    buckets: new GrowingArray(Uint8Array),
  }))

  readonly #limit: number

  constructor(blocks: readonly NamesBlock[], limit: number) {
    this.#blocks = blocks
    this.#limit = limit
  }

  add(block: number, view: number, matchClass: number): void {
    const found = this.#classes[matchClass]
    const names = this.#blocks[block]
    if (found === undefined || names === undefined) return
    found.blocks.push(block)
    found.views.push(view)
    found.buckets.push(bucketOf(names, view))
  }

  /** Some of one class are left out. */
  isCut(matchClass: number): boolean {
    return (this.#classes[matchClass]?.views.length ?? 0) > this.#quotaOf(matchClass)
  }

  #quotaOf(matchClass: number): number {
    return Math.max(QUOTAS[matchClass] ?? 0, 2 * this.#limit)
  }

  /** Those of one class, in the order that they were found in. */
  pick(matchClass: number): Candidate[] {
    const found = this.#classes[matchClass]
    if (found === undefined) return []
    const { blocks, views, buckets } = found
    const quota = this.#quotaOf(matchClass)
    const last = lastBucket(buckets, quota)
    const candidates: Candidate[] = []
    for (let at = 0; at < views.length && candidates.length < 2 * quota; at += 1) {
      const block = this.#blocks[blocks.cells[at] ?? 0]
      if (block === undefined || (buckets.cells[at] ?? 0) >= last) continue
      candidates.push({ block, view: views.cells[at] ?? 0, matchClass })
    }
    return candidates
  }
}

/** The first bucket that is left out: those before it fill the quota. */
function lastBucket(buckets: GrowingArray<Uint8Array>, quota: number): number {
  if (buckets.length <= quota) return BUCKETS
  const counts = new Uint32Array(BUCKETS)
  for (let at = 0; at < buckets.length; at += 1) {
    const bucket = buckets.cells[at] ?? 0
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  let last = 0
  for (let sum = 0; last < BUCKETS && sum < quota; last += 1) sum += counts[last] ?? 0
  return last
}

function bucketOf(block: NamesBlock, view: number): number {
  const owner = block.ownerOf(view)
  const kind = OWNER_KINDS[block.kindOf(owner)]
  const rank = kind === 'school' ? 8 : kind === 'university' ? 4 : block.levelOf(owner)
  return Math.min(BUCKETS - 1, block.viewLength(view) + 2 * rank)
}
