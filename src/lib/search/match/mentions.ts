import type { Places } from '../index/places.ts'
import { cutPlaceName } from '../text/place-names.ts'
import type { Symbols } from '../text/symbols.ts'

/** Small files that are fetched for one query. */
const MOST = 3

/**
 * Prefectures that a folded query speaks of, four digits each, the likeliest first: by the name of one or of a county in it, in
 * characters or letters, or of a province that is a city by its own. Or it may only hint at one by its first character (杭二中).
 */
export function mentionedPrefectures(
  text: string,
  places: Places,
  symbols: Symbols,
): { named: string[]; hinted: string[] } {
  const parts = text.split(' ')
  const found = new Map<string, number>()
  const cities = new Map<string, number>()
  const byFirst = new Set<string>()
  const inLetters = parts.some((part) => /^[a-z]/.test(part))
  for (let place = 0; place < places.size; place += 1) {
    const { stem } = cutPlaceName(places.nameOf(place))
    const isFirst = stem[0] === text[0]
    const mayBeMeant = inLetters || text.includes(stem)
    if ((!mayBeMeant && !isFirst) || places.numberOf(place) === 0) continue
    const code = places.codeOf(place)
    const length = stem.length < 2 || !mayBeMeant ? 0 : mentionedLength(parts, stem, symbols)
    if (code.endsWith('0000')) {
      if (length > 0) cities.set(code.slice(0, 2), length)
    } else {
      if (length > 0) found.set(code.slice(0, 4), Math.max(length, found.get(code.slice(0, 4)) ?? 0))
      if (isFirst && code.endsWith('00')) byFirst.add(code.slice(0, 4))
    }
  }
  if (found.size === 0) {
    for (let place = 0; place < places.size; place += 1) {
      const code = places.codeOf(place)
      const length = cities.get(code.slice(0, 2))
      if (length !== undefined && isOfCity(code)) found.set(code.slice(0, 4), length)
    }
  }
  const isInside = (prefecture: string): number => (cities.has(prefecture.slice(0, 2)) ? 1 : 0)
  const named = [...found]
    .sort(([a, x], [b, y]) => isInside(b) - isInside(a) || y - x || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([prefecture]) => prefecture)
  return { named, hinted: byFirst.size <= MOST ? [...byFirst] : [] }
}

function isOfCity(code: string): boolean {
  return /^(11|12|31|50)/.test(code) && code.endsWith('00') && !code.endsWith('0000')
}

/** How many characters of a text a place's name takes; nought where it is not there. */
function mentionedLength(parts: readonly string[], stem: string, symbols: Symbols): number {
  for (const part of parts) {
    if (part.includes(stem)) return 3 * stem.length
    const spelled = /^[a-z]/.test(part) ? spelledLength(part, 0, [...stem], symbols) : 0
    if (spelled > 0) return spelled
  }
  return 0
}

/** How many letters from `at` on spell the characters in full; nought where they do not. */
function spelledLength(text: string, at: number, characters: readonly string[], symbols: Symbols): number {
  const [first, ...rest] = characters
  if (first === undefined) return at
  for (const { syllable } of symbols.readingsOf(first)) {
    if (!text.startsWith(syllable, at)) continue
    const length = spelledLength(text, at + syllable.length, rest, symbols)
    if (length > 0) return length
  }
  return 0
}
