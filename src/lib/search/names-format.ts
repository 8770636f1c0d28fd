import { cutPlaceName } from './place-names.ts'

/**
 * The files of the names index. All are UTF-8 text, because hosts compress text and not unknown binaries.
 *
 * `manifest.json` names the others by their content's hash. `first` holds readings, places, committees and universities:
 * enough for a first answer. `latin` holds their names in letters, `provinces` hold the schools. `characters` is asked for only by a query with a character
 * that no name contains.
 *
 * A file is a row of sections, each opened by `%name`:
 * - `%readings`: a syllable, the characters mostly read so, `~`, the characters rarely read so.
 * - `%places`: [code]name[*][=[code of its committee]]; a code is left out where it is the one before plus one, `*` is a
 *   layer that exists in the tree only; a committee written here is named by the federation's rule.
 * - `%organizations`: `@place kind level` opens a group, `^code` sets the next code, otherwise codes run on; a line is the
 *   name, its place replaced by a mark (see `MARKS`), then after tabs `~short name`, `=English name` and aliases.
 * - `%traits`: one letter for each organization in order (committees of places first), with a count where it repeats.
 * - `%latin`: code of an organization of the first file, then after tabs its English name and other names in letters.
 * - `%simplified`: a traditional character and its simplified one, in pairs.
 */
export const MANIFEST = 'manifest.json'

export interface NamesFile {
  file: string
  bytes: number
}

export interface NamesManifest {
  format: 1
  /** The register's revision that the index shows. */
  revision: number
  /** Organizations in all files. */
  names: number
  first: NamesFile
  latin: NamesFile
  characters: NamesFile
  /** By the first two digits of the division code. */
  provinces: (NamesFile & { province: string; names: number })[]
}

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

/** Marks for the parts of an organization's place that begin its name, widest first; lower case is without suffix. */
export const MARKS = ['P', 'p', 'C', 'c', 'D', 'd'] as const
export type Mark = (typeof MARKS)[number]

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

/** The division above, by the rule of the codes; null above the nation. */
export function codeAbove(code: string): string | null {
  if (code === '000000') return null
  if (code.endsWith('0000')) return '000000'
  return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`
}
