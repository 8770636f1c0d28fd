import type { NameFilters } from './names-answer.ts'
import { OWNER_KINDS, type Owner } from './names-block.ts'
import { unpackTraits } from './names-format.ts'
import type { Places } from './places.ts'

export function isUnfiltered(filters: NameFilters): boolean {
  return Object.values(filters).every((value) => value === undefined)
}

/** Whether an owner passes the filters. */
export function passes(owner: Owner, filters: NameFilters, places: Places): boolean {
  const kind = OWNER_KINDS[owner.kind] ?? 'school'
  const { status, official } = unpackTraits(owner.traits)
  const isDivision = kind === 'division'
  if (filters.kinds !== undefined && !filters.kinds.includes(kind)) return false
  if (filters.levels !== undefined && !filters.levels.includes(owner.level)) return false
  if (filters.statuses !== undefined && (isDivision || !filters.statuses.includes(status))) return false
  if (filters.official !== undefined && (isDivision || official !== filters.official)) return false
  return filters.province === undefined || places.all[owner.place]?.code.startsWith(filters.province) === true
}
