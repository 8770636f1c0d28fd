export interface Refused {
  /**
   * What a person reads, `%s` for a value. Several where they say what exactly is amiss with one thing; a code that would need
   * another field or another advice is another code.
   */
  readonly sentences: readonly [string, ...string[]]
  /** The path that it names, `*` for a number; null where it is about the whole. */
  readonly field: string | null
  /** Functions of the database that call `private.refuse` with it. */
  readonly raised_by: readonly [string, ...string[]]
  /** Where a page does not show the sentence: what it does instead, by the code. */
  readonly page_does?: string
}

/** By code, in the order of the alphabet. */
export type Refusals = Readonly<Record<string, Refused>>
