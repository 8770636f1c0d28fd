import { numberAbove } from '../text/codes.ts'
import { GrowingArray } from '../text/growing-array.ts'
import { cutPlaceName } from '../text/place-names.ts'
import { addPlaceWords } from '../text/place-words.ts'
import { type Symbols, UNREAD } from '../text/symbols.ts'
import { WordKind, WordList, wordFlags } from '../text/words.ts'
import type { Mark } from './names-format.ts'

/** Text around a name that it may be found by though it is not in it: the divisions above. */
export interface Surroundings {
  symbols: readonly number[]
  flags: readonly number[]
}

interface Place {
  code: number
  name: string
  isPlaceholder: boolean
  spokenNames: readonly string[]
}

const NOWHERE: Surroundings = { symbols: [], flags: [] }
const NATION = 0
const MARK_SIZES: Readonly<Record<Mark, number>> = { P: 10_000, p: 10_000, C: 100, c: 100, D: 1, d: 1 }

/**
 * The division tree as the names index needs it, in columns, as it must be there before anything else: a place is a number, its
 * division's code one of at most six digits.
 */
export class Places {
  /** Merely expected organizations are rows of their division's page (see directory/folding.ts). */
  folded = false
  readonly words = new WordList()
  readonly #symbols: Symbols
  readonly #codes = new GrowingArray(Uint32Array)
  readonly #names: string[] = []
  /** The place above and one more; nought above the nation. */
  readonly #parents = new GrowingArray(Uint16Array)
  /** A layer that exists in the tree only, or the nation: nothing is named by it. */
  readonly #unnamed = new GrowingArray(Uint8Array)
  /** What an organization in the place can be found by through the names around it, as of a view (see names-block.ts). */
  readonly #letters = new GrowingArray(Int32Array)
  readonly #characters = new GrowingArray(Int32Array)
  readonly #spoken = new Map<number, readonly string[]>()
  readonly #index = new Map<number, number>()
  readonly #surroundings = new Map<number, Surroundings>()

  constructor(symbols: Symbols) {
    this.#symbols = symbols
  }

  get size(): number {
    return this.#names.length
  }

  /** Adds a place; the place above it must have been added before. */
  add({ code, name, isPlaceholder, spokenNames }: Place): number {
    const place = this.size
    const parent = this.#index.get(numberAbove(code)) ?? -1
    const isUnnamed = isPlaceholder || code === NATION
    let letters = parent < 0 ? 0 : (this.#letters.cells[parent] ?? 0)
    let characters = parent < 0 ? 0 : (this.#characters.cells[parent] ?? 0)
    if (spokenNames.length > 0) this.#spoken.set(code, spokenNames)
    if (!isUnnamed) {
      const ids = this.#idsOf(code, name)
      for (let at = 0; at < ids.length; at += 1) {
        letters |= this.#symbols.letters[ids[at] ?? 0] ?? 0
        characters |= this.#symbols.characters[ids[at] ?? 0] ?? 0
      }
    }
    this.#codes.push(code)
    this.#names.push(name)
    this.#parents.push(parent + 1)
    this.#unnamed.push(isUnnamed ? 1 : 0)
    this.#letters.push(letters)
    this.#characters.push(characters)
    this.#index.set(code, place)
    addPlaceWords(this.words, name)
    return place
  }

  /** Throws where a file names a division that the index does not have. */
  indexOf(code: number): number {
    const index = this.#index.get(code)
    if (index === undefined) throw new Error(`names index: division ${code} is missing`)
    return index
  }

  numberOf(place: number): number {
    return this.#codes.cells[place] ?? 0
  }

  /** Six digits. */
  codeOf(place: number): string {
    return String(this.numberOf(place)).padStart(6, '0')
  }

  nameOf(place: number): string {
    return this.#names[place] ?? ''
  }

  /** A layer that exists in the tree only. */
  isPlaceholder(place: number): boolean {
    return this.#unnamed.cells[place] === 1 && this.numberOf(place) !== NATION
  }

  /** The text around views of one kind, by the number that the block gives them. */
  surroundingsOf(number: number): Surroundings {
    const place = this.#placeAround(number)
    return place < 0 ? NOWHERE : this.#inside(place)
  }

  /** What that text can be found by. */
  lettersAround(number: number): number {
    return this.#letters.cells[this.#placeAround(number)] ?? 0
  }

  charactersAround(number: number): number {
    return this.#characters.cells[this.#placeAround(number)] ?? 0
  }

  /** What a mark before the name of a place's organization stands for (see `markedForms`); nothing where there is no such layer. */
  formOf(place: number, mark: Mark): string {
    const size = MARK_SIZES[mark]
    for (let at = place; at >= 0; at = this.#above(at)) {
      if (sizeOf(this.numberOf(at)) !== size || this.#unnamed.cells[at] === 1) continue
      return mark < 'a' ? this.nameOf(at) : cutPlaceName(this.nameOf(at)).stem
    }
    return ''
  }

  /** The division whose page lists what stands in a place: a placeholder has none, then it is the one above. */
  pageOf(place: number): string {
    const [nearest] = this.#chainOf(place).slice(-1)
    return nearest === undefined ? '000000' : this.codeOf(nearest)
  }

  /** The same for a code that need not be a place's: 110100 is a placeholder, whose places are listed under 110000. */
  listedUnder(code: number): number {
    const place = this.#index.get(code)
    return place === undefined ? code : Number(this.pageOf(place))
  }

  /** What people call a division beside its name. */
  spokenNamesOf(code: number): readonly string[] {
    return this.#spoken.get(code) ?? []
  }

  /** What is shown beside a name: the divisions from the province down. */
  describe(place: number, withItself: boolean): string {
    const chain = this.#chainOf(place)
    return (withItself ? chain : chain.slice(0, -1)).map((at) => this.nameOf(at)).join(' ')
  }

  /** Negative above the nation. */
  #above(place: number): number {
    return (this.#parents.cells[place] ?? 0) - 1
  }

  #placeAround(number: number): number {
    return number % 2 === 1 ? this.#above(number >> 1) : number >> 1
  }

  /** From the province down to a place, placeholders left out. */
  #chainOf(place: number): number[] {
    const chain: number[] = []
    for (let at = place; at >= 0; at = this.#above(at)) if (this.#unnamed.cells[at] !== 1) chain.unshift(at)
    return chain
  }

  /** Put together when a name here is looked at for the first time. */
  #inside(place: number): Surroundings {
    const known = this.#surroundings.get(place)
    if (known !== undefined) return known
    const parent = this.#above(place)
    const above = parent < 0 ? NOWHERE : this.#inside(parent)
    const made = this.#unnamed.cells[place] === 1 ? above : this.#extend(above, place)
    this.#surroundings.set(place, made)
    return made
  }

  #extend(above: Surroundings, place: number): Surroundings {
    const name = this.nameOf(place)
    const { stem, suffix } = cutPlaceName(name)
    const flags = [...above.flags, ...wordFlags([...stem].length, WordKind.surrounding)]
    flags.push(...wordFlags([...suffix].length, WordKind.optional))
    for (const spoken of this.spokenNamesOf(this.numberOf(place)))
      flags.push(...wordFlags(spokenCharacters(spoken).length, WordKind.surrounding))
    return { symbols: [...above.symbols, ...this.#idsOf(this.numberOf(place), name)], flags }
  }

  /** The name of a place, and what else people call it. */
  #idsOf(code: number, name: string): number[] {
    const ids = this.#symbols.internText(name)
    for (const spoken of this.spokenNamesOf(code))
      for (const character of spokenCharacters(spoken)) ids.push(this.#symbols.intern(character))
    return ids
  }
}

function sizeOf(code: number): number {
  return code % 10_000 === 0 ? 10_000 : code % 100 === 0 ? 100 : 1
}

/** A one-character name of a province is matched as written, longer ones by their readings too. */
export function spokenCharacters(spoken: string): string[] {
  const characters = [...spoken]
  return characters.length === 1 ? characters.map((character) => character + UNREAD) : characters
}
