import { GrowingArray } from '../text/growing-array.ts'
import { type Symbols, spellWithNumbers } from '../text/symbols.ts'
import { WORD_START, WordKind } from '../text/words.ts'

/** Stands for the words of a text's end that are not cut yet: few views are ever looked at so closely. */
const UNCUT = 0xff

/** Views that are cut in one step: about a millisecond. */
const CUT_STEP = 256

/** Tells the flags of the words of a text, given as folded characters. */
export type CutWords = (characters: readonly string[]) => ArrayLike<number>

/** The lowest bit says that a number is one symbol. */
export const ViewType = {
  name: 0,
  numbered: 1,
  alias: 2,
  numberedAlias: 3,
  former: 4,
  numberedFormer: 5,
  hidden: 6,
  numberedHidden: 7,
} as const
export type ViewType = (typeof ViewType)[keyof typeof ViewType]

/** The same with a number as one symbol. */
export function numberedType(type: ViewType): ViewType {
  const number = type | 1
  return VIEW_TYPES.find((each) => each === number) ?? ViewType.numbered
}

const VIEW_TYPES = Object.values(ViewType)

export interface Owner {
  code: number
  kind: number
  level: number
  traits: number
  place: number
}

/** An English name, an acronym or another name without Han characters. */
export interface LatinName {
  owner: number
  /** Null where it finds its owner and is not shown. */
  text: string | null
  words: string[]
}

/**
 * One file's organizations in typed columns, as tens of thousands of objects would weigh ten times as much. A view is a text
 * that an owner can be found by; an owner's first view is its name as shown. Owners of one place stand together, so that a
 * place is matched once for all of them.
 */
export class NamesBlock {
  readonly latin: LatinName[] = []
  /** Its owners stand in another block with all their other names. */
  isOfFormerNames = false
  readonly names: Symbols
  readonly #codes = new GrowingArray(Uint32Array)
  /** Kind in the low two bits, then three for the level, then the traits. */
  readonly #facts = new GrowingArray(Uint16Array)
  readonly #places = new GrowingArray(Uint16Array)
  readonly #firstViews = new GrowingArray(Uint32Array)
  readonly #symbols = new GrowingArray(Uint16Array)
  readonly #flags = new GrowingArray(Uint8Array)
  readonly #starts = new GrowingArray(Uint32Array)
  readonly #viewOwners = new GrowingArray(Uint32Array)
  readonly #viewTypes = new GrowingArray(Uint8Array)
  /** Where views begin that are surrounded by another text than the ones before, and by which. */
  readonly #runStarts = new GrowingArray(Uint32Array)
  readonly #runSurroundings = new GrowingArray(Uint16Array)
  readonly #letters = new GrowingArray(Int32Array)
  readonly #characters = new GrowingArray(Int32Array)

  readonly #cutWords: CutWords

  constructor(names: Symbols, cutWords: CutWords) {
    this.names = names
    this.#cutWords = cutWords
    this.#starts.push(0)
  }

  get size(): number {
    return this.#codes.length
  }

  get views(): number {
    return this.#viewOwners.length
  }

  get symbols(): Uint16Array {
    return this.#symbols.cells
  }

  get flags(): Uint8Array {
    return this.#flags.cells
  }

  /** Where each view's symbols begin; one more at the end. */
  get starts(): Uint32Array {
    return this.#starts.cells
  }

  get viewTypes(): Uint8Array {
    return this.#viewTypes.cells
  }

  get viewOwners(): Uint32Array {
    return this.#viewOwners.cells
  }

  /** Visits the runs of views that are surrounded by one text. */
  eachRun(visit: (surroundings: number, from: number, to: number) => void): void {
    const { cells, length } = this.#runStarts
    for (let run = 0; run < length; run += 1) {
      const to = run + 1 < length ? (cells[run + 1] ?? 0) : this.views
      visit(this.#runSurroundings.cells[run] ?? 0, cells[run] ?? 0, to)
    }
  }

  /** What each view can be found by, as sets in one number (see symbols.ts): first letters, and characters. */
  get letters(): Int32Array {
    return this.#letters.cells
  }

  get characters(): Int32Array {
    return this.#characters.cells
  }

  addOwner({ code, kind, level, traits, place }: Owner): number {
    this.#codes.push(code)
    this.#facts.push(kind | (level << 2) | (traits << 5))
    this.#places.push(place)
    this.#firstViews.push(this.views)
    const owner = this.size - 1
    const surroundings = this.surroundingsOf(owner)
    const { length } = this.#runSurroundings
    if (length === 0 || this.#runSurroundings.cells[length - 1] !== surroundings) {
      this.#runStarts.push(this.views)
      this.#runSurroundings.push(surroundings)
    }
    return owner
  }

  /** Flags that are not given are cut when the view is looked at. */
  addView(owner: number, type: ViewType, symbols: readonly number[], flags: ArrayLike<number>): void {
    let letters = 0
    let characters = 0
    for (let at = 0; at < symbols.length; at += 1) {
      const id = symbols[at] ?? 0
      this.#symbols.push(id)
      this.#flags.push(flags[at] ?? UNCUT)
      letters |= this.names.letters[id] ?? 0
      characters |= this.names.characters[id] ?? 0
    }
    this.#starts.push(this.#symbols.length)
    this.#viewOwners.push(owner)
    this.#viewTypes.push(type)
    this.#letters.push(letters)
    this.#characters.push(characters)
  }

  /** Gives back the room that growing columns kept. */
  trim(): void {
    for (const column of [
      this.#codes,
      this.#facts,
      this.#places,
      this.#firstViews,
      this.#symbols,
      this.#flags,
    ])
      column.trim()
    for (const column of [this.#starts, this.#viewOwners, this.#viewTypes, this.#letters, this.#characters])
      column.trim()
  }

  /** Sees to it that the flags of a view are there. */
  cut(view: number): void {
    const from = this.starts[view] ?? 0
    const to = this.starts[view + 1] ?? 0
    const { cells } = this.#flags
    if (to === from || cells[to - 1] !== UNCUT) return
    const flags = this.typeOf(view) & 1 ? this.#cutNumbered(view) : this.#cutEnd(view)
    for (let at = 0; at < flags.length; at += 1) cells[to - flags.length + at] = flags[at] ?? 0
  }

  /** Sees to it for all of them, some at a time. */
  *cutAll(): Generator<undefined, void> {
    for (let view = 0; view < this.views; view += 1) {
      if (view % CUT_STEP === CUT_STEP - 1) yield
      this.cut(view)
    }
  }

  #cutEnd(view: number): ArrayLike<number> {
    let at = this.starts[view] ?? 0
    while (this.#flags.cells[at] !== UNCUT) at += 1
    return this.#cutWords(this.foldedCharacters(view).slice(at - (this.starts[view] ?? 0)))
  }

  /** As the text before it, in which a number stands as it is written. */
  #cutNumbered(view: number): ArrayLike<number> {
    this.cut(view - 1)
    const from = this.starts[view - 1] ?? 0
    const spelling = spellWithNumbers(this.foldedCharacters(view - 1))
    return (spelling?.spans ?? []).map(([start, end], at) =>
      spelling?.symbols[at]?.startsWith('#') && end > start
        ? WordKind.number | WORD_START
        : (this.#flags.cells[from + start] ?? 0),
    )
  }

  codeOf(owner: number): number {
    return this.#codes.cells[owner] ?? 0
  }

  kindOf(owner: number): number {
    return (this.#facts.cells[owner] ?? 0) & 3
  }

  levelOf(owner: number): number {
    return ((this.#facts.cells[owner] ?? 0) >> 2) & 7
  }

  traitsOf(owner: number): number {
    return (this.#facts.cells[owner] ?? 0) >> 5
  }

  placeOf(owner: number): number {
    return this.#places.cells[owner] ?? 0
  }

  firstViewOf(owner: number): number {
    return this.#firstViews.cells[owner] ?? 0
  }

  ownerOf(view: number): number {
    return this.#viewOwners.cells[view] ?? 0
  }

  typeOf(view: number): number {
    return this.#viewTypes.cells[view] ?? 0
  }

  /** Views with one number are surrounded by the same text: twice the place, one more where the place is its own. */
  surroundingsOf(owner: number): number {
    return 2 * this.placeOf(owner) + (this.kindOf(owner) < 2 ? 1 : 0)
  }

  /** The characters of a view as shown. */
  shownCharacters(view: number): string[] {
    return this.#read(view, this.names.shown)
  }

  foldedText(view: number): string {
    return this.#read(view, this.names.folded).join('')
  }

  foldedCharacters(view: number): string[] {
    return this.#read(view, this.names.folded)
  }

  #read(view: number, table: readonly string[]): string[] {
    const from = this.starts[view] ?? 0
    return Array.from(this.symbols.subarray(from, this.starts[view + 1]), (id) => table[id] ?? '')
  }

  viewLength(view: number): number {
    return (this.starts[view + 1] ?? 0) - (this.starts[view] ?? 0)
  }

  nameOf(owner: number): string {
    return this.shownCharacters(this.firstViewOf(owner)).join('')
  }
}
