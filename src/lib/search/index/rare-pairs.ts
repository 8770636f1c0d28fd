import { isHan } from '../text/fold.ts'
import { spellWithNumbers } from '../text/symbols.ts'
import { WORD_START, WordKind } from '../text/words.ts'

/** A pair that more schools hold than this is no help: the file would be a large one. */
export const RARE = 100
/** Of schools whose name is as common as 实验中学, this many stand for all. */
export const COMMON_NAMES = 40

/**
 * Pairs that tell a name: neighbours (雅礼 in 雅礼中学), and the first characters of neighbouring words, as an abbreviation has
 * them (人大 in 人民大学). Not those inside a word that half the schools have, nor with a number.
 */
export function pairsOf(characters: readonly string[], flags: ArrayLike<number>): Set<string> {
  const pairs = neighboursOf(characters, flags)
  let last = ''
  for (let at = 0; at < characters.length; at += 1) {
    const kind = (flags[at] ?? 0) & 7
    const isFirst = ((flags[at] ?? 0) & WORD_START) !== 0
    if (!isFirst || kind === WordKind.optional || kind === WordKind.number) continue
    addPair(pairs, last, characters[at] ?? '')
    last = characters[at] ?? ''
  }
  return pairs
}

/** Of what is typed only the neighbours: it may be an abbreviation already. */
export function neighboursOf(characters: readonly string[], flags: ArrayLike<number>): Set<string> {
  const pairs = new Set<string>()
  for (let at = 1; at < characters.length; at += 1)
    if (tells(flags[at] ?? 0, flags[at - 1] ?? 0))
      addPair(pairs, characters[at - 1] ?? '', characters[at] ?? '')
  return pairs
}

function tells(flag: number, before: number): boolean {
  const kinds = [flag & 7, before & 7]
  if (kinds.includes(WordKind.number) || kinds.includes(WordKind.optional)) return false
  if ((flag & WORD_START) === 0) return kinds[0] !== WordKind.generic
  return kinds[0] !== WordKind.generic || kinds[1] !== WordKind.generic
}

function addPair(pairs: Set<string>, one: string, other: string): void {
  if (isHan(one) && isHan(other)) pairs.add(one + other)
}

/** A common name in one spelling: 第一中学, 第1中学 and 一中 are one. */
export function commonNameOf(characters: readonly string[]): string {
  const symbols = spellWithNumbers(characters)?.symbols ?? characters
  return symbols
    .join('')
    .replaceAll('第', '')
    .replace(/中学校?$/u, '中')
}
