import { isOneEditApart } from '#contracts/text/one-edit.ts'
import { isAlikeSound } from '../text/alike-sounds.ts'
import { COST, dropCost, tearCosts } from '../text/costs.ts'
import { isHan } from '../text/fold.ts'
import { lettersOf, type Reading, type Symbols } from '../text/symbols.ts'
import { OPTIONAL_CHARACTERS } from '../text/words.ts'

/** The scan looks at this many symbols of a query; longer ones are settled by the alignment alone. */
export const SCANNED = 30
const LONGEST_SYLLABLE = 7
export const MASK_STRIDE = LONGEST_SYLLABLE + 1

/** Using up `length` symbols of the query at some position, against one character of a name. */
export interface Transition {
  length: number
  cost: number
  /** Slips made on the way; at most one is allowed. */
  slips: number
  /** The first letter of a syllable stands for it. */
  isInitial?: boolean
}

/** Bit p of `byLength[id * MASK_STRIDE + n]`: at position p, the character `id` may use up n symbols; `any` is their union. */
export interface TransitionMasks {
  byLength: Int32Array
  any: Int32Array
  /** The longest step in it. */
  longest: number
}

type Transitions = readonly (readonly Transition[])[]

const NONE: Transitions = []

/** A query made ready: which characters of names fit which of its symbols, as what they are, read or nearly so. */
export class Pattern {
  readonly query: readonly string[]
  readonly tolerant: boolean
  readonly hasLatin: boolean
  /** What leaving out each symbol costs, where that is no slip (市, 第, 学 after 中); null elsewhere. */
  readonly dropCosts: readonly (number | null)[]
  /** What it costs to tear the query apart before each symbol: much inside a word such as 中学, which nobody abbreviates. */
  readonly tearCosts: readonly number[]
  readonly #symbols: Symbols
  readonly #isShort: boolean
  readonly #bySyllable = new Map<string, Transitions>()
  readonly #steps: (Transitions | undefined)[] = []

  constructor(query: readonly string[], symbols: Symbols, tolerant: boolean) {
    this.query = query
    this.tolerant = tolerant
    this.#symbols = symbols
    this.hasLatin = query.some((symbol) => /^[a-z]$/.test(symbol))
    this.#isShort = this.hasLatin && query.length < LONGEST_SYLLABLE
    this.tearCosts = tearCosts(query)
    this.dropCosts = query.map((symbol, at) => dropCost(symbol, query[at - 1], query.length))
  }

  /** Steps at each position for a character of a name; positions without any hold an empty list. */
  stepsOf(id: number): Transitions {
    const known = this.#steps[id]
    if (known !== undefined) return known
    const made = this.#withSubstitutes(id, this.#withDrops(this.#plainSteps(id)))
    this.#steps[id] = made
    return made
  }

  /** First letters of the usual readings of one of its characters. */
  lettersOf(symbol: string): number {
    return lettersOf(
      '',
      this.#symbols.readingsOf(symbol).filter(({ rare }) => !rare),
    )
  }

  /**
   * Masks for the scan over every character known; slips apart from the rest. Around a name letters spell syllables: by their first letters
   * alone half the places fit anything that is typed.
   */
  masks(slips: 0 | 1, isAround = false): TransitionMasks {
    const { size } = this.#symbols
    const byLength = new Int32Array(size * MASK_STRIDE)
    const any = new Int32Array(size)
    let longest = 1
    const add = (id: number, length: number, bits: number): void => {
      const cell = id * MASK_STRIDE + length
      byLength[cell] = (byLength[cell] ?? 0) | bits
      any[id] = (any[id] ?? 0) | bits
      longest = Math.max(longest, length)
    }
    if (slips === 0) {
      this.query.slice(0, SCANNED).forEach((symbol, at) => {
        for (const id of this.#symbols.idsOf(symbol)) add(id, 1, 1 << at)
      })
    }
    if (!this.hasLatin && !this.tolerant) return { byLength, any, longest }
    const bySyllable = new Map<string, readonly number[]>()
    for (let id = 0; id < size; id += 1) {
      for (const { syllable } of this.#readingsOf(id)) {
        const bits = bySyllable.get(syllable) ?? this.#syllableBits(syllable, slips, isAround)
        bySyllable.set(syllable, bits)
        for (let length = 1; length < bits.length; length += 1)
          if (bits[length]) add(id, length, bits[length] ?? 0)
      }
    }
    return { byLength, any, longest }
  }

  /** By length, the positions at which a syllable fits; empty where at none. */
  #syllableBits(syllable: string, slips: 0 | 1, isAround: boolean): readonly number[] {
    const steps = this.#syllableSteps(syllable)
    if (steps.length === 0) return []
    const bits = new Array<number>(LONGEST_SYLLABLE + 1).fill(0)
    steps.slice(0, SCANNED).forEach((each, at) => {
      for (const step of each) {
        if (step.slips !== slips || (isAround && step.isInitial)) continue
        const length = Math.min(step.length, SCANNED - at)
        bits[length] = (bits[length] ?? 0) | (1 << at)
      }
    })
    return bits
  }

  #plainSteps(id: number): Transitions {
    const folded = this.#symbols.folded[id] ?? ''
    if (folded === '') return NONE
    const own = this.query.includes(folded)
    const readings = this.hasLatin || this.tolerant ? this.#readingsOf(id) : []
    const bySyllable = readings.map((reading) => ({ reading, steps: this.#syllableSteps(reading.syllable) }))
    if (!own && bySyllable.every(({ steps }) => steps.length === 0)) return NONE
    return this.query.map((symbol, at) => {
      if (symbol === folded) return [{ length: 1, cost: 0, slips: 0 }]
      return bySyllable.flatMap(({ reading, steps }) =>
        (steps[at] ?? []).map((step) =>
          reading.rare ? { ...step, cost: step.cost + COST.rareReading } : step,
        ),
      )
    })
  }

  /** One syllable alone never means the 县 or 区 at the end of half the names. */
  #readingsOf(id: number): readonly Reading[] {
    const readings = this.#symbols.readings[id] ?? []
    if (!this.#isShort || !OPTIONAL_CHARACTERS.includes(this.#symbols.folded[id] ?? '')) return readings
    const typed = this.query.join('')
    return readings.filter(({ syllable }) => !syllable.startsWith(typed))
  }

  #syllableSteps(syllable: string): Transitions {
    const known = this.#bySyllable.get(syllable)
    if (known !== undefined) return known
    const steps = this.query.map((_, at) => this.#stepsFor(syllable, at))
    const made = steps.every((each) => each.length === 0) ? NONE : steps
    this.#bySyllable.set(syllable, made)
    return made
  }

  #stepsFor(syllable: string, at: number): Transition[] {
    const symbol = this.query[at] ?? ''
    if (isHan(symbol))
      return this.#isHomophone(symbol, syllable) ? [{ length: 1, cost: COST.homophone, slips: 0 }] : []
    if (!/^[a-z]$/.test(symbol)) return []
    const steps: Transition[] = []
    for (const spelling of spellings(syllable)) steps.push(...this.#spelledSteps(spelling, at))
    return steps
  }

  #isHomophone(character: string, syllable: string): boolean {
    if (!this.tolerant) return false
    const readings = this.#symbols.readingsOf(character)
    return readings.some((reading) => !reading.rare && reading.syllable === syllable)
  }

  #spelledSteps(syllable: string, at: number): Transition[] {
    if (!this.tolerant && this.query[at] !== syllable[0]) return []
    const rest = this.query.length - at
    const typed = this.query.slice(at, at + LONGEST_SYLLABLE).join('')
    const steps: Transition[] = []
    if (typed.startsWith(syllable)) steps.push({ length: syllable.length, cost: 0, slips: 0 })
    else if (rest > 1 && rest < syllable.length && syllable.startsWith(typed)) {
      steps.push({ length: rest, cost: COST.unfinishedSyllable, slips: 0 })
    }
    if (syllable.length > 1 && typed[0] === syllable[0]) {
      steps.push({ length: 1, cost: COST.initial, slips: 0, isInitial: true })
      if (syllable[1] === 'h' && typed[1] === 'h' && syllable.length > 2) {
        steps.push({ length: 2, cost: COST.initial, slips: 0, isInitial: true })
      }
    }
    if (this.tolerant) steps.push(...slippedSteps(syllable, typed, rest))
    return steps
  }

  /** A wrong character stands for any other, as a slip. */
  #withSubstitutes(id: number, steps: Transitions): Transitions {
    if (!this.tolerant || !isHan(this.#symbols.folded[id] ?? '')) return steps
    return this.query.map((_, at) =>
      this.maySlip(at) ? [...(steps[at] ?? []), { length: 1, cost: COST.slip, slips: 1 }] : (steps[at] ?? []),
    )
  }

  /** Lets a step begin by leaving out symbols of the query: droppable ones, or one other as a slip. */
  #withDrops(plain: Transitions): Transitions {
    if (plain === NONE || !(this.tolerant || this.dropCosts.some((cost) => cost !== null))) return plain
    return plain.map((steps, at) => {
      const all = [...steps]
      let cost = 0
      let slips = 0
      for (let dropped = 1; dropped <= 3; dropped += 1) {
        const symbol = at + dropped - 1
        const dropCost = this.dropCosts[symbol] ?? null
        if (dropCost !== null) cost += dropCost
        else if (this.maySlip(symbol) && slips === 0) {
          cost += this.slipCost(symbol)
          slips += 1
        } else break
        for (const step of plain[at + dropped] ?? []) {
          if (step.slips + slips > 1) continue
          all.push({
            ...step,
            length: dropped + step.length,
            cost: cost + step.cost,
            slips: slips + step.slips,
          })
        }
      }
      return all
    })
  }

  /** A character typed twice is a smaller slip than a wrong one. */
  slipCost(at: number): number {
    const symbol = this.query[at]
    return symbol === this.query[at - 1] || symbol === this.query[at + 1] ? COST.doubled : COST.slip
  }

  /** Whether the symbol at a position may be a slip: any Han character, but never a number. */
  maySlip(at: number): boolean {
    return this.tolerant && isHan(this.query[at] ?? '')
  }
}

/** How people type ü without a key for it. */
function spellings(syllable: string): string[] {
  if (!syllable.includes('v')) return [syllable]
  return [syllable, syllable.replace('v', 'u'), syllable.replace('v', 'yu')]
}

function slippedSteps(syllable: string, typed: string, rest: number): Transition[] {
  const steps: Transition[] = []
  for (let length = syllable.length - 1; length <= syllable.length + 1; length += 1) {
    if (length < 1 || length > rest || length > typed.length) continue
    const part = typed.slice(0, length)
    if (part === syllable) continue
    if (isAlikeSound(part, syllable)) steps.push({ length, cost: COST.alikeSound, slips: 1 })
    else if (syllable.length > 1 && isOneEditApart(part, syllable)) {
      steps.push({ length, cost: COST.slippedSyllable, slips: 1 })
    }
  }
  return steps
}
