import { foldCharacter } from '../text/fold.ts'
import { cutPlaceName } from '../text/place-names.ts'
import { placeWordsOf } from '../text/place-words.ts'
import { cutWords, WORD_START, type WordList } from '../text/words.ts'
import { nearFile, openingFile, rareFile, rareFiles } from './names-files.ts'
import { inFileOrder, type Written, writeSections } from './names-writer.ts'
import { COMMON_NAMES, commonNameOf, pairsOf, RARE } from './rare-pairs.ts'

/** Provinces that are cities. */
const CITIES = /^(11|12|31|50)/

/**
 * Schools by prefecture, and by rare pairs and the pairs that the names of their places begin with, in small files of fixed names: what
 * is read before the large ones are there. Committees and universities, `others`, stand in the latter once more by the pair that a name
 * or an abbreviation of theirs begins with.
 */
export function composeEarlyFiles(
  schools: readonly Written[],
  others: readonly Written[],
  divisions: readonly { code: string; name: string }[],
): Map<string, string> {
  const files = new Map<string, string>()
  // None is missing, so that a reader never asks in vain.
  for (const { code } of divisions)
    if (!code.endsWith('0000')) files.set(nearFile(code.slice(0, 4)), textOf([]))
  for (const file of rareFiles()) files.set(file, textOf([]))
  for (const [prefecture, members] of Map.groupBy(schools, ({ group }) => group.slice(0, 4)))
    files.set(nearFile(prefecture), textOf(members))
  const words = placeWordsOf(divisions)
  const members = membersOfRareFiles(schools, words)
  const pairs = placePairsOf(divisions)
  for (const school of schools)
    for (const code of placesToSay(school.group))
      for (const file of pairs.get(code) ?? []) addTo(members, file, school)
  for (const other of others) for (const file of openingsOf(other, pairs, words)) addTo(members, file, other)
  for (const [file, of] of members) files.set(file, textOf(inFileOrder([...of])))
  return files
}

function textOf(members: readonly Written[]): string {
  return `${writeSections(members).join('\n')}\n`
}

/** The files of a division: by what people call it. */
function placePairsOf(divisions: readonly { code: string; name: string }[]): Map<string, string[]> {
  return new Map(
    divisions.map(({ code, name }) => [
      code,
      [cutPlaceName(name).stem].filter((stem) => stem.length > 1).map((stem) => rareFile(stem.slice(0, 2))),
    ]),
  )
}

/** The files by which a query may open that means a committee or a university. */
function openingsOf(
  { organization, rest }: Written,
  pairs: ReadonlyMap<string, string[]>,
  words: WordList,
): Set<string> {
  if (organization.kind === 'committee') return new Set(pairs.get(organization.division_code))
  const { name, short_name, aliases } = organization
  const files = [name, rest, short_name ?? '', ...aliases].flatMap((text) => {
    const characters = foldAll(text)
    const second = cutWords(characters, words).findIndex((flag, at) => at > 0 && (flag & WORD_START) !== 0)
    return [characters.join(''), `${characters[0] ?? ''}${characters[second] ?? ''}`].map(openingFile)
  })
  return new Set(files.filter((file) => file !== null))
}

/** A county, its prefecture, and its province where that is a city. */
function placesToSay(group: string): string[] {
  const province = `${group.slice(0, 2)}0000`
  const prefecture = `${group.slice(0, 4)}00`
  return [group.slice(0, 6), prefecture, ...(CITIES.test(group) ? [province] : [])]
}

function addTo(files: Map<string, Set<Written>>, file: string, school: Written): void {
  const members = files.get(file)
  if (members === undefined) files.set(file, new Set([school]))
  else members.add(school)
}

function membersOfRareFiles(schools: readonly Written[], placeWords: WordList): Map<string, Set<Written>> {
  const tell = pairTeller(placeWords)
  const byPair = new Map<string, Written[]>()
  const pairs = schools.map((school) => {
    const others = school.line.split('\t').slice(1)
    const of = new Set([school.rest, ...others].flatMap((text) => [...tell(text.replace(/^[~=]/, ''))]))
    for (const pair of of) pushTo(byPair, pair, school)
    return of
  })
  const files = new Map<string, Set<Written>>()
  const common = new Map<string, Written[]>()
  schools.forEach((school, at) => {
    const rare = [...(pairs[at] ?? [])].filter((pair) => (byPair.get(pair)?.length ?? 0) <= RARE)
    for (const pair of rare) addTo(files, rareFile(pair), school)
    if (rare.length === 0) pushTo(common, commonNameOf(foldAll(school.rest)), school)
  })
  for (const [name, members] of common) {
    const best =
      members.length <= COMMON_NAMES ? members : members.toSorted(byStanding).slice(0, COMMON_NAMES)
    for (const school of best) {
      addTo(files, rareFile(name), school)
      const opening = openingFile(foldAll(school.rest).join(''))
      if (opening !== null) addTo(files, opening, school)
    }
  }
  return files
}

/** Reads each text once: most schools share theirs. */
function pairTeller(placeWords: WordList): (text: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>()
  return (text) => {
    const read = known.get(text)
    if (read !== undefined) return read
    const characters = foldAll(text)
    const pairs = pairsOf(characters, cutWords(characters, placeWords))
    known.set(text, pairs)
    return pairs
  }
}

const folded = new Map<string, string>()

function foldAll(text: string): string[] {
  return [...text].map((character) => {
    const known = folded.get(character)
    if (known !== undefined) return known
    const made = foldCharacter(character)
    folded.set(character, made)
    return made
  })
}

function pushTo(lists: Map<string, Written[]>, key: string, school: Written): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [school])
  else list.push(school)
}

/** Short names first, then official and registered ones: as the search ranks them. */
function byStanding({ organization: a }: Written, { organization: b }: Written): number {
  const standing = ({ official, status }: Written['organization']): number =>
    official ? 0 : status === 'registered' ? 1 : status === 'expected' ? 2 : 3
  return a.name.length - b.name.length || standing(a) - standing(b) || Number(a.code) - Number(b.code)
}
