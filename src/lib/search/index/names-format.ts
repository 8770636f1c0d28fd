import { ORGANIZATION_KINDS } from '#contracts/federation.ts'

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
 * - `%places`: [code]name[*][=[code of its committee]], then after tabs what people call it; codes are written as in codes.ts, those of committees run on for each
 *   level; `*` is a layer that exists in the tree only; a committee written here is named by the federation's rule.
 * - `%organizations`: `@division code[kind level]` opens a group, `^` and a number skips codes, otherwise codes run on; a line
 *   is the name, its place replaced by a mark (see `MARKS`), then after tabs `~short name`, `=English name`, aliases, and of schools `-former name`
 *   and `.name that is not shown`.
 * - `%listed`: the same in order of code, `@[kind level]` where these change; their divisions stand in `%divisions`, as in codes.ts: those of one
 *   province run on in codes, and not those of one city.
 * - `%traits`: one letter for each organization in order (committees of places first), with a count where it repeats often.
 * - `%latin`: code of an organization of the first file, then after tabs its English name and other names in letters.
 * - `%former`: `d` and the code of a division, or the code of an organization, then after tabs its former names; one after `.` finds its
 *   owner and is not shown.
 * - `%simplified`: a traditional character, a variant or a radical, and the one that is written for it, in pairs.
 */

export const KINDS = ORGANIZATION_KINDS.map(({ id }) => id)
export const KIND_LETTERS: Readonly<Record<(typeof KINDS)[number], string>> = {
  committee: 'c',
  university: 'u',
  school: 's',
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
/** Before a former name, where other names stand beside it. */
export const FORMER = '-'
/** Before a name that nobody has confirmed. */
export const HIDDEN = '.'
export const RESERVED = /^[PpCcDd^@%/*]/
