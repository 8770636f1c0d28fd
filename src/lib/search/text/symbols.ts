import { foldCharacter } from './fold.ts'
import { findNumerals, isNumeral } from './numerals.ts'

/** One reading of a character: a syllable without tone, `v` for ü; rare ones cost a little when matched. */
export interface Reading {
  syllable: string
  rare: boolean
}

/** Put after a character that is matched as written only: 鄂 around a name must not be read as the letter e. */
export const UNREAD = '\u200b'

/** Everything that names are written with, as small numbers: characters as shown, and numbers (`#101`) as one symbol. */
export class Symbols {
  readonly shown: string[] = []
  readonly folded: string[] = []
  readonly readings: (readonly Reading[])[] = []
  /** By symbol: one bit for the first letter of each of its readings, and one of 32 bits for itself. */
  readonly letters: number[] = []
  readonly characters: number[] = []
  /** By symbol: 1 where it may be part of a number. */
  readonly numerals: number[] = []
  readonly #ids = new Map<string, number>()
  /** By code unit: the id of that character and one more; nought where it is not known. */
  readonly #idsOfUnits = new Uint16Array(0x1_0000)
  readonly #byFolded = new Map<string, number[]>()
  readonly #readingsOf = new Map<string, Reading[]>()
  readonly #simplified = new Map<string, string>()

  get size(): number {
    return this.shown.length
  }

  /** Learns lines of a `%readings` section; must come before the names that use them. */
  learnReadings(lines: Iterable<string>): void {
    for (const line of lines) {
      let at = 0
      while (isLetter(line.charCodeAt(at))) at += 1
      const syllable = line.slice(0, at)
      let reading = { syllable, rare: false }
      for (const character of line.slice(at)) {
        if (character === '~') reading = { syllable, rare: true }
        else this.#learn(character, reading)
      }
    }
  }

  learnSimplified(pairs: string): void {
    const characters = [...pairs]
    for (let at = 0; at + 1 < characters.length; at += 2) {
      this.#simplified.set(characters[at] ?? '', characters[at + 1] ?? '')
    }
  }

  #learn(character: string, reading: Reading): void {
    const known = this.#readingsOf.get(character)
    if (known === undefined) this.#readingsOf.set(character, [reading])
    else known.push(reading)
  }

  readingsOf(character: string): readonly Reading[] {
    return this.#readingsOf.get(character) ?? []
  }

  /** Whether some name is written with this folded character. */
  isUsed(folded: string): boolean {
    return this.#byFolded.has(folded)
  }

  simplify(folded: string): string {
    return this.isUsed(folded) ? folded : (this.#simplified.get(folded) ?? folded)
  }

  idsOf(folded: string): readonly number[] {
    return this.#byFolded.get(folded) ?? []
  }

  /** The ids of a text's characters. */
  internText(text: string): number[] {
    const ids: number[] = []
    for (let at = 0; at < text.length; at += 1) {
      const known = this.#idsOfUnits[text.charCodeAt(at)] ?? 0
      if (known > 0) {
        ids.push(known - 1)
        continue
      }
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
      const id = this.intern(character)
      ids.push(id)
      if (character.length === 1) this.#idsOfUnits[text.charCodeAt(at)] = id + 1
      else at += 1
    }
    return ids
  }

  /** The id of a character as shown, or of a number written `#101`. */
  intern(shown: string): number {
    const known = this.#ids.get(shown)
    if (known !== undefined) return known
    const id = this.shown.length
    const folded = shown.startsWith('#') && shown.length > 1 ? shown : foldCharacter(shown)
    this.#ids.set(shown, id)
    this.shown.push(shown)
    this.folded.push(folded)
    const readings = shown.endsWith(UNREAD) ? [] : this.readingsOf(folded)
    this.readings.push(readings)
    this.letters.push(lettersOf(folded, readings))
    this.characters.push(characterBit(folded))
    this.numerals.push(isNumeral(folded) ? 1 : 0)
    const alike = this.#byFolded.get(folded)
    if (alike === undefined) this.#byFolded.set(folded, [id])
    else alike.push(id)
    return id
  }
}

function isLetter(unit: number): boolean {
  return unit > 0x60 && unit < 0x7b
}

/** The first letters that a symbol can be typed by, as bits; a letter stands for itself. */
export function lettersOf(folded: string, readings: readonly Reading[]): number {
  let bits = letterBit(folded)
  for (const { syllable } of readings) bits |= letterBit(syllable)
  return bits
}

/** One bit for the letter that a text begins with; none where it begins otherwise. */
export function letterBit(text: string): number {
  const letter = text.charCodeAt(0) - 0x61
  return letter >= 0 && letter < 26 ? 1 << letter : 0
}

/** One of 32 bits for a character or number; several share it. */
export function characterBit(folded: string): number {
  if (folded === '') return 0
  let hash = 7
  for (let at = 0; at < folded.length; at += 1) hash = Math.imul(hash ^ folded.charCodeAt(at), 0x9e3779b1)
  return 1 << (hash >>> 27)
}

/** Characters of a text, folded one by one, where its numbers are; `spans` gives each symbol's place in the text. */
export interface Spelling {
  symbols: string[]
  spans: [from: number, to: number][]
}

/** Spells folded characters with each number that counts as one symbol; null where there is none. */
export function spellWithNumbers(characters: readonly string[]): Spelling | null {
  const text = characters.map((character) => (character === '' ? ' ' : character)).join('')
  const numerals = findNumerals(text)
  if (numerals.length === 0 || text.length !== characters.length) return null
  const symbols: string[] = []
  const spans: [number, number][] = []
  let at = 0
  for (const numeral of [...numerals, { from: text.length, to: text.length, value: '' }]) {
    for (; at < numeral.from; at += 1) {
      symbols.push(characters[at] ?? '')
      spans.push([at, at + 1])
    }
    if (numeral.value === '') continue
    symbols.push(`#${numeral.value}`)
    spans.push([numeral.from, numeral.to])
    at = numeral.to
  }
  return { symbols, spans }
}
