import type { NamesBlock } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { COST, costsAround, costsOf } from '../text/costs.ts'
import { WORD_START } from '../text/words.ts'
import type { Pattern, Transition } from './pattern.ts'

/** Where a path stands in the current word: all matched so far, its rest left out, all left out, matched from inside. */
const FULL = 0
const REST = 1
const SKIPPED = 2
const INSIDE = 3
const STATES = 4
const NEVER = Number.POSITIVE_INFINITY

interface Alignment {
  cost: number
  end: number
}

/**
 * Finds the cheapest way to read one pattern in a name and the place around it: every symbol of the query is used (or
 * dropped at a cost), words of the text may be left out in part or whole (see costs.ts).
 */
export class Aligner {
  readonly #pattern: Pattern
  readonly #length: number
  readonly #width: number
  #cells: Float64Array
  #next: Float64Array
  /** For the last place seen, where the paths stand at its end. */
  #around = -1
  #aroundCells: Float64Array
  #trace: Int32Array[] | null = null
  #kind = 0
  #isAround = false

  constructor(pattern: Pattern) {
    this.#pattern = pattern
    this.#length = pattern.query.length
    this.#width = (this.#length + 1) * (pattern.tolerant ? 2 : 1)
    this.#cells = new Float64Array(STATES * this.#width)
    this.#next = new Float64Array(STATES * this.#width)
    this.#aroundCells = new Float64Array(STATES * this.#width)
  }

  /** What the cheapest reading costs; infinite where there is none. */
  cost(block: NamesBlock, view: number, places: Places): number {
    const surroundings = block.surroundingsOf(block.ownerOf(view))
    if (surroundings !== this.#around) {
      this.#runAround(places, surroundings)
      this.#aroundCells.set(this.#cells)
      this.#around = surroundings
    } else {
      this.#cells.set(this.#aroundCells)
    }
    this.#runName(block, view)
    return this.#finish().cost
  }

  /** Positions in the view whose symbols the cheapest reading matches, ascending. */
  matches(block: NamesBlock, view: number, places: Places): number[] {
    this.#trace = []
    this.#runAround(places, block.surroundingsOf(block.ownerOf(view)))
    const around = this.#trace.length
    this.#runName(block, view)
    const matched: number[] = []
    let cell = this.#finish().end
    for (let at = this.#trace.length - 1; at >= around && cell >= 0; at -= 1) {
      const back = this.#trace[at]?.[cell] ?? -1
      if (back < 0) break
      if (back % 2 === 1) matched.unshift(at - around)
      cell = back >> 1
    }
    this.#trace = null
    this.#around = -1
    return matched
  }

  #runAround(places: Places, surroundings: number): void {
    this.#cells.fill(NEVER)
    this.#cells[SKIPPED * this.#width] = 0
    this.#isAround = true
    this.#kind = -1
    const { symbols, flags } = places.surroundingsOf(surroundings)
    for (let at = 0; at < symbols.length; at += 1) this.#advance(symbols[at] ?? 0, flags[at] ?? 0)
    this.#enterName()
  }

  /** Settles the last word around the name, so that the name may begin with any kind of word. */
  #enterName(): void {
    for (let column = 0; column < this.#width; column += 1) {
      const { cost } = this.#settle(column)
      for (let state = 0; state < STATES; state += 1) this.#cells[state * this.#width + column] = NEVER
      this.#cells[SKIPPED * this.#width + column] = cost
    }
    this.#isAround = false
    this.#kind = -1
  }

  #runName(block: NamesBlock, view: number): void {
    this.#isAround = false
    this.#kind = -1
    block.cut(view)
    const { starts, symbols, flags } = block
    const to = starts[view + 1] ?? 0
    for (let at = starts[view] ?? 0; at < to; at += 1) {
      this.#advance(symbols[at] ?? 0, flags[at] ?? 0)
    }
  }

  #advance(id: number, flag: number): void {
    this.#next.fill(NEVER)
    const back = this.#trace === null ? null : new Int32Array(STATES * this.#width).fill(-1)
    const steps = this.#pattern.stepsOf(id)
    if (flag & WORD_START) this.#enterWord(steps, flag & 7, back)
    else this.#continueWord(steps, back)
    const cells = this.#cells
    this.#cells = this.#next
    this.#next = cells
    if (back !== null) this.#trace?.push(back)
  }

  /** The cheapest of all states, the word before having ended. */
  #settle(column: number): { cost: number; state: number } {
    const width = this.#width
    let state = FULL
    let cost = this.#cells[column] ?? NEVER
    for (let other = REST; other < STATES; other += 1) {
      const left = other === SKIPPED ? this.#skipCost(column) : 0
      const each = (this.#cells[other * width + column] ?? NEVER) + left
      if (each < cost) {
        cost = each
        state = other
      }
    }
    return { cost, state }
  }

  /** The cost of having left out the word that just ended. */
  #skipCost(column: number): number {
    if (this.#kind < 0) return 0
    const costs = this.#isAround ? costsAround(this.#kind) : costsOf(this.#kind)
    const position = column > this.#length ? column - this.#length - 1 : column
    return position === 0 ? costs.before : position === this.#length ? costs.after : costs.between
  }

  #enterWord(steps: readonly (readonly Transition[])[], kind: number, back: Int32Array | null): void {
    const head = this.#isAround ? COST.aroundName : 0
    for (let column = 0; column < this.#width; column += 1) {
      const { cost, state } = this.#settle(column)
      if (cost === NEVER) continue
      const from = state * this.#width + column
      this.#put(back, SKIPPED * this.#width + column, cost, from, 0)
      this.#take(
        steps,
        column,
        cost + head + (state === FULL || state === INSIDE ? 0 : this.#tearCost(column)),
        FULL,
        from,
        back,
      )
    }
    this.#kind = kind
  }

  #continueWord(steps: readonly (readonly Transition[])[], back: Int32Array | null): void {
    const width = this.#width
    const costs = this.#isAround ? costsAround(this.#kind) : costsOf(this.#kind)
    for (let state = 0; state < STATES; state += 1) {
      for (let column = 0; column < width; column += 1) {
        const from = state * width + column
        const cost = this.#cells[from] ?? NEVER
        if (cost === NEVER) continue
        if (state === FULL || state === INSIDE) {
          this.#put(back, REST * width + column, cost + costs.rest, from, 0)
          this.#take(steps, column, cost, state, from, back)
        } else {
          this.#put(back, from, cost, from, 0)
          if (state === SKIPPED && !(this.#isAround && this.#pattern.hasLatin))
            this.#take(steps, column, cost + costs.inside + this.#tearCost(column), INSIDE, from, back)
        }
      }
    }
  }

  #tearCost(column: number): number {
    return this.#pattern.tearCosts[column > this.#length ? column - this.#length - 1 : column] ?? 0
  }

  #take(
    steps: readonly (readonly Transition[])[],
    column: number,
    cost: number,
    state: number,
    from: number,
    back: Int32Array | null,
  ): void {
    const isSlipped = column > this.#length
    const options = steps[isSlipped ? column - this.#length - 1 : column]
    if (options === undefined) return
    for (const step of options) {
      if (step.slips > 0 && (isSlipped || !this.#pattern.tolerant)) continue
      if (this.#isAround && step.isInitial === true) continue
      const target = column + step.length + (step.slips > 0 ? this.#length + 1 : 0)
      this.#put(back, state * this.#width + target, cost + step.cost, from, 1)
    }
  }

  #put(back: Int32Array | null, cell: number, cost: number, from: number, match: 0 | 1): void {
    if (cost >= (this.#next[cell] ?? NEVER)) return
    this.#next[cell] = cost
    if (back !== null) back[cell] = from * 2 + match
  }

  /** The end may leave out what is droppable, or one symbol as a slip. */
  #finish(): Alignment {
    let best = NEVER
    let end = -1
    for (let column = 0; column < this.#width; column += 1) {
      const { cost, state } = this.#settle(column)
      if (cost >= best) continue
      const isSlipped = column > this.#length
      const total = cost + this.#dropCost(isSlipped ? column - this.#length - 1 : column, isSlipped)
      if (total >= best) continue
      best = total
      end = state * this.#width + column
    }
    return { cost: best, end }
  }

  #dropCost(from: number, isSlipped: boolean): number {
    if (from === 0) return NEVER
    let cost = 0
    let slips = isSlipped ? 1 : 0
    for (let at = from; at < this.#length; at += 1) {
      const dropCost = this.#pattern.dropCosts[at] ?? null
      if (dropCost !== null) cost += dropCost
      else if (slips === 0 && this.#pattern.maySlip(at)) {
        slips = 1
        cost += this.#pattern.slipCost(at)
      } else return NEVER
    }
    return cost
  }
}
