import { Aligner } from './alignment.ts'
import { COST } from './costs.ts'
import { FoundMatches, type Match, Tier } from './found-matches.ts'
import { importanceOf } from './importance.ts'
import { matchLatinNames } from './latin-names.ts'
import type { MatchReason, NameFilters, NamesAnswer } from './names-answer.ts'
import { type NamesBlock, ViewType } from './names-block.ts'
import { isUnfiltered, passes } from './names-filter.ts'
import { Pattern } from './pattern.ts'
import type { Places } from './places.ts'
import { type Reading, readQuery } from './query-form.ts'
import { MatchClass, prepareScan, scanBlock } from './scan.ts'
import { Shortlist } from './shortlist.ts'
import type { Symbols } from './symbols.ts'

/** Matches that cost more are not shown. */
const HIGHEST_COST = 8
/** A guess at a slip may cost this much, and less where little was typed. */
const HIGHEST_TOLERANT_COST = 3.6
const TOLERANT_COST_PER_CHARACTER = 0.8
/** Slips are looked for where the best match costs more than this. */
const CERTAIN_COST = { written: 1.4, spelled: 1 } as const
/** Fewer letters say too little to guess a slip. */
const SHORTEST_SLIPPED_LETTERS = 5

/** Answers one query over the blocks that are loaded. */
export class MatchFinder {
  readonly #symbols: Symbols
  readonly #places: Places
  readonly #blocks: readonly NamesBlock[]
  readonly #filters: NameFilters
  readonly #found = new FoundMatches()

  constructor(symbols: Symbols, places: Places, blocks: readonly NamesBlock[], filters: NameFilters) {
    this.#symbols = symbols
    this.#places = places
    this.#blocks = blocks
    this.#filters = filters
  }

  find(query: string, limit: number): Omit<NamesAnswer, 'complete'> {
    const form = readQuery(query, this.#symbols)
    if (form.readings.length === 0) {
      if (isUnfiltered(this.#filters)) return { hits: [], total: 0, exact: null }
      this.#browse()
      return this.#found.answer(limit, this.#places)
    }
    for (const reading of form.readings) this.#matchReading(reading, false)
    this.#matchLatin(form.folded, false)
    if (!form.hasUnknownNumber && this.#found.lowestCost() > certainCost(form.folded)) {
      const hasNumber = form.readings.some(({ numbered }) => numbered)
      for (const reading of form.readings)
        if (reading.numbered === hasNumber) this.#matchReading(reading, true)
      this.#matchLatin(form.folded, true)
    }
    return this.#found.answer(limit, this.#places)
  }

  #matchReading(reading: Reading, tolerant: boolean): void {
    const [only, ...more] = reading.parts
    if (only === undefined) return
    if (more.length > 0) this.#matchParts(reading, tolerant)
    else if (!tolerant || maySlip(only)) this.#matchPart(reading, new Pattern(only, this.#symbols, tolerant))
  }

  #matchPart(reading: Reading, pattern: Pattern): void {
    const automaton = prepareScan(pattern)
    const list = new Shortlist()
    for (const block of this.#blocks) {
      scanBlock(block, this.#places, automaton, this.#wanted(block, reading.numbered), (view, matchClass) => {
        list.add(block, view, matchClass)
        if (!pattern.tolerant) this.#found.count(block, view)
      })
    }
    const aligner = new Aligner(pattern)
    const highest = highestCost(pattern)
    const piecesCost = COST.pieces + (reading.isAcrossSpaces ? COST.acrossSpaces : 0)
    for (const { block, view, matchClass } of list.pick()) {
      const cost =
        aligner.cost(block, view, this.#places) + (matchClass === MatchClass.pieces ? piecesCost : 0)
      if (cost <= highest) this.#keep(block, view, cost, reading, [pattern], matchClass)
    }
  }

  /** Parts in any order: an owner is found where every part matches the same view of it. */
  #matchParts(reading: Reading, tolerant: boolean): void {
    const patterns = reading.parts.map((part) => new Pattern(part, this.#symbols, tolerant && maySlip(part)))
    const automata = patterns.map(prepareScan)
    const list = new Shortlist()
    const inPieces = new Map<NamesBlock, Float64Array>()
    for (const block of this.#blocks) {
      const counts = new Uint8Array(block.viewOwners.length)
      const pieces = new Float64Array(block.viewOwners.length)
      inPieces.set(block, pieces)
      for (const automaton of automata) {
        scanBlock(
          block,
          this.#places,
          automaton,
          this.#wanted(block, reading.numbered),
          (view, matchClass) => {
            counts[view] = (counts[view] ?? 0) + 1
            if (matchClass === MatchClass.pieces) pieces[view] = (pieces[view] ?? 0) + COST.pieces
          },
        )
      }
      counts.forEach((count, view) => {
        if (count < patterns.length) return
        list.add(block, view, (pieces[view] ?? 0) > 0 ? MatchClass.pieces : MatchClass.whole)
        if (!tolerant) this.#found.count(block, view)
      })
    }
    const aligners = patterns.map((pattern) => new Aligner(pattern))
    for (const { block, view, matchClass } of list.pick()) {
      const sum = aligners.reduce((total, aligner) => total + aligner.cost(block, view, this.#places), 0)
      const cost =
        COST.separateParts + (COST.partsShare * sum) / patterns.length + (inPieces.get(block)?.[view] ?? 0)
      if (cost > (tolerant ? HIGHEST_TOLERANT_COST : HIGHEST_COST)) continue
      this.#keep(block, view, cost, reading, patterns, matchClass)
    }
  }

  /** Which views are looked at: written out or with numbers as symbols, of owners that pass the filters. */
  #wanted(block: NamesBlock, numbered: boolean): (view: number) => boolean {
    const { viewTypes, viewOwners, owners } = block
    const isWantedType = (view: number): boolean => ((viewTypes[view] ?? 0) % 2 === 1) === numbered
    if (isUnfiltered(this.#filters)) return isWantedType
    return (view) => {
      const owner = owners[viewOwners[view] ?? 0]
      return isWantedType(view) && owner !== undefined && passes(owner, this.#filters, this.#places)
    }
  }

  #keep(
    block: NamesBlock,
    view: number,
    cost: number,
    reading: Reading,
    patterns: Pattern[],
    matchClass: number,
  ): void {
    const owner = block.viewOwners[view] ?? 0
    const data = block.owners[owner]
    if (data === undefined) return
    const type = block.viewTypes[view] ?? 0
    const isAlias = type === ViewType.alias || type === ViewType.numberedAlias
    const tolerant = patterns.some((pattern) => pattern.tolerant)
    let tier: number = Tier.rest
    if (!tolerant && cost < 0.5 && isSameName(block, view, data.kind, reading)) {
      tier = type === ViewType.name && !reading.isCommittee ? Tier.exact : Tier.otherExact
    }
    const match: Match = {
      block,
      owner,
      tier,
      cost: cost - importanceOf(data, reading.isCommittee),
      why: reasonOf(tier, tolerant, patterns, matchClass, isAlias),
      patterns,
      view,
      latin: null,
    }
    this.#found.put(match)
  }

  #matchLatin(folded: string, tolerant: boolean): void {
    for (const block of this.#blocks) {
      for (const { owner, name, cost, isExact } of matchLatinNames(block, folded, tolerant)) {
        const data = block.owners[owner]
        if (data === undefined || !passes(data, this.#filters, this.#places)) continue
        this.#found.count(block, block.firstViews[owner] ?? 0)
        this.#found.put({
          block,
          owner,
          tier: isExact ? Tier.otherExact : Tier.rest,
          cost: cost - importanceOf(data, false),
          why: 'english',
          patterns: [],
          view: block.firstViews[owner] ?? 0,
          latin: name,
        })
      }
    }
  }

  #browse(): void {
    for (const block of this.#blocks) {
      block.owners.forEach((data, owner) => {
        if (!passes(data, this.#filters, this.#places)) return
        this.#found.count(block, block.firstViews[owner] ?? 0)
        this.#found.put({
          block,
          owner,
          tier: Tier.rest,
          cost: data.level,
          why: 'browse',
          patterns: [],
          view: block.firstViews[owner] ?? 0,
          latin: null,
        })
      })
    }
  }
}

function highestCost({ tolerant, hasLatin, query }: Pattern): number {
  if (!tolerant) return HIGHEST_COST
  return hasLatin
    ? HIGHEST_TOLERANT_COST
    : Math.min(HIGHEST_TOLERANT_COST, TOLERANT_COST_PER_CHARACTER * query.length)
}

function certainCost(folded: string): number {
  return /[a-z]/.test(folded) ? CERTAIN_COST.spelled : CERTAIN_COST.written
}

function maySlip(part: readonly string[]): boolean {
  return /^[a-z]$/.test(part[0] ?? '') ? part.length >= SHORTEST_SLIPPED_LETTERS : part.length > 1
}

/** The same letters and characters, punctuation and a committee's shell aside. */
function isSameName(block: NamesBlock, view: number, kind: number, reading: Reading): boolean {
  const text = block.foldedText(view)
  return text === reading.text || (reading.isCommittee && kind === 1 && text.slice(3, -3) === reading.text)
}

function reasonOf(
  tier: number,
  tolerant: boolean,
  patterns: readonly Pattern[],
  matchClass: number,
  isAlias: boolean,
): MatchReason {
  if (tier === Tier.exact) return 'exact'
  if (tier === Tier.otherExact || isAlias) return 'alias'
  if (tolerant) return 'typo'
  if (matchClass === MatchClass.around) return 'place'
  if (patterns.some((pattern) => pattern.hasLatin)) return 'pinyin'
  return matchClass === MatchClass.whole ? 'name' : 'abbreviation'
}
