import { committeeNames } from '#contracts/federation.ts'
import { levelOfNumber, readDivisionCode, readNearDivisions } from '../text/codes.ts'
import { cutPlaceName } from '../text/place-names.ts'
import { type Symbols, spellWithNumbers } from '../text/symbols.ts'
import { cutWords, WORD_START, WordKind, wordFlags } from '../text/words.ts'
import { addLatinName } from './latin-names.ts'
import { OWNER_KINDS, type OwnerKind } from './names-answer.ts'
import { NamesBlock, numberedType, ViewType } from './names-block.ts'
import { ESCAPE, FORMER, HIDDEN, isMark, KIND_LETTERS, KINDS } from './names-format.ts'
import { type Places, spokenCharacters } from './places.ts'

const HAN = /\p{Script=Han}/u
const KIND_OF_LETTER = new Map(KINDS.map((kind) => [KIND_LETTERS[kind], kind]))
/** Organizations that are read in one step: about a millisecond. */
const STEP = 128

/** Reads one file of the index (see names-format.ts) into symbols, places and a block of names. */
export class NamesReader {
  readonly #symbols: Symbols
  readonly #places: Places
  readonly #cut = new Map<string, Uint8Array>()
  readonly #block: NamesBlock
  #traits: readonly number[] = []
  #traitsRead = 0

  constructor(symbols: Symbols, places: Places) {
    this.#symbols = symbols
    this.#places = places
    this.#block = new NamesBlock(symbols, (folded) => this.#cutWords(folded))
  }

  /** Reads all at once. Throws where the text is no names file. */
  read(text: string): NamesBlock {
    const steps = this.steps(text)
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
    }
  }

  /** The same step by step, so that whoever shares the thread may do something in between; `places` once all places are known. */
  *steps(text: string): Generator<'places' | undefined, NamesBlock> {
    const sections = new Map<string, string[]>()
    for (const section of `\n${text}`.split('\n%')) {
      const [name = '', ...lines] = section.trimEnd().split('\n')
      sections.set(name, lines)
    }
    this.#traits = readTraits(sections.get('traits')?.join('') ?? '')
    this.#symbols.learnReadings(sections.get('readings') ?? [])
    this.#symbols.learnSimplified(sections.get('simplified')?.join('') ?? '')
    yield
    yield* this.#readPlaces(sections.get('places') ?? [])
    yield* this.#readOrganizations(sections.get('organizations') ?? [])
    yield* this.#readList(sections.get('listed') ?? [], sections.get('divisions')?.join('') ?? '')
    this.#block.trim()
    return this.#block
  }

  /**
   * Reads former names (see names-format.ts) into a block in which their owners stand a second time, with their names as `first` has them.
   * Throws where one is not there.
   */
  *formerNames(text: string, first: NamesBlock): Generator<undefined, NamesBlock> {
    const owners = new Map<string, number>()
    for (let owner = 0; owner < first.size; owner += 1)
      owners.set(
        `${first.kindOf(owner) === 0 ? 'd' : ''}${String(first.codeOf(owner)).padStart(6, '0')}`,
        owner,
      )
    for (const [read, line] of text.trimEnd().split('\n').slice(1).entries()) {
      if (read % STEP === STEP - 1) yield
      const [code = '', ...names] = line.split('\t')
      const known = owners.get(code)
      if (known === undefined) throw new Error(`names index: ${code} is missing`)
      const owner = this.#block.addOwner({
        code: first.codeOf(known),
        kind: first.kindOf(known),
        level: first.levelOf(known),
        traits: first.traitsOf(known),
        place: first.placeOf(known),
      })
      this.#addText(owner, ViewType.name, first.nameOf(known), NO_FLAGS)
      for (const each of names) this.#addFormerName(owner, each)
    }
    this.#block.isOfFormerNames = true
    this.#block.trim()
    return this.#block
  }

  #addOtherName(owner: number, text: string): void {
    if (HAN.test(text)) this.#addText(owner, ViewType.alias, text, NO_FLAGS)
    else addLatinName(this.#block, owner, text)
  }

  #addFormerName(owner: number, name: string): void {
    const isHidden = name.startsWith(HIDDEN)
    const text = isHidden ? name.slice(HIDDEN.length) : name
    if (HAN.test(text)) this.#addText(owner, isHidden ? ViewType.hidden : ViewType.former, text, NO_FLAGS)
    else addLatinName(this.#block, owner, text, !isHidden)
  }

  *#readPlaces(lines: readonly string[]): Generator<'places' | undefined, void> {
    let code = -1
    const committees = [0, 0, 0, 0, 0]
    /** Of each place, in order; nought where it has none by the rule. */
    const committeeOf: number[] = []
    const from = this.#places.size
    for (const line of lines) {
      const { written, name, isPlaceholder, committee, spokenNames } = readPlaceLine(line)
      code = readDivisionCode(written, code)
      const level = levelOfNumber(code)
      if (committee !== null) committees[level] = readDivisionCode(committee, committees[level] ?? 0)
      committeeOf.push(committee === null ? 0 : (committees[level] ?? 0))
      this.#places.add({ code, name, isPlaceholder, spokenNames })
    }
    if (lines.length > 0) yield 'places'
    for (let place = from; place < this.#places.size; place += 1) {
      if (place % STEP === 0) yield
      const committee = committeeOf[place - from] ?? 0
      if (committee > 0) this.#addCommittee(place, committee)
      if (!this.#places.isPlaceholder(place)) this.#addDivision(place)
    }
  }

  #addDivision(place: number): void {
    const code = this.#places.numberOf(place)
    const name = this.#places.nameOf(place)
    const owner = this.#addOwner(place, code, 'division', levelOfNumber(code), 0)
    this.#addText(owner, ViewType.name, name, ownWords(name))
    this.#addSpokenNames(owner, code)
  }

  #addSpokenNames(owner: number, code: number): void {
    for (const spoken of this.#places.spokenNamesOf(code)) {
      const ids = spokenCharacters(spoken).map((character) => this.#symbols.intern(character))
      this.#addView(owner, ViewType.alias, ids, ownWords(spoken))
    }
  }

  #addCommittee(place: number, committee: number): void {
    const code = this.#places.numberOf(place)
    const name = this.#places.nameOf(place)
    const [before, after] = COMMITTEE_SHELL
    const owner = this.#addOwner(place, committee, 'committee', levelOfNumber(code), this.#nextTraits())
    this.#addText(owner, ViewType.name, before + name + after, committeeWords(name))
    this.#addSpokenNames(owner, code)
  }

  *#readOrganizations(lines: readonly string[]): Generator<undefined, void> {
    let place = 0
    let division = 0
    let kind: OwnerKind = 'school'
    let level = 5
    let code = 0
    let read = 0
    for (const line of lines) {
      if (line.startsWith('@')) {
        const [, written = '', letter = '', number = ''] = /^@(\d+|>|)(?:([cus])(\d))?$/.exec(line) ?? []
        division = readDivisionCode(written, division)
        place = this.#places.indexOf(division)
        kind = KIND_OF_LETTER.get(letter) ?? kind
        if (number !== '') level = Number(number)
      } else if (line.startsWith('^')) {
        code += Number(line.slice(1))
      } else {
        code += 1
        read += 1
        if (read % STEP === 0) yield
        const owner = this.#addOwner(place, code, kind, level, this.#nextTraits())
        this.#readNames(owner, place, kind, line)
      }
    }
  }

  /** Put in the order of their places, so that those of one place stand together. */
  *#readList(lines: readonly string[], written: string): Generator<undefined, void> {
    const divisions = readNearDivisions(written)
    const listed: {
      code: number
      kind: OwnerKind
      level: number
      place: number
      traits: number
      line: string
    }[] = []
    let kind: OwnerKind = 'university'
    let level = 5
    let code = 0
    for (const line of lines) {
      if (line.startsWith('@')) {
        kind = KIND_OF_LETTER.get(line.charAt(1)) ?? kind
        level = Number(line.charAt(2))
      } else if (line.startsWith('^')) {
        code += Number(line.slice(1))
      } else {
        code += 1
        const place = this.#places.indexOf(divisions.next().value ?? -1)
        listed.push({ code, kind, level, place, traits: this.#nextTraits(), line })
      }
    }
    listed.sort((a, b) => a.place - b.place)
    for (const [read, { code, kind, level, place, traits, line }] of listed.entries()) {
      if (read % STEP === 0) yield
      this.#readNames(this.#addOwner(place, code, kind, level, traits), place, kind, line)
    }
  }

  #readNames(owner: number, place: number, kind: OwnerKind, line: string): void {
    const [marked = '', ...others] = line.split('\t')
    const flags: number[] = []
    let prefix = ''
    let at = 0
    for (let mark = marked.charAt(at); isMark(mark); mark = marked.charAt(at)) {
      const form = this.#places.formOf(place, mark)
      at += 1
      prefix += form
      appendWords(flags, form, WordKind.place)
    }
    const rest = marked.slice(marked.charAt(at) === ESCAPE ? at + 1 : at)
    const inside = kind === 'committee' ? insideOf(rest) : null
    this.#addText(owner, ViewType.name, prefix + rest, inside === null ? flags : committeeWords(inside))
    for (const other of others) {
      if (other.startsWith(FORMER)) this.#addFormerName(owner, other.slice(FORMER.length))
      else if (other.startsWith(HIDDEN)) this.#addFormerName(owner, other)
      else this.#addOtherName(owner, /^[~=]/.test(other) ? other.slice(1) : other)
    }
  }

  #cutWords(folded: readonly string[]): Uint8Array {
    const text = folded.join(' ')
    const known = this.#cut.get(text)
    if (known !== undefined) return known
    const flags = cutWords(folded, this.#places.words)
    this.#cut.set(text, flags)
    return flags
  }

  #nextTraits(): number {
    this.#traitsRead += 1
    return this.#traits[this.#traitsRead - 1] ?? 0
  }

  #addOwner(place: number, code: number, kind: OwnerKind, level: number, traits: number): number {
    return this.#block.addOwner({ code, kind: OWNER_KINDS.indexOf(kind), level, traits, place })
  }

  #addText(owner: number, type: ViewType, text: string, flags: ArrayLike<number>): void {
    this.#addView(owner, type, this.#symbols.internText(text), flags)
  }

  /** Adds the text as it stands and, where it holds a number, once more with the number as one symbol. */
  #addView(owner: number, type: ViewType, ids: readonly number[], flags: ArrayLike<number>): void {
    this.#block.addView(owner, type, ids, flags)
    if (!this.#mayHoldNumber(ids)) return
    const spelling = spellWithNumbers(ids.map((id) => this.#symbols.folded[id] ?? ''))
    if (spelling === null) return
    const numbered = spelling.symbols.map((symbol, index) =>
      symbol.startsWith('#') ? this.#symbols.intern(symbol) : (ids[spelling.spans[index]?.[0] ?? 0] ?? 0),
    )
    this.#block.addView(owner, numberedType(type), numbered, NO_FLAGS)
  }

  #mayHoldNumber(ids: readonly number[]): boolean {
    for (let at = 0; at < ids.length; at += 1) if (this.#symbols.numerals[ids[at] ?? 0] === 1) return true
    return false
  }
}

const NO_NAMES: readonly string[] = []

/** The words of a text are cut later. */
const NO_FLAGS: ArrayLike<number> = []

/** What stands around a division's name in the name of its committee. */
const COMMITTEE_SHELL = shellOf('\u{fffd}')

function shellOf(name: string): [before: string, after: string] {
  const [before = '', after = ''] = committeeNames({ code: '110000', name }).name.split(name)
  return [before, after]
}

/** The flags of a committee's name that the rule makes of a division's. */
function committeeWords(name: string): number[] {
  const [before, after] = COMMITTEE_SHELL
  const flags = wordFlags(before.length, WordKind.shell)
  appendWords(flags, name, WordKind.proper)
  appendFlags(flags, after.length, WordKind.shell)
  return flags
}

/** The division's name in such a name; null where it is another. */
function insideOf(committee: string): string | null {
  const [before, after] = COMMITTEE_SHELL
  if (!committee.startsWith(before) || !committee.endsWith(after)) return null
  return committee.slice(before.length, committee.length - after.length)
}

/** The flags of a division's own name. */
function ownWords(name: string): number[] {
  const flags: number[] = []
  appendWords(flags, name, WordKind.proper)
  return flags
}

/** Adds the flags of a division's name: its stem, and the word that the law adds. */
function appendWords(flags: number[], name: string, kind: WordKind): void {
  const { stem, suffix } = cutPlaceName(name)
  appendFlags(flags, lengthOf(stem), kind)
  appendFlags(flags, lengthOf(suffix), WordKind.optional)
}

function appendFlags(flags: number[], length: number, kind: WordKind): void {
  for (let at = 0; at < length; at += 1) flags.push(at === 0 ? kind | WORD_START : kind)
}

/** In characters: some stand in two code units. */
function lengthOf(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at += 1) if ((text.charCodeAt(at) & 0xfc00) === 0xdc00) length -= 1
  return length
}

interface PlaceLine {
  written: string
  name: string
  isPlaceholder: boolean
  /** The written code of the committee; null where it has none by the rule. */
  committee: string | null
  spokenNames: readonly string[]
}

/** Read by hand, as there are thousands before the first answer. */
function readPlaceLine(whole: string): PlaceLine {
  const tab = whole.indexOf('\t')
  const line = tab < 0 ? whole : whole.slice(0, tab)
  let from = 0
  if (line.charAt(0) === '>') from = 1
  else while (isDigit(line.charCodeAt(from))) from += 1
  const equals = line.indexOf('=', from)
  const end = equals < 0 ? line.length : equals
  const isPlaceholder = line.charAt(end - 1) === '*'
  return {
    written: line.slice(0, from),
    name: line.slice(from, isPlaceholder ? end - 1 : end),
    isPlaceholder,
    committee: equals < 0 ? null : line.slice(equals + 1),
    spokenNames: tab < 0 ? NO_NAMES : whole.slice(tab + 1).split('\t'),
  }
}

function isDigit(unit: number): boolean {
  return unit > 0x2f && unit < 0x3a
}

/** Letters, each with a count where it repeats. */
function readTraits(text: string): number[] {
  const traits: number[] = []
  for (let at = 0; at < text.length; ) {
    const letter = text.charCodeAt(at) - 0x61
    let count = 0
    for (at += 1; isDigit(text.charCodeAt(at)); at += 1) count = 10 * count + text.charCodeAt(at) - 0x30
    for (let repeat = Math.max(1, count); repeat > 0; repeat -= 1) traits.push(letter)
  }
  return traits
}
