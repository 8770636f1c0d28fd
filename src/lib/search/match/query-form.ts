import { stripAccountWords } from '../text/account-words.ts'
import { stripCommitteeShell } from '../text/committee-shell.ts'
import { foldText, isHan } from '../text/fold.ts'
import { findNumerals } from '../text/numerals.ts'
import { type Symbols, spellWithNumbers } from '../text/symbols.ts'

/** One way to read a query: terms that must all match, written out, or with numbers as single symbols. */
export interface Interpretation {
  terms: string[][]
  numbered: boolean
  /** The committee's words stood around it. */
  isCommittee: boolean
  /** Spaces that were typed are left out of it. */
  isAcrossSpaces: boolean
  /** It is written out and the other interpretation takes its number as one, unless the number may not be typed to its end yet. */
  isTorn: boolean
  /** The folded text without spaces, for exact comparison. */
  text: string
}

export interface QueryForm {
  /** Folded, terms separated by one space. */
  folded: string
  interpretations: Interpretation[]
  /** A number in it belongs to no name: then nothing but an exact spelling may match. */
  hasUnknownNumber: boolean
}

/** Characters of a query that no name has: they may be traditional ones, or a slip. */
export function unknownCharacters(query: string, symbols: Symbols): string[] {
  return [...foldText(query)].filter((character) => isHan(character) && !symbols.isUsed(character))
}

/** Reads a query every way it can be meant; empty where nothing but punctuation was typed. */
export function readQuery(query: string, symbols: Symbols): QueryForm {
  const folded = [...foldText(query)].map((character) => symbols.simplify(character)).join('')
  if (folded === '') return { folded, interpretations: [], hasUnknownNumber: false }
  const joined = folded.replaceAll(' ', '')
  const terms = folded.split(' ')
  const bare = stripAccountWords(joined)
  const core = stripCommitteeShell(bare)
  const texts: { terms: string[]; isCommittee: boolean }[] = [{ terms: [joined], isCommittee: false }]
  if (bare !== joined && bare !== '') texts.push({ terms: [bare], isCommittee: false })
  if (core !== null) texts.push({ terms: [core], isCommittee: true })
  if (terms.length > 1 && terms.length < 7) {
    const bares = terms.map(stripAccountWords).filter((term) => term !== '')
    const named = bares.length > 0 ? bares : terms
    if (named.length > 1) texts.push({ terms: named, isCommittee: false })
    const cores = named.map((term) => stripCommitteeShell(term) ?? term).filter((term) => !isShellWord(term))
    if (cores.length > 0 && cores.join(' ') !== named.join(' '))
      texts.push({ terms: cores, isCommittee: true })
  }
  let hasUnknownNumber = false
  const interpretations = texts.flatMap(({ terms, isCommittee }) => {
    const text = terms.join('')
    const isAcrossSpaces = terms.length === 1 && folded.includes(' ')
    const written: Interpretation = {
      isAcrossSpaces,
      terms: terms.map((term) => [...term]),
      numbered: false,
      isCommittee,
      isTorn: false,
      text,
    }
    const numbered = spellTerms(terms)
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
        terms: numbered,
        numbered: true,
        isCommittee,
        isTorn: false,
        text: numbered.flat().join(''),
      },
    ]
  })
  return { folded, interpretations: interpretations, hasUnknownNumber }
}

function isShellWord(term: string): boolean {
  return ['团委', '共青团', '委员会', '共青团委', '团工委', 'tuanwei'].includes(term)
}

function spellTerms(terms: readonly string[]): string[][] | null {
  if (terms.every((term) => findNumerals(term).length === 0)) return null
  return terms.map((term) => spellWithNumbers([...term])?.symbols ?? [...term])
}
