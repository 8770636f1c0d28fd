import { PLATFORM_PLACES, type PlatformPlaces } from './places.ts'

const places: Readonly<Record<keyof typeof PLATFORM_PLACES, PlatformPlaces>> = PLATFORM_PLACES

/** Our own words are refused however they are written: `Hot` is no account either. */
const anyCase = (word: string) => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)

function formOf({ before, handle, after, reserved }: PlatformPlaces['forms'][number]): string {
  const but = reserved === undefined ? '' : `(?!(?:${reserved.split(' ').map(anyCase).join('|')})(?:/|$))`
  return `${before}${but}(?=${handle}(?:${after})?/?$)`
}

/**
 * The pattern of a platform's addresses as `public.platforms` keeps it; null where it has none. Anchored, read alike by POSIX
 * and ECMAScript, tried on an address without its scheme, `www.`, query and fragment, it captures the handle.
 */
export function patternOf(platform: keyof typeof PLATFORM_PLACES): string | null {
  const { forms } = places[platform]
  return forms.length === 0 ? null : `^(?:${forms.map(formOf).join('|')})([^/]+)(?:/.*)?$`
}

/** Canonical address of a handle on a platform, or null where the platform has no public profile addresses. */
export function profileAddress(platform: keyof typeof PLATFORM_PLACES, handle: string): string | null {
  const { profile, numbered } = places[platform]
  const template = numbered !== undefined && /^\d{5,}$/.test(handle) ? numbered : profile
  return template?.replace('*', () => encodeURIComponent(handle)) ?? null
}
