import { PLATFORM_PLACES, type PlatformPlaces } from './places.ts'

const places: Readonly<Record<keyof typeof PLATFORM_PLACES, PlatformPlaces>> = PLATFORM_PLACES

const formOf = ({ before, handle, after }: PlatformPlaces['forms'][number]) =>
  `${before}(?=${handle}(?:${after})?/?$)`

/**
 * The pattern of a platform's addresses as `public.platforms` keeps it; null where it has none. Anchored, read alike by POSIX
 * and ECMAScript, tried on an address without its scheme, `www.`, query and fragment, it captures the handle, or one of
 * `reservedHandlesOf`.
 */
export function patternOf(platform: keyof typeof PLATFORM_PLACES): string | null {
  const { forms } = places[platform]
  return forms.length === 0 ? null : `^(?:${forms.map(formOf).join('|')})([^/]+)(?:/.*)?$`
}

/** Words of the platform's own that stand where a handle would, in lower case: `Hot` is no account either. */
export const reservedHandlesOf = (platform: keyof typeof PLATFORM_PLACES): readonly string[] =>
  places[platform].reserved?.split(' ') ?? []

/** Canonical address of a handle on a platform, or null where the platform has no public profile addresses. */
export function profileAddress(platform: keyof typeof PLATFORM_PLACES, handle: string): string | null {
  const { profile, numbered } = places[platform]
  const template = numbered !== undefined && /^\d{5,}$/.test(handle) ? numbered : profile
  return template?.replace('*', () => encodeURIComponent(handle)) ?? null
}
