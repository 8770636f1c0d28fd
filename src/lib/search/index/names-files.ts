/** The names of the files that names-format.ts describes: all that a page has to know of the index before anybody types. */
export const FIRST = 'first.txt'

export function nearFile(prefecture: string): string {
  return `near/${prefecture}.txt`
}

/** Files that organizations are spread over by pairs of characters in their names and places: a few hundred names in each. */
const FILES = 1024
/** What a committee's name begins with tells nothing. */
const OPENING_PAIR = /^(?:共青团|团)?(\p{Script=Han}{2})/u

/** The file that holds the names with a pair, or a common name. */
export function rareFile(pair: string): string {
  let hash = 17
  for (const character of pair) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x9e3779b1)
  return nameOf((hash >>> 16) % FILES)
}

export function rareFiles(): string[] {
  return Array.from({ length: FILES }, (_, at) => nameOf(at))
}

/** The file that can be asked for before anything of the index is there; null where a query does not begin with characters. */
export function openingFile(query: string): string | null {
  const [, pair] = OPENING_PAIR.exec(query.trim()) ?? []
  return pair === undefined ? null : rareFile(pair)
}

function nameOf(at: number): string {
  return `rare/${at.toString(36)}.txt`
}
