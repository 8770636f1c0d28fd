import { type NamesBlock, OWNER_KINDS } from './names-block.ts'
import { MATCH_CLASSES } from './scan.ts'

export interface Candidate {
  block: NamesBlock
  view: number
  matchClass: number
}

/** How many views of each class are aligned; the rest could only rank below them. */
const QUOTAS = [500, 700, 120] as const
const BUCKETS = 128

/** Gathers the views that a scan finds and picks those worth aligning: important owners and short names first. */
export class Shortlist {
  readonly #candidates: Candidate[][] = Array.from({ length: MATCH_CLASSES }, () => [])
  readonly #buckets: number[][] = Array.from({ length: MATCH_CLASSES }, () => [])

  add(block: NamesBlock, view: number, matchClass: number): void {
    this.#candidates[matchClass]?.push({ block, view, matchClass })
    this.#buckets[matchClass]?.push(bucketOf(block, view))
  }

  pick(): Candidate[] {
    return this.#candidates.flatMap((candidates, matchClass) =>
      pickFirst(candidates, this.#buckets[matchClass] ?? [], QUOTAS[matchClass] ?? 0),
    )
  }
}

function pickFirst(candidates: Candidate[], buckets: readonly number[], quota: number): Candidate[] {
  if (candidates.length <= quota) return candidates
  const counts = new Uint32Array(BUCKETS)
  for (const bucket of buckets) counts[bucket] = (counts[bucket] ?? 0) + 1
  let last = 0
  for (let sum = 0; last < BUCKETS && sum < quota; last += 1) sum += counts[last] ?? 0
  return candidates.filter((_, index) => (buckets[index] ?? 0) < last).slice(0, 2 * quota)
}

function bucketOf(block: NamesBlock, view: number): number {
  const owner = block.owners[block.viewOwners[view] ?? 0]
  const kind = OWNER_KINDS[owner?.kind ?? 0]
  const rank = kind === 'school' ? 8 : kind === 'university' ? 4 : (owner?.level ?? 0)
  return Math.min(BUCKETS - 1, block.viewLength(view) + 2 * rank)
}
