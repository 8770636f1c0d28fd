import { committeeNames } from '#contracts/federation.ts'
import { addLatinName } from './latin-names.ts'
import { NamesBlock, OWNER_KINDS, type OwnerKind, ViewType } from './names-block.ts'
import { ESCAPE, KIND_LETTERS, KINDS, type Mark } from './names-format.ts'
import { cutPlaceName, SPOKEN_PLACES } from './place-names.ts'
import { type Places, spokenCharacters } from './places.ts'
import { type Symbols, spellWithNumbers } from './symbols.ts'
import { cutWords, markWord, WORD_START, WordKind } from './words.ts'

const HAN = /\p{Script=Han}/u
const KIND_OF_LETTER = new Map(KINDS.map((kind) => [KIND_LETTERS[kind], kind]))

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

  /** Throws where the text is no names file. */
  read(text: string): NamesBlock {
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
    this.#readPlaces(sections.get('places') ?? [])
    this.#readOrganizations(sections.get('organizations') ?? [])
    return this.#block
  }

  #readPlaces(lines: readonly string[]): void {
    let code = 0
    let committee = 0
    const rows = lines.map((line) => {
      const [, written, name = '', mark, has, committeeCode] =
        /^(\d{6})?([^*=]*)(\*)?(=)?(\d*)$/u.exec(line) ?? []
      code = written === undefined ? code + 1 : Number(written)
      if (has !== undefined) committee = committeeCode === '' ? committee + 1 : Number(committeeCode)
      const place = { code: String(code).padStart(6, '0'), name, is_placeholder: mark !== undefined }
      return { index: this.#places.add(place), place, committee: has === undefined ? null : committee }
    })
    for (const { index, place, committee } of rows) {
      if (committee !== null) this.#addCommittee(index, place, committee)
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
    const flags = new Uint8Array([...full].length)
    const nameAt = [...before].length
    const afterAt = nameAt + [...name].length
    markWord(flags, 0, nameAt, WordKind.shell)
    flags.set(ownWords(name), nameAt)
    markWord(flags, afterAt, [...after].length, WordKind.shell)
    const owner = this.#addOwner(index, committee, 'committee', levelOfDivision(code), this.#nextTraits())
    this.#addView(owner, ViewType.name, [...full], flags)
    this.#addSpokenNames(owner, code)
  }

  #readOrganizations(lines: readonly string[]): void {
    let place = 0
    let kind: OwnerKind = 'school'
    let level = 5
    let code = 0
    for (const line of lines) {
      if (line.startsWith('@')) {
        place = this.#places.indexOf(line.slice(1, 7))
        kind = KIND_OF_LETTER.get(line.slice(7, 8)) ?? 'school'
        level = Number(line.slice(8))
      } else if (line.startsWith('^')) {
        code = Number(line.slice(1)) - 1
      } else {
        code += 1
        const owner = this.#addOwner(place, code, kind, level, this.#nextTraits())
        this.#readNames(owner, place, line)
      }
    }
  }

  #readNames(owner: number, place: number, line: string): void {
    const [marked = '', ...others] = line.split('\t')
    const forms = this.#places.all[place]?.forms ?? new Map<Mark, string>()
    const [, marks = '', , rest = ''] = new RegExp(`^([PpCcDd]*)(${ESCAPE}?)(.*)$`, 'u').exec(marked) ?? []
    const flags: number[] = []
    let prefix = ''
    for (const [, form] of [...marks].flatMap((letter) => [...forms].filter(([mark]) => mark === letter))) {
      prefix += form
      flags.push(...placeWords(form))
    }
    flags.push(...this.#cutWords(rest))
    this.#addView(owner, ViewType.name, [...prefix, ...rest], Uint8Array.from(flags))
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
  #addView(owner: number, type: ViewType, characters: readonly string[], flags: Uint8Array): void {
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
function placeWords(form: string): Uint8Array {
  const { stem, suffix } = cutPlaceName(form)
  return stemAndSuffix(stem, suffix, WordKind.place)
}

/** A division's own name, or the one in its committee's. */
function ownWords(name: string): Uint8Array {
  const { stem, suffix } = cutPlaceName(name)
  return stemAndSuffix(stem, suffix, WordKind.proper)
}

function stemAndSuffix(stem: string, suffix: string, kind: WordKind): Uint8Array {
  const stemLength = [...stem].length
  const flags = new Uint8Array(stemLength + [...suffix].length)
  markWord(flags, 0, stemLength, kind)
  markWord(flags, stemLength, [...suffix].length, WordKind.optional)
  return flags
}

function levelOfDivision(code: string): number {
  if (code === '000000') return 1
  return code.endsWith('0000') ? 2 : code.endsWith('00') ? 3 : 4
}

function readTraits(text: string): number[] {
  const traits: number[] = []
  for (const [, letter = 'a', count = ''] of text.matchAll(/([a-l])(\d*)/g)) {
    const repeat = count === '' ? 1 : Number(count)
    for (let index = 0; index < repeat; index += 1) traits.push(letter.charCodeAt(0) - 0x61)
  }
  return traits
}
