import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { committeeNames } from '#contracts/federation.ts'
import {
  codeAbove,
  ESCAPE,
  KIND_LETTERS,
  MANIFEST,
  MARKS,
  markedForms,
  type NamesManifest,
  type PlaceRow,
  packTraits,
  RESERVED,
} from './names-format.ts'
import { type NamedDivision, type NamedOrganization, type NamesRows, readNamesRows } from './names-rows.ts'
import { simplifyText, writeOtherCharacters } from './other-characters.ts'
import { readNames, writeReadings } from './readings.ts'

/** What was written: files with the manifest, their bytes before compression, and organizations. */
export interface NamesIndexReport {
  files: number
  bytes: number
  names: number
}

/**
 * Writes the names index of a snapshot into the folder `out`, which it empties first. Equal snapshots give equal bytes.
 */
export async function buildNamesIndex(order: { snapshot: string; out: string }): Promise<NamesIndexReport> {
  return writeNamesIndex(readNamesRows(order.snapshot), order.out)
}

/** The same from plain rows. */
export async function writeNamesIndex(rows: NamesRows, out: string): Promise<NamesIndexReport> {
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const files = composeFiles(rows)
  for (const [file, text] of files) await writeFile(join(out, file), text)
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return { files: files.size, bytes, names: rows.organizations.length }
}

/** The whole index by file name. */
export function composeFiles({ organizations, divisions, revision }: NamesRows): Map<string, string> {
  const files = new Map<string, string>()
  const places = new Map(divisions.map((division) => [division.code, division]))
  const sorted = organizations.toSorted((a, b) => compare(a.code, b.code))
  const ruled = committeesByRule(sorted, places)
  const schools = Map.groupBy(
    sorted.filter(({ kind }) => kind === 'school'),
    ({ division_code }) => division_code.slice(0, 2),
  )
  const others = sorted.filter((each) => each.kind !== 'school' && ruled.get(each.division_code) !== each)
  const chineseNames = [...divisions, ...sorted].map(({ name }) => name)
  const readings = readNames(chineseNames)

  const add = (label: string, sections: string[]): { file: string; bytes: number } => {
    const text = `${sections.join('\n')}\n`
    const file = `${label}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}.txt`
    files.set(file, text)
    return { file, bytes: Buffer.byteLength(text) }
  }

  const placeLines = writePlaces(divisions, ruled)
  const committees = divisions.flatMap(({ code }) => ruled.get(code) ?? [])
  const first = add('first', [
    '%readings',
    ...writeReadings(readings),
    '%places',
    ...placeLines,
    ...writeOrganizations(others, places),
    ...writeTraits([...committees, ...grouped(others)]),
  ])
  const latin = add('latin', writeLatin(others))
  const known = new Set([...readings.usual.values(), ...readings.rare.values()].flatMap((set) => [...set]))
  const characters = add('characters', [writeOtherCharacters(known).trimEnd()])
  const provinces = [...schools]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([province, members]) => ({
      province,
      names: members.length,
      ...add(`schools-${province}`, [
        ...writeOrganizations(members, places),
        ...writeTraits(grouped(members)),
      ]),
    }))
  const manifest: NamesManifest = {
    format: 1,
    revision,
    names: sorted.length,
    first,
    latin,
    characters,
    provinces,
  }
  files.set(MANIFEST, `${JSON.stringify(manifest)}\n`)
  return files
}

/** Committees that are named by the federation's rule, by division: their names need not be written. */
function committeesByRule(
  organizations: readonly NamedOrganization[],
  places: ReadonlyMap<string, NamedDivision>,
): Map<string, NamedOrganization> {
  const ruled = new Map<string, NamedOrganization>()
  for (const organization of organizations) {
    const place = places.get(organization.division_code)
    if (organization.kind !== 'committee' || place === undefined || place.code === '000000') continue
    const rule = committeeNames(place)
    const asRuled =
      organization.name === rule.name &&
      organization.level === levelOf(place.code) &&
      (organization.short_name ?? rule.short_name) === rule.short_name &&
      organization.aliases.every((alias) => rule.aliases.includes(alias)) &&
      organization.english_name === null
    if (asRuled && !ruled.has(place.code)) ruled.set(place.code, organization)
  }
  return ruled
}

function levelOf(code: string): number {
  return code.endsWith('0000') ? 2 : code.endsWith('00') ? 3 : 4
}

function writePlaces(
  divisions: readonly NamedDivision[],
  ruled: ReadonlyMap<string, NamedOrganization>,
): string[] {
  let place = 0
  let committee = 0
  return divisions.map(({ code, name, is_placeholder }) => {
    const written = Number(code) === place + 1 ? '' : code
    place = Number(code)
    const line = `${written}${name}${is_placeholder ? '*' : ''}`
    const organization = ruled.get(code)
    if (organization === undefined) return line
    const following = Number(organization.code) === committee + 1 ? '' : organization.code
    committee = Number(organization.code)
    return `${line}=${following}`
  })
}

/** Organizations in the order of the file: by place, kind and level, inside by code. */
function grouped(organizations: readonly NamedOrganization[]): NamedOrganization[] {
  return organizations.toSorted((a, b) => compare(groupOf(a), groupOf(b)) || compare(a.code, b.code))
}

function groupOf(organization: NamedOrganization): string {
  return `@${organization.division_code}${KIND_LETTERS[organization.kind]}${organization.level}`
}

function writeOrganizations(
  organizations: readonly NamedOrganization[],
  places: ReadonlyMap<string, PlaceRow>,
): string[] {
  const lines = ['%organizations']
  let group = ''
  let forms: [string, string][] = []
  let code = 0
  for (const organization of grouped(organizations)) {
    if (groupOf(organization) !== group) {
      group = groupOf(organization)
      forms = [...markedForms(chainOf(organization.division_code, places))]
      lines.push(group)
    }
    if (Number(organization.code) !== code + 1) lines.push(`^${organization.code}`)
    code = Number(organization.code)
    const others = writeOtherNames(organization).filter(
      (name) => organization.kind === 'school' || isChinese(name),
    )
    lines.push([markName(organization.name, forms), ...others].join('\t'))
  }
  return lines
}

function chainOf(code: string, places: ReadonlyMap<string, PlaceRow>): PlaceRow[] {
  const chain: PlaceRow[] = []
  for (let at: string | null = code; at !== null; at = codeAbove(at)) {
    const place = places.get(at)
    if (place !== undefined) chain.unshift(place)
  }
  return chain
}

/** Replaces the places at the beginning of a name by their marks, each at most once, the longest first. */
function markName(name: string, forms: readonly [string, string][]): string {
  let rest = name.replaceAll(/[\t\n\r]/g, ' ')
  let marks = ''
  const free = forms.toSorted(([a, x], [b, y]) => y.length - x.length || orderOf(a) - orderOf(b))
  for (;;) {
    const found = free.find(([mark, form]) => rest.startsWith(form) && !marks.includes(mark))
    if (found === undefined) break
    marks += found[0]
    rest = rest.slice(found[1].length)
  }
  return `${marks}${RESERVED.test(rest) ? ESCAPE : ''}${rest}`
}

function writeOtherNames({ name, short_name, english_name, aliases }: NamedOrganization): string[] {
  const clean = (text: string): string => simplifyText(text.replaceAll(/[\t\n\r]/g, ' ').trim())
  const others = [
    ...(short_name === null || short_name === name ? [] : [`~${clean(short_name)}`]),
    ...(english_name === null ? [] : [`=${clean(english_name)}`]),
    ...aliases.map(clean),
  ]
  return [...new Set(others)].filter((text) => text !== '' && text !== name)
}

/** Names in letters stand apart: they are not needed before the first answer. */
function writeLatin(organizations: readonly NamedOrganization[]): string[] {
  const lines = organizations.flatMap((organization) => {
    const names = writeOtherNames(organization).filter((name) => !isChinese(name))
    return names.length === 0 ? [] : [[organization.code, ...names].join('\t')]
  })
  return ['%latin', ...lines]
}

function isChinese(name: string): boolean {
  return /\p{Script=Han}/u.test(name)
}

function writeTraits(organizations: readonly NamedOrganization[]): string[] {
  const letters = organizations.map(({ status, official, english_name }) =>
    String.fromCharCode(0x61 + packTraits({ status, official, isKnownAbroad: english_name !== null })),
  )
  return [
    '%traits',
    letters.join('').replaceAll(/([a-l])\1+/g, (run, letter: string) => `${letter}${run.length}`),
  ]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function orderOf(mark: string): number {
  const marks: readonly string[] = MARKS
  return marks.indexOf(mark)
}
