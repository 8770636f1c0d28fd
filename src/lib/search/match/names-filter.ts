import { type NameFilters, OWNER_KINDS } from '../index/names-answer.ts'
import type { NamesBlock } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { unpackTraits } from '../index/traits.ts'

export function isUnfiltered(filters: NameFilters): boolean {
  return Object.values(filters).every((value) => value === undefined)
}

/** Makes the test that every owner shown must pass, `codes` being those of the platform; null where nothing is filtered. */
export function filterOf(
  filters: NameFilters,
  places: Places,
  codes: ReadonlySet<number> | null,
): ((block: NamesBlock, owner: number) => boolean) | null {
  if (isUnfiltered(filters)) return null
  const { kinds, levels, statuses, official, province } = filters
  const isForOrganizations = statuses !== undefined || official !== undefined || codes !== null
  return (block, owner) => {
    const kind = OWNER_KINDS[block.kindOf(owner)] ?? 'school'
    if (kinds !== undefined && !kinds.includes(kind)) return false
    if (levels !== undefined && !levels.includes(block.levelOf(owner))) return false
    if (province !== undefined && !places.codeOf(block.placeOf(owner)).startsWith(province)) return false
    if (!isForOrganizations) return true
    if (kind === 'division') return false
    const traits = unpackTraits(block.traitsOf(owner))
    if (statuses !== undefined && !statuses.includes(traits.status)) return false
    if (official !== undefined && traits.official !== official) return false
    return codes === null || codes.has(block.codeOf(owner))
  }
}
