import { stripAccountWords } from '../text/account-words.ts'
import { stripCommitteeShell } from '../text/committee-shell.ts'
import { foldText } from '../text/fold.ts'
import { findNumerals } from '../text/numerals.ts'
import { type Symbols, spellWithNumbers } from '../text/symbols.ts'

/** One way to read a query: parts that must all match, written out, or with numbers as single symbols. */
export interface Reading {
  parts: string[][]
  numbered: boolean
  /** The committee's words stood around it. */
  isCommittee: boolean
  /** Spaces that were typed are left out of it. */
  isAcrossSpaces: boolean
  /** It is written out and the other reading takes its number as one, unless the number may not be typed to its end yet. */
  isTorn: boolean
  /** The folded text without spaces, for exact comparison. */
  text: string
}

export interface QueryForm {
  /** Folded, parts separated by one space. */
  folded: string
  readings: Reading[]
  /** A number in it belongs to no name: then nothing but an exact spelling may match. */
  hasUnknownNumber: boolean
}

/** Characters of a query that no name has: they may be traditional ones, or a slip. */
export function unknownCharacters(query: string, symbols: Symbols): string[] {
  return [...foldText(query)].filter(
    (character) => /\p{Script=Han}/u.test(character) && !symbols.isUsed(character),
  )
}

/** Reads a query every way it can be meant; empty where nothing but punctuation was typed. */
export function readQuery(query: string, symbols: Symbols): QueryForm {
  const folded = [...foldText(query)].map((character) => symbols.simplify(character)).join('')
  if (folded === '') return { folded, readings: [], hasUnknownNumber: false }
  const joined = folded.replaceAll(' ', '')
  const parts = folded.split(' ')
  const bare = stripAccountWords(joined)
  const core = stripCommitteeShell(bare)
  const texts: { parts: string[]; isCommittee: boolean }[] = [{ parts: [joined], isCommittee: false }]
  if (bare !== joined && bare !== '') texts.push({ parts: [bare], isCommittee: false })
  if (core !== null) texts.push({ parts: [core], isCommittee: true })
  if (parts.length > 1 && parts.length < 7) {
    const bares = parts.map(stripAccountWords).filter((part) => part !== '')
    const named = bares.length > 0 ? bares : parts
    if (named.length > 1) texts.push({ parts: named, isCommittee: false })
    const cores = named.map((part) => stripCommitteeShell(part) ?? part).filter((part) => !isShellWord(part))
    if (cores.length > 0 && cores.join(' ') !== named.join(' '))
      texts.push({ parts: cores, isCommittee: true })
  }
  let hasUnknownNumber = false
  const readings = texts.flatMap(({ parts, isCommittee }) => {
    const text = parts.join('')
    const isAcrossSpaces = parts.length === 1 && folded.includes(' ')
    const written: Reading = {
      isAcrossSpaces,
      parts: parts.map((part) => [...part]),
      numbered: false,
      isCommittee,
      isTorn: false,
      text,
    }
    const numbered = spellParts(parts)
    if (numbered === null) return [written]
    const symbolsOfNumbers = numbered.flat().filter((symbol) => symbol.startsWith('#'))
    if (!symbolsOfNumbers.every((symbol) => symbols.isUsed(symbol))) {
      hasUnknownNumber = true
      return [written]
    }
    const isUnfinished = (numbered[numbered.length - 1] ?? []).slice(-1)[0]?.startsWith('#') === true
    return [
      { ...written, isTorn: !isUnfinished },
      {
        isAcrossSpaces,
        parts: numbered,
        numbered: true,
        isCommittee,
        isTorn: false,
        text: numbered.flat().join(''),
      },
    ]
  })
  return { folded, readings, hasUnknownNumber }
}

function isShellWord(part: string): boolean {
  return ['团委', '共青团', '委员会', '共青团委', '团工委', 'tuanwei'].includes(part)
}

function spellParts(parts: readonly string[]): string[][] | null {
  if (parts.every((part) => findNumerals(part).length === 0)) return null
  return parts.map((part) => spellWithNumbers([...part])?.symbols ?? [...part])
}
