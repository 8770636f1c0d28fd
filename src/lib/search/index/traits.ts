export const STATUSES = ['expected', 'registered', 'closed'] as const
/** What is known of an organization beside its names. */
export interface Traits {
  status: (typeof STATUSES)[number]
  official: boolean
  /** It has a short English name or an acronym, as the better known universities have. */
  isKnownAbroad: boolean
}

/** Packs traits into one number, 0-11. */
export function packTraits({ status, official, isKnownAbroad }: Traits): number {
  return STATUSES.indexOf(status) * 2 + (official ? 1 : 0) + (isKnownAbroad ? 6 : 0)
}

export function unpackTraits(packed: number): Traits {
  return {
    status: STATUSES[(packed % 6) >> 1] ?? 'expected',
    official: packed % 2 === 1,
    isKnownAbroad: packed >= 6,
  }
}
