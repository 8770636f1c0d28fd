import { codeAbove, type Mark, markedForms, type PlaceRow } from './names-format.ts'
import { cutPlaceName, SPOKEN_PLACES } from './place-names.ts'
import { type Symbols, UNREAD } from './symbols.ts'
import { WordKind, wordFlags } from './words.ts'

/** Text around a name that it may be found by though it is not in it: the divisions above. */
export class Surroundings {
  /** What it can be found by, as of a view (see names-block.ts). */
  readonly letters: number
  readonly characters: number
  readonly #above: Surroundings | null
  readonly #own: { symbols: readonly number[]; flags: readonly number[] }
  #symbols: readonly number[] | null = null
  #flags: readonly number[] | null = null

  constructor(
    above: Surroundings | null,
    own: { symbols: readonly number[]; flags: readonly number[] },
    names: Symbols,
  ) {
    this.#above = above
    this.#own = own
    this.letters = own.symbols.reduce((bits, id) => bits | (names.letters[id] ?? 0), above?.letters ?? 0)
    this.characters = own.symbols.reduce(
      (bits, id) => bits | (names.characters[id] ?? 0),
      above?.characters ?? 0,
    )
  }

  /** Put together when a name here is looked at for the first time. */
  get symbols(): readonly number[] {
    this.#symbols ??= [...(this.#above?.symbols ?? []), ...this.#own.symbols]
    return this.#symbols
  }

  get flags(): readonly number[] {
    this.#flags ??= [...(this.#above?.flags ?? []), ...this.#own.flags]
    return this.#flags
  }
}

export interface Place extends PlaceRow {
  /** From the province down to this place, placeholders left out. */
  chain: readonly PlaceRow[]
  /** Around an organization in this place, and around the place itself. */
  inside: Surroundings
  above: Surroundings
}

/** The division tree as the names index needs it. */
export class Places {
  readonly all: Place[] = []
  /** Merely expected organizations are rows of their division's page (see directory/folding.ts). */
  folded = false
  readonly words = new Set<string>()
  readonly #index = new Map<string, number>()
  readonly #symbols: Symbols
  readonly #nowhere: Surroundings

  constructor(symbols: Symbols) {
    this.#symbols = symbols
    this.#nowhere = new Surroundings(null, { symbols: [], flags: [] }, symbols)
  }

  /** Adds a place; the place above it must have been added before. */
  add(row: PlaceRow): number {
    const aboveCode = codeAbove(row.code)
    const parent = aboveCode === null ? undefined : this.all[this.#index.get(aboveCode) ?? -1]
    const own = row.is_placeholder || row.code === '000000' ? [] : [row]
    const chain = [...(parent?.chain ?? []), ...own]
    const above = parent?.inside ?? this.#nowhere
    const inside = own.length === 0 ? above : this.#extend(above, row)
    this.all.push({ ...row, chain, inside, above })
    this.#index.set(row.code, this.all.length - 1)
    for (const word of [row.name, cutPlaceName(row.name).stem]) if (word.length > 1) this.words.add(word)
    return this.all.length - 1
  }

  /** Throws where a file names a division that the index does not have. */
  indexOf(code: string): number {
    const index = this.#index.get(code)
    if (index === undefined) throw new Error(`names index: division ${code} is missing`)
    return index
  }

  /** The text around views of one kind, by the number that the block gives them. */
  surroundingsOf(number: number): Surroundings {
    const place = this.all[number >> 1]
    return (number % 2 === 1 ? place?.above : place?.inside) ?? this.#nowhere
  }

  /** What the marks before the names of a place's organizations stand for. */
  formsOf(place: number): Map<Mark, string> {
    return markedForms(this.all[place]?.chain ?? [])
  }

  /** The division whose page lists what stands in a place: a placeholder has none, then it is the one above. */
  pageOf(place: number): string {
    return this.all[place]?.chain.slice(-1)[0]?.code ?? '000000'
  }

  /** What is shown beside a name: the divisions from the province down. */
  describe(place: number, withItself: boolean): string {
    const chain = this.all[place]?.chain ?? []
    return (withItself ? chain : chain.slice(0, -1)).map(({ name }) => name).join(' ')
  }

  #extend(above: Surroundings, row: PlaceRow): Surroundings {
    const { stem, suffix } = cutPlaceName(row.name)
    const spoken = (SPOKEN_PLACES[row.code] ?? []).map(spokenCharacters)
    const words = [[...stem], [...suffix], ...spoken].filter((word) => word.length > 0)
    const symbols: number[] = []
    const flags: number[] = []
    for (const word of words) {
      for (const character of word) symbols.push(this.#symbols.intern(character))
      const kind = word.join('') === suffix ? WordKind.optional : WordKind.surrounding
      flags.push(...wordFlags(word.length, kind))
    }
    return new Surroundings(above, { symbols, flags }, this.#symbols)
  }
}

/** A one-character name of a province is matched as written, longer ones by their readings too. */
export function spokenCharacters(spoken: string): string[] {
  const characters = [...spoken]
  return characters.length === 1 ? characters.map((character) => character + UNREAD) : characters
}
