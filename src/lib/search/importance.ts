import { OWNER_KINDS, type Owner } from './names-block.ts'
import { unpackTraits } from './names-format.ts'

const BY_LEVEL = [0, 0.9, 0.6, 0.4, 0.3, 0]

/** How much cheaper a match becomes because of what the owner is: at most about one skipped word. */
export function importanceOf(owner: Owner, isCommitteeMeant: boolean): number {
  const { status, official, isKnownAbroad } = unpackTraits(owner.traits)
  const kind = OWNER_KINDS[owner.kind]
  const state = (status === 'registered' ? 0.04 : status === 'closed' ? -0.3 : 0) + (official ? 0.08 : 0)
  if (kind === 'university') return state + (isKnownAbroad ? 0.6 : 0.3)
  if (kind === 'committee') return state + (BY_LEVEL[owner.level] ?? 0) + (isCommitteeMeant ? 1.2 : 0)
  if (kind === 'division') return (BY_LEVEL[owner.level] ?? 0) + 0.05
  return state
}
