import { cutPlaceName } from '../text/place-names.ts'

/**
 * The files of the names index. All are UTF-8 text, because hosts compress text and not unknown binaries.
 *
 * `first.txt` keeps its name, so that it is asked for at once: its first line is the manifest (names-manifest.ts), and it holds
 * readings, places, committees and universities. `all/latin-…` holds their names in letters, `all/schools-…` the schools of a
 * region each (the first digit of the division code), named by their content. `all/characters-…` is asked for only by a query
 * with a character that no name contains.
 *
 * Schools stand in small files of fixed names once more, for an answer before the large ones are there: `near/4301.txt` holds
 * those of a prefecture, `rare/…` those whose names hold a rare pair of characters (rare-pairs.ts).
 *
 * A file is a row of sections, each opened by `%name`:
 * - `%readings`: a syllable, the characters mostly read so, `~`, the characters rarely read so.
 * - `%places`: [code]name[*][=[code of its committee]]; codes are written as in codes.ts, those of committees run on for each
 *   level; `*` is a layer that exists in the tree only; a committee written here is named by the federation's rule.
 * - `%organizations`: `@division code[kind level]` opens a group, `^` and a number skips codes, otherwise codes run on; a line
 *   is the name, its place replaced by a mark (see `MARKS`), then after tabs `~short name`, `=English name` and aliases.
 * - `%traits`: one letter for each organization in order (committees of places first), with a count where it repeats.
 * - `%latin`: code of an organization of the first file, then after tabs its English name and other names in letters.
 * - `%simplified`: a traditional character and its simplified one, in pairs.
 */

export const STATUSES = ['expected', 'registered', 'closed'] as const
export const KINDS = ['committee', 'university', 'school'] as const
export const KIND_LETTERS: Readonly<Record<(typeof KINDS)[number], string>> = {
  committee: 'c',
  university: 'u',
  school: 's',
}

/** What is known of an organization beside its names. */
export interface Traits {
  status: (typeof STATUSES)[number]
  official: boolean
  /** It has an English name, as the better known universities have. */
  isKnownAbroad: boolean
}

/** Packs traits into one number, 0-11. */
export function packTraits({ status, official, isKnownAbroad }: Traits): number {
  return STATUSES.indexOf(status) * 2 + (official ? 1 : 0) + (isKnownAbroad ? 6 : 0)
}

export function unpackTraits(packed: number): Traits {
  return {
    status: STATUSES[(packed % 6) >> 1] ?? 'expected',
    official: packed % 2 === 1,
    isKnownAbroad: packed >= 6,
  }
}

export function levelOfDivision(code: string): number {
  if (code === '000000') return 1
  return code.endsWith('0000') ? 2 : code.endsWith('00') ? 3 : 4
}

/** The same with the code as a number. */
export function levelOfNumber(code: number): number {
  if (code === 0) return 1
  return code % 10_000 === 0 ? 2 : code % 100 === 0 ? 3 : 4
}

/** Marks for the parts of an organization's place that begin its name, widest first; lower case is without suffix. */
export const MARKS = ['P', 'p', 'C', 'c', 'D', 'd'] as const
export type Mark = (typeof MARKS)[number]

const MARK_SET: ReadonlySet<string> = new Set(MARKS)

export function isMark(character: string): character is Mark {
  return MARK_SET.has(character)
}

/** Where a name would begin like a mark or a command, this stands before it. */
export const ESCAPE = '/'
export const RESERVED = /^[PpCcDd^@%/*]/

export interface PlaceRow {
  code: string
  name: string
  is_placeholder: boolean
}

/** What each mark stands for at a division: at most province, prefecture and county, placeholders left out. */
export function markedForms(chain: readonly PlaceRow[]): Map<Mark, string> {
  const forms = new Map<Mark, string>()
  for (const place of chain) {
    if (place.is_placeholder || place.code === '000000') continue
    const [full, stem]: [Mark, Mark] = place.code.endsWith('0000')
      ? ['P', 'p']
      : place.code.endsWith('00')
        ? ['C', 'c']
        : ['D', 'd']
    const cut = cutPlaceName(place.name)
    forms.set(full, place.name)
    if (cut.suffix !== '') forms.set(stem, cut.stem)
  }
  return forms
}

/** The same with codes as numbers; negative above the nation. */
export function numberAbove(code: number): number {
  if (code === 0) return -1
  if (code % 10_000 === 0) return 0
  return code % 100 === 0 ? 10_000 * Math.floor(code / 10_000) : 100 * Math.floor(code / 100)
}

/** The division above, by the rule of the codes; null above the nation. */
export function codeAbove(code: string): string | null {
  if (code === '000000') return null
  if (code.endsWith('0000')) return '000000'
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`
}
