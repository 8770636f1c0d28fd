import { KINDS } from './names-format.ts'
import type { STATUSES } from './traits.ts'

/** What a name belongs to: a division, or an organization of some kind. */
export const OWNER_KINDS = ['division', ...KINDS] as const
export type OwnerKind = (typeof OWNER_KINDS)[number]

/** From and to, in code units of the text that is shown. */
export type TextRange = [from: number, to: number]

/** exact: the whole name; alias: a whole other name; name: a piece of it; the rest as they say. */
export type MatchReason =
  | 'exact'
  | 'alias'
  | 'name'
  | 'pinyin'
  | 'abbreviation'
  | 'place'
  | 'english'
  | 'typo'
  | 'code'
  | 'browse'

export interface NameHit {
  /** Code of the organization, or of the division where `kind` is `division`. */
  code: string
  name: string
  kind: OwnerKind
  /** 1-5 as in the federation; a division has the level of its committee. */
  level: number
  /** Division code of where it is. */
  division: string
  /** Division whose page lists it where it has no page of its own; else null. */
  listedOn: string | null
  /** Divisions from the province down; homonyms are told apart by it. */
  place: string
  status: (typeof STATUSES)[number]
  official: boolean
  /** What matched in `name`; empty where another name or the place matched. */
  ranges: TextRange[]
  /** The other name that matched, with its own ranges; null also where that is not to be shown. */
  other: { text: string; ranges: TextRange[]; isFormer: boolean } | null
  why: MatchReason
}

export interface NamesAnswer {
  hits: NameHit[]
  /** How many were found, of which `hits` are the first. */
  total: number
  /** The one hit whose whole name was typed; null where there is none or more than one (R024). */
  exact: NameHit | null
  /** Nothing is named as was typed: the hits are what may have been meant. */
  isGuess: boolean
  /** False while files are still being loaded: more may be found. */
  complete: boolean
}

/** What must hold of every hit; divisions are left out where `statuses`, `official` or `platform` is given. */
export interface NameFilters {
  kinds?: readonly OwnerKind[]
  levels?: readonly number[]
  statuses?: readonly (typeof STATUSES)[number][]
  /** First two digits of the division code. */
  province?: string
  official?: boolean
  /** It has an account there that can be followed. */
  platform?: string
}
