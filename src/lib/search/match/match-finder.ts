import { matchLatinNames } from '../index/latin-names.ts'
import type { MatchReason, NameFilters, NamesAnswer } from '../index/names-answer.ts'
import { type NamesBlock, ViewType } from '../index/names-block.ts'
import type { Places } from '../index/places.ts'
import { CHEAPEST_INSIDE, COST } from '../text/costs.ts'
import type { Symbols } from '../text/symbols.ts'
import { Aligner } from './alignment.ts'
import { browse, findCode } from './browse.ts'
import { findContainedNames } from './contained-names.ts'
import { describeHit } from './describe-hit.ts'
import { FoundMatches } from './found-matches.ts'
import { importanceOf } from './importance.ts'
import { MATCH_CLASSES, type Match, MatchClass, Tier } from './match.ts'
import { filterOf } from './names-filter.ts'
import { Pattern } from './pattern.ts'
import { type Interpretation, readQuery } from './query-form.ts'
import { isSameName, isSameNamePlaced, tearsNumber } from './same-name.ts'
import { prepareScan, scanBlock, startsAtWord } from './scan.ts'
import { type Candidate, Shortlist } from './shortlist.ts'
import type { Slices } from './slices.ts'

/** Matches that cost more are not shown. */
const HIGHEST_COST = 8
/** A guess at a slip may cost this much, and less where little was typed. */
const HIGHEST_TOLERANT_COST = 3.6
const TOLERANT_COST_PER_CHARACTER = 0.8
/** Slips are looked for where the best match costs more than this. */
const CERTAIN_COST = { written: 1.4, spelled: 1 } as const
/** Fewer letters say too little to guess a slip. */
const SHORTEST_SLIPPED_LETTERS = 5

/** A name that stands whole in the query is looked for where the best match costs more than this. */
const GOOD_COST = 0.6

/** A number is never guessed at, but one of its signs may have been typed twice (第五五中学); nought stands twice in many. */
const DOUBLED_NUMERAL = /([1-9一二三四五六七八九十百])\1/u
/** A sign that slipped in behind (北京四中1), or the letter that an input method has not made a character of yet. */
const STRAY_END = /(\p{Script=Han}) ?[a-z0-9]{1,2}$/u

/** After as many names aligned it is asked whether to rest. */
const ALIGNED_AT_ONCE = 16

type Test = (block: NamesBlock, owner: number) => boolean

/** What is searched, and on whose time. */
export interface Ground {
  symbols: Symbols
  places: Places
  blocks: readonly NamesBlock[]
  slices: Slices
  /** Files are still missing: it is too early to guess at slips. */
  isPartial: boolean
  /** Organizations on the platform that is asked for; null where none is. */
  codes: ReadonlySet<number> | null
}

/** Answers one query over the blocks that are loaded. */
export class MatchFinder {
  readonly #ground: Ground
  readonly #symbols: Symbols
  readonly #places: Places
  readonly #blocks: readonly NamesBlock[]
  readonly #passes: Test | null
  readonly #limit: number
  readonly #found: FoundMatches
  #typed = ''
  /** What is searched for is not what was typed. */
  #isMended = false

  constructor(ground: Ground, filters: NameFilters, limit: number) {
    this.#limit = limit
    this.#ground = ground
    this.#symbols = ground.symbols
    this.#places = ground.places
    this.#found = new FoundMatches(ground.places)
    this.#blocks = ground.blocks
    this.#passes = filterOf(filters, ground.places, ground.codes)
  }

  async find(query: string): Promise<Omit<NamesAnswer, 'complete'>> {
    this.#typed = query.trim()
    const form = readQuery(query, this.#symbols)
    if (form.interpretations.length === 0) {
      if (this.#passes === null) return { hits: [], total: 0, exact: null, isGuess: false }
      const blocks = this.#blocks.filter(({ isOfFormerNames }) => !isOfFormerNames)
      browse(blocks, this.#passes, this.#limit, this.#found)
      return this.#answer()
    }
    findCode(form.folded, this.#blocks, this.#places, this.#passes, this.#found)
    for (const interpretation of form.interpretations) await this.#matchInterpretation(interpretation, false)
    this.#matchLatin(form.folded, false)
    const isUncertain = !form.hasUnknownNumber && this.#found.lowestCost() > certainCost(form.folded)
    if (isUncertain && !this.#ground.isPartial) {
      const hasNumber = form.interpretations.some(({ numbered }) => numbered)
      for (const interpretation of form.interpretations)
        if (interpretation.numbered === hasNumber) await this.#matchInterpretation(interpretation, true)
      this.#matchLatin(form.folded, true)
    }
    if (this.#found.lowestCost() > GOOD_COST && !this.#ground.isPartial)
      this.#matchContained(form.interpretations)
    for (const slip of [DOUBLED_NUMERAL, STRAY_END])
      if (this.#found.lowestCost() === Number.POSITIVE_INFINITY && !this.#ground.isPartial)
        await this.#matchMended(form.folded, slip)
    return this.#answer()
  }

  #answer(): Omit<NamesAnswer, 'complete'> {
    const { matches, total } = this.#found.ranked()
    const hits = matches.slice(0, this.#limit).map((match) => describeHit(match, this.#places))
    const [first, second] = matches
    const isAlone = first?.tier === Tier.exact && second?.tier !== Tier.exact
    return { hits, total, exact: isAlone ? (hits[0] ?? null) : null, isGuess: first?.why === 'typo' }
  }

  async #matchMended(folded: string, slip: RegExp): Promise<void> {
    const mended = folded.replace(slip, '$1')
    if (mended === folded) return
    this.#isMended = true
    for (const interpretation of readQuery(mended, this.#symbols).interpretations)
      await this.#matchInterpretation(interpretation, false)
  }

  #matchContained(interpretations: readonly Interpretation[]): void {
    const found = interpretations
      .filter(({ terms, isCommittee }) => terms.length === 1 && !isCommittee)
      .flatMap(({ terms: [query = []], numbered }) =>
        findContainedNames(this.#blocks, query, numbered, this.#symbols),
      )
    const least = Math.min(...found.map(({ left }) => left))
    for (const { block, view, left } of found) {
      const owner = block.ownerOf(view)
      if (left > least || (this.#passes !== null && !this.#passes(block, owner))) continue
      const cost = COST.contained + COST.more * left
      this.#found.count(block, owner)
      this.#found.put({
        block,
        owner,
        tier: Tier.rest,
        cost,
        rank: cost - importanceOf(block, owner, false),
        why: 'typo',
        patterns: [new Pattern(block.foldedCharacters(view), this.#symbols, false)],
        view,
        isCommittee: false,
        latin: null,
      })
    }
  }

  async #matchInterpretation(interpretation: Interpretation, tolerant: boolean): Promise<void> {
    const [only, ...more] = interpretation.terms
    if (only === undefined) return
    if (more.length > 0) await this.#matchTerms(interpretation, tolerant)
    else if (!tolerant || maySlip(only))
      await this.#matchTerm(interpretation, new Pattern(only, this.#symbols, tolerant))
  }

  async #matchTerm(interpretation: Interpretation, pattern: Pattern): Promise<void> {
    const automaton = prepareScan(pattern)
    const list = new Shortlist(this.#blocks, this.#limit)
    const passes = this.#passes
    for (const [at, block] of this.#blocks.entries()) {
      await this.#ground.slices.rest()
      scanBlock(block, this.#places, automaton, interpretation.numbered, (view, matchClass) => {
        const owner = block.ownerOf(view)
        if (passes !== null && !passes(block, owner)) return
        if (interpretation.isTorn && tearsNumber(block, view, interpretation)) return
        list.add(at, view, matchClass)
        if (!pattern.tolerant) this.#found.count(block, owner)
      })
    }
    const aligner = new Aligner(pattern)
    const highest = highestCost(pattern)
    const piecesCost = COST.pieces + (interpretation.isAcrossSpaces ? COST.acrossSpaces : 0)
    await this.#align(list, ({ block, view, matchClass }) => {
      const aligned = aligner.cost(block, view, this.#places)
      const isInPieces =
        matchClass === MatchClass.pieces ||
        (aligned < CHEAPEST_INSIDE &&
          matchClass === MatchClass.whole &&
          !startsAtWord(automaton, block, view))
      const cost = aligned + (isInPieces ? piecesCost : 0)
      if (cost <= highest)
        this.#keep(block, view, cost, interpretation, [pattern], isInPieces ? MatchClass.pieces : matchClass)
    })
  }

  /** Parts in any order: an owner is found where every term matches the same view of it. */
  async #matchTerms(interpretation: Interpretation, tolerant: boolean): Promise<void> {
    const patterns = interpretation.terms.map(
      (term) => new Pattern(term, this.#symbols, tolerant && maySlip(term)),
    )
    const automata = patterns.map(prepareScan)
    const list = new Shortlist(this.#blocks, this.#limit)
    const inPieces = new Map<NamesBlock, Uint8Array>()
    const passes = this.#passes
    for (const [at, block] of this.#blocks.entries()) {
      await this.#ground.slices.rest()
      const counts = new Uint8Array(block.views)
      const pieces = new Uint8Array(block.views)
      inPieces.set(block, pieces)
      for (const automaton of automata) {
        scanBlock(block, this.#places, automaton, interpretation.numbered, (view, matchClass) => {
          counts[view] = (counts[view] ?? 0) + 1
          if (matchClass === MatchClass.pieces) pieces[view] = (pieces[view] ?? 0) + 1
        })
      }
      counts.forEach((count, view) => {
        if (count < patterns.length) return
        const owner = block.ownerOf(view)
        if (passes !== null && !passes(block, owner)) return
        list.add(at, view, pieces[view] === 0 ? MatchClass.whole : MatchClass.pieces)
        if (!tolerant) this.#found.count(block, owner)
      })
    }
    const aligners = patterns.map((pattern) => new Aligner(pattern))
    await this.#align(list, ({ block, view, matchClass }) => {
      const torn = COST.pieces * (inPieces.get(block)?.[view] ?? 0)
      const sum = aligners.reduce((total, aligner) => total + aligner.cost(block, view, this.#places), 0)
      const cost = COST.separateParts + (COST.partsShare * sum) / patterns.length + torn
      if (cost > (tolerant ? HIGHEST_TOLERANT_COST : HIGHEST_COST)) return
      this.#keep(block, view, cost, interpretation, patterns, matchClass)
    })
  }

  async #align(list: Shortlist, align: (candidate: Candidate) => void): Promise<void> {
    for (let matchClass = 0; matchClass < MATCH_CLASSES; matchClass += 1) {
      if (list.isCut(matchClass)) this.#found.isCut = true
      for (const [at, candidate] of list.pick(matchClass).entries()) {
        if (at % ALIGNED_AT_ONCE === 0) await this.#ground.slices.rest()
        align(candidate)
      }
    }
  }

  #keep(
    block: NamesBlock,
    view: number,
    cost: number,
    interpretation: Interpretation,
    patterns: Pattern[],
    matchClass: number,
  ): void {
    const owner = block.ownerOf(view)
    const type = block.typeOf(view)
    const isAlias = type >= ViewType.alias
    const tolerant = this.#isMended || patterns.some((pattern) => pattern.tolerant)
    let tier: number = Tier.rest
    if (!tolerant && cost < 0.5) {
      if (isSameName(block, view, block.kindOf(owner), interpretation))
        tier = type === ViewType.name && !interpretation.isCommittee ? Tier.exact : Tier.otherExact
      else if (isSameNamePlaced(block, view, this.#places, interpretation)) tier = Tier.placed
    }
    const isLiteral = tier === Tier.exact && block.nameOf(owner) === this.#typed
    const match: Match = {
      block,
      owner,
      tier,
      cost,
      // The places before a namesake's name are no reason to come later.
      rank:
        (tier === Tier.placed ? 0 : cost) +
        (isAlias ? COST.otherName : 0) -
        (isLiteral ? COST.literal : 0) -
        importanceOf(block, owner, interpretation.isCommittee),
      why: reasonOf(tier, tolerant, patterns, matchClass, isAlias),
      patterns,
      view,
      isCommittee: interpretation.isCommittee,
      latin: null,
    }
    this.#found.put(match)
  }

  #matchLatin(folded: string, tolerant: boolean): void {
    for (const block of this.#blocks) {
      for (const { owner, name, cost, isExact } of matchLatinNames(block, folded, tolerant)) {
        if (this.#passes !== null && !this.#passes(block, owner)) continue
        this.#found.count(block, owner)
        this.#found.put({
          block,
          owner,
          tier: isExact ? Tier.otherExact : Tier.rest,
          cost,
          rank: cost - importanceOf(block, owner, false),
          why: 'english',
          patterns: [],
          view: block.firstViewOf(owner),
          isCommittee: false,
          latin: name,
        })
      }
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
  if (!/[a-z]/.test(folded)) return CERTAIN_COST.written
  // Letters without a vowel are first letters of syllables, each of which costs: names that have them all are no slips.
  const initials = /[aeiouv]/.test(folded) ? 0 : folded.replaceAll(/[^a-z]/g, '').length
  return Math.max(CERTAIN_COST.spelled, COST.initial * initials + COST.pieces)
}

function maySlip(term: readonly string[]): boolean {
  return /^[a-z]$/.test(term[0] ?? '') ? term.length >= SHORTEST_SLIPPED_LETTERS : term.length > 1
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
