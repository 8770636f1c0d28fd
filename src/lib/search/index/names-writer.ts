import { committeeNames } from '#contracts/federation.ts'
import { levelOfDivision, writeDivisionCode, writeNearDivision } from '../text/codes.ts'
import { simplifyText } from '../text/other-characters.ts'
import { ESCAPE, FORMER, HIDDEN, KIND_LETTERS, MARKS, RESERVED } from './names-format.ts'
import type { NamedDivision, NamedOrganization } from './names-rows.ts'
import { packTraits } from './traits.ts'

/** An organization as the files hold it. */
export interface Written {
  organization: NamedOrganization
  /** What organizations are grouped by: division, kind and level. */
  group: string
  /** Name without the places at its beginning, and with marks for them. */
  rest: string
  line: string
}

/** Committees that are named by the federation's rule, by division: their names need not be written. */
export function committeesByRule(
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
      organization.level === levelOfDivision(place.code) &&
      (organization.short_name ?? rule.short_name) === rule.short_name &&
      organization.aliases.every((alias) => rule.aliases.includes(alias)) &&
      organization.english_name === null
    if (asRuled && !ruled.has(place.code)) ruled.set(place.code, organization)
  }
  return ruled
}

export function writePlaces(
  divisions: readonly NamedDivision[],
  ruled: ReadonlyMap<string, NamedOrganization>,
): string[] {
  let place = -1
  const committees = [0, 0, 0, 0, 0]
  return divisions.map(({ code, name, is_placeholder, spoken_names }) => {
    const written = writeDivisionCode(Number(code), place)
    place = Number(code)
    const line = `${written}${name}${is_placeholder ? '*' : ''}`
    const organization = ruled.get(code)
    const spoken = spoken_names.map((each) => `\t${each}`).join('')
    if (organization === undefined) return line + spoken
    const level = levelOfDivision(code)
    const following = writeCommitteeCode(Number(organization.code), committees[level] ?? 0)
    committees[level] = Number(organization.code)
    return `${line}=${following}${spoken}`
  })
}

/** `>` would stand at the end of a name. */
function writeCommitteeCode(code: number, before: number): string {
  const written = writeDivisionCode(code, before)
  return written === '>' ? String(code - before) : written
}

/** What stands for an organization in every file. */
export function writeOrganization(
  organization: NamedOrganization,
  forms: readonly [string, string][],
): Written {
  const { marks, rest } = markName(organization.name, forms)
  const others = writeOtherNames(organization).filter(
    (name) => organization.kind === 'school' || isChinese(name),
  )
  const marked = `${marks}${RESERVED.test(rest) ? ESCAPE : ''}${rest}`
  return { organization, group: groupOf(organization), rest, line: [marked, ...others].join('\t') }
}

/** The `%organizations` and `%traits` sections; in order of group and code. */
export function writeSections(members: readonly Written[]): string[] {
  const lines = ['%organizations']
  let group = ''
  let division = 0
  let kindAndLevel = ''
  let code = 0
  for (const written of members) {
    const { organization, line } = written
    if (written.group !== group) {
      group = written.group
      const next = Number(organization.division_code)
      const header = `@${writeDivisionCode(next, division)}`
      lines.push(group.slice(6) === kindAndLevel ? header : header + group.slice(6))
      division = next
      kindAndLevel = group.slice(6)
    }
    const gap = Number(organization.code) - code - 1
    if (gap !== 0) lines.push(`^${gap}`)
    code = Number(organization.code)
    lines.push(line)
  }
  return [...lines, ...writeTraits(members.map(({ organization }) => organization))]
}

/** The `%listed` and `%divisions` sections; in order of code. */
export function writeList(members: readonly Written[]): string[] {
  const lines = ['%listed']
  let kindAndLevel = ''
  let code = 0
  let division = 0
  let divisions = ''
  for (const { organization, group, line } of members) {
    if (group.slice(6) !== kindAndLevel) lines.push(`@${group.slice(6)}`)
    kindAndLevel = group.slice(6)
    const gap = Number(organization.code) - code - 1
    if (gap !== 0) lines.push(`^${gap}`)
    code = Number(organization.code)
    lines.push(line)
    divisions += writeNearDivision(Number(organization.division_code), division)
    division = Number(organization.division_code)
  }
  return [...lines, '%divisions', divisions]
}

export function inFileOrder(members: readonly Written[]): Written[] {
  return members.toSorted(
    (a, b) => compare(a.group, b.group) || compare(a.organization.code, b.organization.code),
  )
}

export function groupOf({ division_code, kind, level }: NamedOrganization): string {
  return `${division_code}${KIND_LETTERS[kind]}${level}`
}

/** Takes the places at the beginning of a name off, each at most once, the longest first. */
function markName(name: string, forms: readonly [string, string][]): { marks: string; rest: string } {
  let rest = name.replaceAll(/[\t\n\r]/g, ' ')
  let marks = ''
  for (;;) {
    const found = forms.find(([mark, form]) => rest.startsWith(form) && !marks.includes(mark))
    if (found === undefined) break
    marks += found[0]
    rest = rest.slice(found[1].length)
  }
  return { marks, rest }
}

/** The order in which `markName` tries them. */
export function longestFirst(forms: Iterable<[string, string]>): [string, string][] {
  return [...forms].sort(([a, x], [b, y]) => y.length - x.length || orderOf(a) - orderOf(b))
}

function writeOtherNames(organization: NamedOrganization): string[] {
  const { kind, name, short_name, english_name, aliases, former_names, search_names } = organization
  const clean = (text: string): string => simplifyText(text.replaceAll(/[\t\n\r]/g, ' ').trim())
  const others = [
    ...(short_name === null || short_name === name ? [] : [`~${clean(short_name)}`]),
    ...(english_name === null ? [] : [`=${clean(english_name)}`]),
    ...aliases.map(clean),
    ...(kind === 'school' ? former_names.map((former) => FORMER + clean(former)) : []),
    ...(kind === 'school' ? search_names.map((found) => HIDDEN + clean(found)) : []),
  ]
  return [...new Set(others)].filter((text) => text !== '' && text !== name)
}

/** Names in letters stand apart: they are not needed before the first answer. */
export function writeLatin(organizations: readonly NamedOrganization[]): string[] {
  const lines = organizations.flatMap((organization) => {
    const names = writeOtherNames(organization).filter((name) => !isChinese(name))
    return names.length === 0 ? [] : [[organization.code, ...names].join('\t')]
  })
  return ['%latin', ...lines]
}

function isChinese(name: string): boolean {
  return /\p{Script=Han}/u.test(name)
}

/** Most universities have an English name; the better known ones have a short one (Tongji University) or are called by its letters. */
const SHORT_ENGLISH = /^\S+ University$/
const ACRONYM = /^[A-Z][A-Z&-]+$/

export function lettersOfTraits(organizations: readonly NamedOrganization[]): string {
  const letters = organizations.map((organization) => {
    const { status, official } = organization
    return String.fromCharCode(
      0x61 + packTraits({ status, official, isKnownAbroad: isKnownAbroad(organization) }),
    )
  })
  return letters.join('').replaceAll(/([a-l])\1{7,}/g, (run, letter: string) => `${letter}${run.length}`)
}

function isKnownAbroad({ english_name, aliases }: NamedOrganization): boolean {
  return SHORT_ENGLISH.test(english_name ?? '') || aliases.some((alias) => ACRONYM.test(alias))
}

function writeTraits(organizations: readonly NamedOrganization[]): string[] {
  return ['%traits', lettersOfTraits(organizations)]
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function orderOf(mark: string): number {
  const marks: readonly string[] = MARKS
  return marks.indexOf(mark)
}

/** The `%former` section: of divisions first, then of the organizations whose other names are not with their schools. */
export function writeFormerNames(
  divisions: readonly NamedDivision[],
  organizations: readonly NamedOrganization[],
): string[] {
  const line = (owner: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [[owner, ...names].join('\t')]
  return [
    '%former',
    ...divisions.flatMap(({ code, former_names }) => line(`d${code}`, former_names)),
    ...organizations.flatMap(({ code, former_names, search_names }) =>
      line(code, [...former_names, ...search_names.map((name) => HIDDEN + name)]),
    ),
  ]
}
