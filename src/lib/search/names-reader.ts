import { committeeNames } from '#contracts/federation.ts'
import { readDivisionCode } from './codes.ts'
import { addLatinName } from './latin-names.ts'
import { NamesBlock, OWNER_KINDS, type OwnerKind, ViewType } from './names-block.ts'
import { ESCAPE, KIND_LETTERS, KINDS, levelOfDivision, type Mark } from './names-format.ts'
import { cutPlaceName, SPOKEN_PLACES } from './place-names.ts'
import { type Places, spokenCharacters } from './places.ts'
import { type Symbols, spellWithNumbers } from './symbols.ts'
import { cutWords, WORD_START, WordKind, wordFlags } from './words.ts'

const HAN = /\p{Script=Han}/u
const MARKED = new RegExp(`^([PpCcDd]*)(${ESCAPE}?)(.*)$`, 'u')
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
    this.#block = new NamesBlock(symbols)
  }

  /** Reads all at once. Throws where the text is no names file. */
  read(text: string): NamesBlock {
    const steps = this.steps(text)
    for (;;) {
      const { done, value } = steps.next()
      if (done) return value
    }
  }

  /** The same step by step, so that whoever shares the thread may do something in between. */
  *steps(text: string): Generator<undefined, NamesBlock> {
    const sections = new Map(
      text
        .split(/^%/m)
        .filter((section) => section !== '')
        .map((section) => {
          const [name = '', ...lines] = section.trimEnd().split('\n')
          return [name, lines]
        }),
    )
    this.#traits = readTraits(sections.get('traits')?.join('') ?? '')
    this.#symbols.learnReadings(sections.get('readings') ?? [])
    this.#symbols.learnSimplified(sections.get('simplified')?.join('') ?? '')
    yield
    yield* this.#readPlaces(sections.get('places') ?? [])
    yield* this.#readOrganizations(sections.get('organizations') ?? [])
    this.#block.trim()
    return this.#block
  }

  *#readPlaces(lines: readonly string[]): Generator<undefined, void> {
    let code = -1
    const committees = [0, 0, 0, 0, 0]
    const rows = lines.map((line) => {
      const [, written = '', name = '', mark, has, committee = ''] =
        /^(\d+|>|)([^*=]*)(\*)?(=)?(\d*)$/u.exec(line) ?? []
      code = readDivisionCode(written, code)
      const place = { code: String(code).padStart(6, '0'), name, is_placeholder: mark !== undefined }
      const level = levelOfDivision(place.code)
      if (has !== undefined) committees[level] = readDivisionCode(committee, committees[level] ?? 0)
      return {
        index: this.#places.add(place),
        place,
        committee: has === undefined ? null : committees[level],
      }
    })
    yield
    for (const { index, place, committee } of rows) {
      if (index % STEP === 0) yield
      if (committee != null) this.#addCommittee(index, place, committee)
      if (!place.is_placeholder) this.#addDivision(index, place)
    }
  }

  #addDivision(index: number, { code, name }: { code: string; name: string }): void {
    const owner = this.#addOwner(index, Number(code), 'division', levelOfDivision(code), 0)
    this.#addView(owner, ViewType.name, [...name], ownWords(name))
    this.#addSpokenNames(owner, code)
  }

  #addSpokenNames(owner: number, code: string): void {
    for (const spoken of SPOKEN_PLACES[code] ?? []) {
      this.#addView(owner, ViewType.alias, spokenCharacters(spoken), ownWords(spoken))
    }
  }

  #addCommittee(index: number, { code, name }: { code: string; name: string }, committee: number): void {
    const { name: full } = committeeNames({ code, name })
    const [before = '', after = ''] = full.split(name)
    const flags = [
      ...wordFlags(before.length, WordKind.shell),
      ...ownWords(name),
      ...wordFlags(after.length, WordKind.shell),
    ]
    const owner = this.#addOwner(index, committee, 'committee', levelOfDivision(code), this.#nextTraits())
    this.#addView(owner, ViewType.name, [...full], flags)
    this.#addSpokenNames(owner, code)
  }

  *#readOrganizations(lines: readonly string[]): Generator<undefined, void> {
    let place = 0
    let division = 0
    let kind: OwnerKind = 'school'
    let level = 5
    let code = 0
    let forms = new Map<Mark, string>()
    let read = 0
    for (const line of lines) {
      if (line.startsWith('@')) {
        const [, written = '', letter = '', number = ''] = /^@(\d+|>|)(?:([cus])(\d))?$/.exec(line) ?? []
        division = readDivisionCode(written, division)
        place = this.#places.indexOf(String(division).padStart(6, '0'))
        forms = this.#places.formsOf(place)
        kind = KIND_OF_LETTER.get(letter) ?? kind
        if (number !== '') level = Number(number)
      } else if (line.startsWith('^')) {
        code += Number(line.slice(1))
      } else {
        code += 1
        read += 1
        if (read % STEP === 0) yield
        const owner = this.#addOwner(place, code, kind, level, this.#nextTraits())
        this.#readNames(owner, forms, line)
      }
    }
  }

  #readNames(owner: number, forms: ReadonlyMap<string, string>, line: string): void {
    const [marked = '', ...others] = line.split('\t')
    const [, marks = '', , rest = ''] = MARKED.exec(marked) ?? []
    const flags: number[] = []
    let prefix = ''
    for (const mark of marks) {
      const form = forms.get(mark) ?? ''
      prefix += form
      for (const flag of placeWords(form)) flags.push(flag)
    }
    for (const flag of this.#cutWords(rest)) flags.push(flag)
    this.#addView(owner, ViewType.name, [...prefix, ...rest], flags)
    for (const other of others) {
      const text = /^[~=]/.test(other) ? other.slice(1) : other
      if (HAN.test(text)) this.#addView(owner, ViewType.alias, [...text], this.#cutWords(text))
      else addLatinName(this.#block, owner, text)
    }
  }

  #cutWords(text: string): Uint8Array {
    const known = this.#cut.get(text)
    if (known !== undefined) return known
    const folded = [...text].map((character) => this.#symbols.folded[this.#symbols.intern(character)] ?? '')
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

  /** Adds the text as it stands and, where it holds a number, once more with the number as one symbol. */
  #addView(owner: number, type: ViewType, characters: readonly string[], flags: ArrayLike<number>): void {
    const ids = characters.map((character) => this.#symbols.intern(character))
    this.#block.addView(owner, type, ids, flags)
    const spelling = spellWithNumbers(ids.map((id) => this.#symbols.folded[id] ?? ''))
    if (spelling === null) return
    const numbered = spelling.symbols.map((symbol, index) =>
      symbol.startsWith('#') ? this.#symbols.intern(symbol) : (ids[spelling.spans[index]?.[0] ?? 0] ?? 0),
    )
    const numberedFlags = spelling.symbols.map((symbol, index) => {
      const flag = flags[spelling.spans[index]?.[0] ?? 0] ?? 0
      return symbol.startsWith('#') ? WordKind.number | WORD_START : flag
    })
    this.#block.addView(
      owner,
      type === ViewType.name ? ViewType.numbered : ViewType.numberedAlias,
      numbered,
      Uint8Array.from(numberedFlags),
    )
  }
}

/** A place at the beginning of a name. */
function placeWords(form: string): number[] {
  return stemAndSuffix(form, WordKind.place)
}

/** A division's own name, or the one in its committee's. */
function ownWords(name: string): number[] {
  return stemAndSuffix(name, WordKind.proper)
}

function stemAndSuffix(name: string, kind: WordKind): number[] {
  const { stem, suffix } = cutPlaceName(name)
  return [...wordFlags([...stem].length, kind), ...wordFlags([...suffix].length, WordKind.optional)]
}

function readTraits(text: string): number[] {
  const traits: number[] = []
  for (const [, letter = 'a', count = ''] of text.matchAll(/([a-l])(\d*)/g)) {
    const repeat = count === '' ? 1 : Number(count)
    for (let index = 0; index < repeat; index += 1) traits.push(letter.charCodeAt(0) - 0x61)
  }
  return traits
}
