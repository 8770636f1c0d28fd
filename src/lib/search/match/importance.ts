import { OWNER_KINDS } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import { unpackTraits } from '../index/traits.ts'

const BY_LEVEL = [0, 0.9, 0.6, 0.4, 0.3, 0]

/** How much cheaper a match becomes because of what the owner is: at most about one skipped word. */
export function importanceOf(block: NamesBlock, owner: number, isCommitteeMeant: boolean): number {
  const { status, official, isKnownAbroad } = unpackTraits(block.traitsOf(owner))
  const kind = OWNER_KINDS[block.kindOf(owner)]
  const state = (status === 'registered' ? 0.04 : status === 'closed' ? -0.3 : 0) + (official ? 0.08 : 0)
  if (kind === 'university') return state + (isKnownAbroad ? 0.6 : 0.3)
  if (kind === 'committee')
    return state + (BY_LEVEL[block.levelOf(owner)] ?? 0) + (isCommitteeMeant ? 1.2 : 0)
  if (kind === 'division') return (BY_LEVEL[block.levelOf(owner)] ?? 0) + 0.05
  return state
}
