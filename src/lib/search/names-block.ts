import type { Symbols } from './symbols.ts'

/** What a name belongs to: a division, or an organization of some kind. */
export const OWNER_KINDS = ['division', 'committee', 'university', 'school'] as const
export type OwnerKind = (typeof OWNER_KINDS)[number]

export const ViewType = { name: 0, numbered: 1, alias: 2, numberedAlias: 3 } as const
export type ViewType = (typeof ViewType)[keyof typeof ViewType]

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
  text: string
  words: string[]
}

/**
 * One file's organizations in columns. A view is a text that an owner can be found by; an owner's first view is its name
 * as shown. Owners of one place stand together, so that a place is matched once for all of them.
 */
export class NamesBlock {
  readonly owners: Owner[] = []
  readonly latin: LatinName[] = []
  #symbols = new Uint16Array(1024)
  #flags = new Uint8Array(1024)
  #length = 0
  readonly starts: number[] = [0]
  readonly viewOwners: number[] = []
  readonly viewTypes: number[] = []
  readonly firstViews: number[] = []
  /** Views with one number are surrounded by the same text: twice the place, one more where the place is its own. */
  readonly viewSurroundings: number[] = []
  readonly names: Symbols

  constructor(names: Symbols) {
    this.names = names
  }

  get symbols(): Uint16Array {
    return this.#symbols
  }

  get flags(): Uint8Array {
    return this.#flags
  }

  addOwner(owner: Owner): number {
    this.owners.push(owner)
    this.firstViews.push(this.viewOwners.length)
    return this.owners.length - 1
  }

  addView(owner: number, type: ViewType, symbols: readonly number[], flags: Uint8Array): void {
    this.#reserve(symbols.length)
    this.#symbols.set(symbols, this.#length)
    this.#flags.set(flags, this.#length)
    this.#length += symbols.length
    this.starts.push(this.#length)
    this.viewOwners.push(owner)
    this.viewTypes.push(type)
    const { place, kind } = this.owners[owner] ?? { place: 0, kind: 0 }
    this.viewSurroundings.push(2 * place + (kind < 2 ? 1 : 0))
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#symbols.length) return
    const symbols = new Uint16Array(2 * (this.#length + more))
    const flags = new Uint8Array(symbols.length)
    symbols.set(this.#symbols)
    flags.set(this.#flags)
    this.#symbols = symbols
    this.#flags = flags
  }

  /** The characters of a view as shown. */
  shownCharacters(view: number): string[] {
    return this.#read(view, this.names.shown)
  }

  foldedText(view: number): string {
    return this.#read(view, this.names.folded).join('')
  }

  #read(view: number, table: readonly string[]): string[] {
    const from = this.starts[view] ?? 0
    return Array.from(this.#symbols.subarray(from, this.starts[view + 1]), (id) => table[id] ?? '')
  }

  foldedCharacters(view: number): string[] {
    return this.#read(view, this.names.folded)
  }

  viewLength(view: number): number {
    return (this.starts[view + 1] ?? 0) - (this.starts[view] ?? 0)
  }

  nameOf(owner: number): string {
    return this.shownCharacters(this.firstViews[owner] ?? 0).join('')
  }
}
