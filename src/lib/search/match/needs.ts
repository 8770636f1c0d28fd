import { isHan } from '../text/fold.ts'
import { characterBit, letterBit } from '../text/symbols.ts'
import type { Pattern } from './pattern.ts'

/** Letters that always begin a syllable; the others also stand inside one (`yu` for ü is the exception that is asked for). */
const BEGINNING = 'bpmfdtlkjqxzcswy'

/**
 * What a view and the place around it must hold so that a pattern can match at all, as sets in one number (see symbols.ts).
 * A glance at two numbers leaves a few of a hundred names to be looked at.
 */
export interface Needs {
  /** All of these, whatever slips. */
  characters: number
  /** These, or all but one where a slip is allowed. */
  letters: number
  /** Each as itself or as a homophone, or all but one; only where a slip is allowed. */
  sounds: { character: number; letters: number }[]
  slips: number
}

export function needsOf(pattern: Pattern): Needs {
  const needs: Needs = { characters: 0, letters: 0, sounds: [], slips: pattern.tolerant ? 1 : 0 }
  pattern.query.forEach((symbol, at) => {
    if (/^[a-z]$/.test(symbol)) {
      const isUmlaut = symbol === 'y' && /^[ln]$/.test(pattern.query[at - 1] ?? '')
      if (BEGINNING.includes(symbol) && !isUmlaut) needs.letters |= letterBit(symbol)
    } else if ((pattern.dropCosts[at] ?? null) !== null) return
    else if (pattern.tolerant && isHan(symbol))
      needs.sounds.push({ character: characterBit(symbol), letters: pattern.lettersOf(symbol) })
    else needs.characters |= characterBit(symbol)
  })
  return needs
}

/** Whether all sounds are there but for the slips allowed, of which missing letters have used one. */
export function hasSounds(
  { sounds, slips }: Needs,
  missingLetters: number,
  ofLetters: number,
  ofCharacters: number,
): boolean {
  let missing = missingLetters === 0 ? 0 : 1
  for (const sound of sounds) {
    if ((ofCharacters & sound.character) !== 0 || (ofLetters & sound.letters) !== 0) continue
    missing += 1
    if (missing > slips) return false
  }
  return true
}
