import { createHash } from 'node:crypto'
import { codeAbove } from '../text/codes.ts'
import { writeOtherCharacters } from '../text/other-characters.ts'
import { openReadingMemory, type ReadingMemory } from '../text/reading-memory.ts'
import { readNames, writeReadings } from '../text/readings.ts'
import { composeEarlyFiles } from './early-files.ts'
import { markedForms, type PlaceRow } from './marked-forms.ts'
import { FIRST } from './names-files.ts'
import type { NamesManifest } from './names-manifest.ts'
import { type NamedDivision, type NamedOrganization, type NamesRows, readNamesRows } from './names-rows.ts'
import {
  committeesByRule,
  compare,
  inFileOrder,
  lettersOfTraits,
  longestFirst,
  type Written,
  writeFormerNames,
  writeLatin,
  writeList,
  writeOrganization,
  writePlaces,
  writeSections,
} from './names-writer.ts'
import { placeFiles } from './placed-files.ts'
import { PLATFORMS_FILE, writePlatforms } from './platform-file.ts'

/** What stands in the folder: files, their bytes before compression, organizations; and how many files changed. */
export interface NamesIndexReport {
  files: number
  bytes: number
  names: number
  written: number
}

export interface NamesIndexOrder {
  snapshot: string
  /** May hold the last index, whose files may be shared with the site that is served: only what changed is replaced. */
  out: string
  /** A folder that remembers how names are read, so that the next index takes less time; its bytes are the same without. */
  cache?: string | null
  /** Merely expected organizations have no page of their own (see directory/folding.ts). */
  folded?: boolean
}

/** Brings the names index of a snapshot into the folder `out`. Equal snapshots give equal bytes. */
export async function buildNamesIndex(order: NamesIndexOrder): Promise<NamesIndexReport> {
  const rows = readNamesRows(order.snapshot)
  const memory = openReadingMemory(order.cache ?? null)
  const files = composeFiles(rows, { memory, folded: order.folded === true })
  memory.keep()
  const written = placeFiles(files, order.out)
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return { files: files.size, bytes, names: rows.organizations.length, written }
}

interface Manner {
  memory?: ReadingMemory
  folded?: boolean
}

/** The whole index by file name. */
export function composeFiles(
  { organizations, accounts, divisions, revision }: NamesRows,
  { memory = openReadingMemory(null), folded = false }: Manner = {},
): Map<string, string> {
  const files = new Map<string, string>()
  const places = new Map(divisions.map((division) => [division.code, division]))
  const sorted = organizations.toSorted((a, b) => compare(a.code, b.code))
  const ruled = committeesByRule(sorted, places)
  const isRuled = (each: NamedOrganization): boolean => ruled.get(each.division_code) === each
  const all = writeAll(sorted, places)
  const written = all.filter(({ organization }) => !isRuled(organization))
  const schools = inFileOrder(written.filter(({ organization }) => organization.kind === 'school'))
  const others = written.filter(({ organization }) => organization.kind !== 'school')
  const inFirst = all.filter(({ organization }) => organization.kind !== 'school')

  const add = (label: string, sections: string[]): string => {
    const text = `${sections.join('\n')}\n`
    const file = `all/${label}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`
    files.set(file, text)
    return file
  }

  const readings = readNames(
    [...divisions.flatMap(placeNames), ...written.map(({ rest }) => rest), ...sorted.flatMap(formerNames)],
    memory,
  )
  const known = new Set([...readings.usual.values(), ...readings.rare.values()].flatMap((set) => [...set]))
  const regions = [...Map.groupBy(schools, ({ group }) => group.slice(0, 1))]
  const manifest: NamesManifest = {
    format: 2,
    revision,
    names: sorted.length,
    folded,
    latin: add('latin', writeLatin(others.map(({ organization }) => organization))),
    former: add(
      'former',
      writeFormerNames(
        divisions,
        others.map(({ organization }) => organization),
      ),
    ),
    characters: add('characters', [writeOtherCharacters(known).trimEnd()]),
    regions: regions.map(([region, members]) => ({
      region,
      file: add(`schools-${region}`, writeSections(members)),
    })),
  }
  const committees = divisions.flatMap(({ code }) => ruled.get(code) ?? [])
  const first = [
    JSON.stringify(manifest),
    '%readings',
    ...writeReadings(readings),
    '%places',
    ...writePlaces(divisions, ruled),
    ...writeList(others),
    '%traits',
    lettersOfTraits([...committees, ...others.map(({ organization }) => organization)]),
  ]
  files.set(FIRST, `${first.join('\n')}\n`)
  files.set(PLATFORMS_FILE, writePlatforms(accounts))
  for (const [file, text] of composeEarlyFiles(schools, inFirst, divisions)) files.set(file, text)
  return files
}

/** What is read aloud once, so that letters find it. */
function placeNames({ name, former_names }: NamedDivision): string[] {
  return [name, ...former_names]
}

function formerNames({ former_names, search_names }: NamedOrganization): string[] {
  return [...former_names, ...search_names].filter((name) => /\p{Script=Han}/u.test(name))
}

function writeAll(
  organizations: readonly NamedOrganization[],
  places: ReadonlyMap<string, PlaceRow>,
): Written[] {
  const forms = new Map<string, [string, string][]>()
  return organizations.map((organization) => {
    const { division_code } = organization
    const known = forms.get(division_code) ?? longestFirst(markedForms(chainOf(division_code, places)))
    forms.set(division_code, known)
    return writeOrganization(organization, known)
  })
}

function chainOf(code: string, places: ReadonlyMap<string, PlaceRow>): PlaceRow[] {
  const chain: PlaceRow[] = []
  for (let at: string | null = code; at !== null; at = codeAbove(at)) {
    const place = places.get(at)
    if (place !== undefined) chain.unshift(place)
  }
  return chain
}
