import type { NamesBlock } from '../index/names-block.ts'
import type { Places, Surroundings } from '../index/places.ts'
import { WORD_START, WordKind } from '../text/words.ts'
import { MatchClass } from './match.ts'
import { hasSounds, type Needs, needsOf } from './needs.ts'
import { MASK_STRIDE, type Pattern, SCANNED, type TransitionMasks } from './pattern.ts'

/** A pattern made ready for scanning; made once for all blocks. */
export interface Automaton {
  hasLatin: boolean
  free: TransitionMasks
  /** The same for the place around a name. */
  around: TransitionMasks
  slipped: TransitionMasks | null
  droppable: number
  /** Bits whose symbol may be left out as a slip. */
  mayDrop: number
  end: number
  needs: Needs
}

export function prepareScan(pattern: Pattern): Automaton {
  const length = Math.min(SCANNED, pattern.query.length)
  const bits = (test: (at: number) => boolean): number => {
    let mask = 0
    for (let at = 0; at < length; at += 1) if (test(at)) mask |= 1 << at
    return mask
  }
  const free = pattern.masks(0)
  return {
    hasLatin: pattern.hasLatin,
    free,
    around: pattern.hasLatin ? pattern.masks(0, true) : free,
    slipped: pattern.tolerant ? pattern.masks(1) : null,
    droppable: bits((at) => (pattern.dropCosts[at] ?? null) !== null),
    mayDrop: bits((at) => pattern.maySlip(at)),
    end: 1 << length,
    needs: needsOf(pattern),
  }
}

function advance(masks: TransitionMasks, state: number, id: number): number {
  const live = state & (masks.any[id] ?? 0)
  if (live === 0) return 0
  const { byLength, longest } = masks
  const cell = id * MASK_STRIDE
  let next = (live & (byLength[cell + 1] ?? 0)) << 1
  for (let length = 2; length <= longest; length += 1)
    next |= (live & (byLength[cell + length] ?? 0)) << length
  return next
}

function close(state: number, droppable: number): number {
  if (droppable === 0) return state
  const once = state | ((state & droppable) << 1)
  return once | ((once & droppable) << 1)
}

/**
 * Finds the views that a pattern may match, by sets of query positions kept as bits of one number. It may find too many
 * (the alignment decides) but none too few. Han queries may leave out anything between; with Latin letters only words'
 * rests, optional words and generic words may be left out, as letters alone would match almost everything.
 */
export function scanBlock(
  block: NamesBlock,
  places: Places,
  automaton: Automaton,
  isNumbered: boolean,
  report: (view: number, matchClass: number) => void,
): void {
  const run = automaton.hasLatin ? scanWords : scanCharacters
  const { needs } = automaton
  const { viewTypes, letters, characters, starts } = block
  const texts: Texts = { symbols: block.symbols, flags: block.flags }
  const type = isNumbered ? 1 : 0
  block.eachRun((number, first, last) => {
    // What the place has is not asked of the name.
    const neededCharacters = needs.characters & ~places.charactersAround(number)
    const neededLetters = needs.letters & ~places.lettersAround(number)
    let around: Reached | null = null
    for (let view = first; view < last; view += 1) {
      if ((neededCharacters & ~(characters[view] ?? 0)) !== 0) continue
      const missing = neededLetters & ~(letters[view] ?? 0)
      if (missing !== 0) {
        if (needs.slips === 0 || (missing & (missing - 1)) !== 0) continue
      }
      if (((viewTypes[view] ?? 0) & 1) !== type) continue
      if (
        needs.sounds.length > 0 &&
        !hasSounds(
          needs,
          missing,
          (letters[view] ?? 0) | places.lettersAround(number),
          (characters[view] ?? 0) | places.charactersAround(number),
        )
      )
        continue
      around ??= reachAround(automaton, places.surroundingsOf(number))
      block.cut(view)
      const found = run(texts, starts[view] ?? 0, starts[view + 1] ?? 0, automaton, around)
      if (found >= 0) report(view, found)
    }
  })
}

/** The symbols of all views, and what word each stands in. */
interface Texts {
  symbols: Uint16Array
  flags: Uint8Array
}

function reachAround(automaton: Automaton, { symbols }: Surroundings): Reached {
  const around: Reached = { free: 1, slipped: 0 }
  for (const id of symbols) reachLoosely(automaton, automaton.around, around, id)
  return around
}

/** Positions reached, without and with one slip. */
interface Reached {
  free: number
  slipped: number
}

function reachLoosely(automaton: Automaton, free: TransitionMasks, reached: Reached, id: number): void {
  const { slipped, droppable, mayDrop } = automaton
  const before = reached.free
  reached.free = close(before | advance(free, before, id), droppable)
  if (slipped === null) return
  reached.slipped = close(
    reached.slipped |
      advance(free, reached.slipped, id) |
      advance(slipped, before, id) |
      ((reached.free & mayDrop) << 1),
    droppable,
  )
}

function scanCharacters(
  texts: Texts,
  from: number,
  to: number,
  automaton: Automaton,
  around: Reached,
): number {
  const { free, droppable, end } = automaton
  const { symbols, flags } = texts
  const reached = { free: around.free, slipped: around.slipped | ((around.free & automaton.mayDrop) << 1) }
  let whole = 1
  for (let at = from; at < to; at += 1) {
    const id = symbols[at] ?? 0
    const skippable = isSkippable(flags[at] ?? 0) ? whole : 0
    whole = close(advance(free, whole, id) | skippable | 1, droppable)
    if (whole & end) return MatchClass.whole
    reachLoosely(automaton, free, reached, id)
  }
  const ended = (reached.free | reached.slipped) & end
  if (!ended) return -1
  return (around.free | around.slipped) & end ? MatchClass.around : MatchClass.pieces
}

function scanWords(texts: Texts, from: number, to: number, automaton: Automaton, around: Reached): number {
  if (automaton.slipped === null) return scanWordsOnce(texts, from, to, automaton, around.free)
  // What matches without a slip was found before slips were looked for: it is only told apart here.
  if (!scanWordsSlipped(texts, from, to, automaton, around)) return -1
  const plain = scanWordsOnce(texts, from, to, automaton, around.free)
  return plain >= 0 ? plain : MatchClass.pieces
}

function scanWordsOnce(texts: Texts, from: number, to: number, automaton: Automaton, around: number): number {
  const { free, droppable, end } = automaton
  const { symbols, flags } = texts
  let whole = 1
  let fresh = 0
  let waiting = around | 1
  for (let at = from; at < to; at += 1) {
    const id = symbols[at] ?? 0
    const flag = flags[at] ?? 0
    const skippable = isSkippable(flag)
    whole = close(advance(free, whole, id) | (skippable ? whole : 0) | 1, droppable)
    if (whole & end) return MatchClass.whole
    if (flag & WORD_START) {
      const before = fresh | waiting
      fresh = close(advance(free, before, id), droppable)
      waiting = mayLeaveOut(flag) ? before : around | 1
    } else {
      const before = fresh
      fresh = close(advance(free, before, id), droppable)
      waiting |= before
    }
    if ((fresh | waiting) & end & ~around) return MatchClass.pieces
  }
  return around & end ? MatchClass.around : -1
}

function scanWordsSlipped(
  texts: Texts,
  from: number,
  to: number,
  automaton: Automaton,
  around: Reached,
): boolean {
  const { free, slipped, droppable, end, mayDrop } = automaton
  if (slipped === null) return false
  const { symbols, flags } = texts
  const restart = around.free | 1
  let good = restart
  let bent = around.slipped | ((restart & mayDrop) << 1)
  for (let at = from; at < to; at += 1) {
    const id = symbols[at] ?? 0
    const skippable = isSkippable(flags[at] ?? 0)
    const before = good
    const bentBefore = bent
    good = close(advance(free, before, id) | (skippable ? before : 0) | restart, droppable)
    bent = close(
      advance(free, bentBefore, id) |
        advance(slipped, before, id) |
        (skippable ? bentBefore : 0) |
        around.slipped |
        ((good & mayDrop) << 1),
      droppable,
    )
    if ((good | bent) & end) return true
  }
  return false
}

/** Whether a view that matches in one piece does so from the beginning of a word: 杭区二中 in 余杭区第二中学 does not. */
export function startsAtWord(automaton: Automaton, block: NamesBlock, view: number): boolean {
  const { free, droppable, end } = automaton
  block.cut(view)
  const { symbols, flags, starts } = block
  let whole = 0
  for (let at = starts[view] ?? 0; at < (starts[view + 1] ?? 0); at += 1) {
    const flag = flags[at] ?? 0
    const before = flag & WORD_START ? whole | 1 : whole
    whole = close(advance(free, before, symbols[at] ?? 0) | (isSkippable(flag) ? whole : 0), droppable)
    if (whole & end) return true
  }
  return false
}

function isSkippable(flag: number): boolean {
  const kind = flag & 7
  return kind === WordKind.optional || kind === WordKind.punctuation
}

/** Words that an abbreviation may leave out whole, while it goes on after them. */
function mayLeaveOut(flag: number): boolean {
  const kind = flag & 7
  return kind !== WordKind.proper && kind !== WordKind.number
}
