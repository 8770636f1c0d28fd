import { isHan } from './fold.ts'
import type { Pattern } from './pattern.ts'
import { characterBit, letterBit } from './symbols.ts'

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

/** Whether what is there can be enough. */
export function meets(
  { characters, letters, sounds, slips }: Needs,
  ofLetters: number,
  ofCharacters: number,
): boolean {
  if ((characters & ~ofCharacters) !== 0) return false
  const missingLetters = letters & ~ofLetters
  if (slips === 0) return missingLetters === 0
  if ((missingLetters & (missingLetters - 1)) !== 0) return false
  let missing = missingLetters === 0 ? 0 : 1
  for (const sound of sounds) {
    if ((ofCharacters & sound.character) !== 0 || (ofLetters & sound.letters) !== 0) continue
    missing += 1
    if (missing > slips) return false
  }
  return true
}
