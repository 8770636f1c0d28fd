import { writeFile } from 'node:fs/promises'
import type { z } from 'zod'
import { committeeNames } from '../functions/_shared/contracts/federation.ts'
import { PinnedOrganization } from './pinned-organization.ts'
import {
  readOptionalText,
  readRows,
  SourceDivision,
  SourceNameAudit,
  SourceNicknames,
  SourceSchool,
  SourceUniversity,
  SourceUniversityNames,
} from './rows.ts'

/**
 * Writes `organizations.ndjson` from the sources. A code once given to a key stays; new keys take the next codes in order.
 * Run it after the sources change and commit what it writes.
 */

const FIRST_CODE = 100001
const PINS = new URL('organizations.ndjson', import.meta.url)
const WITHOUT_COMMITTEES = new Set(['710000', '810000', '820000'])

const SCHOOL_TYPES: Record<string, PinnedOrganization['school_type']> = {
  公办本科: 'regular_university',
  合作办学: 'regular_university',
  公办职业本科: 'vocational_college',
  '公办高职（专科）': 'vocational_college',
  民办本科: 'private_university',
  民办职业本科: 'private_university',
  '民办高职（专科）': 'private_university',
  '独立学院（按名称推断）': 'independent_college',
}

const LEVELS = { nation: 1, province: 2, prefecture: 3, county: 4 } as const

type Unpinned = Omit<PinnedOrganization, 'code' | 'parent_code'> & { parent_key: string | null }

const source = (name: string) => new URL(`sources/${name}.ndjson`, import.meta.url)
const divisions = await readRows(source('divisions'), SourceDivision)
const universities = await readRows(source('universities'), SourceUniversity)
const schools = await readRows(source('schools-sample'), SourceSchool)

const nicknames = new Map(
  (await readRows(source('nicknames'), SourceNicknames)).map((row) => [row.name, row.nicknames]),
)

const universityNames = new Map(
  (await readRows(source('university-names'), SourceUniversityNames)).map((row) => [row.code, row]),
)
/** By university: names and acronyms that are another's, or none. */
const struck = Map.groupBy(
  await readRows(source('university-name-en-audit'), SourceNameAudit),
  ({ code }) => code,
)

/** A former name that only the editor vouches for, and an English name without a second source, are for search alone. */
function namesOfUniversity({ code, name, name_en, aliases }: z.output<typeof SourceUniversity>) {
  const names = universityNames.get(code)
  const wrong = new Set((struck.get(code) ?? []).flatMap(({ alias, acronym }) => [alias, acronym]))
  const former = names?.former_names ?? []
  const isSourced = ({ basis }: { basis: string[] }) => basis[0] !== 'curated'
  const english = names === undefined ? (name_en ?? null) : (names.name_en ?? null)
  const unconfirmed = names?.name_en_unconfirmed
  const shown = [...(nicknames.get(name) ?? []), ...(names?.acronyms ?? []), ...aliases]
  const others = names?.name_en_others ?? []
  return {
    english_name: english,
    aliases: [...new Set([...shown, ...others])].filter(
      (each) =>
        each !== english &&
        each !== unconfirmed &&
        !wrong.has(each) &&
        !former.some((one) => one.name === each),
    ),
    former_names: former.filter(isSourced).map((each) => each.name),
    search_names: [
      ...former.filter((each) => !isSourced(each)).map((each) => each.name),
      ...(unconfirmed === undefined ? [] : [unconfirmed]),
    ],
  }
}

const divisionByCode = new Map(divisions.map((division) => [division.code, division]))
const hasCommittee = (division: SourceDivision) =>
  division.synthetic === undefined && !WITHOUT_COMMITTEES.has(`${division.code.slice(0, 2)}0000`)

/** The nearest real division at or above a code: a placeholder layer is passed through. */
function seat(code: string): SourceDivision {
  const division = divisionByCode.get(code)
  if (division === undefined) throw new Error(`no division ${code}`)
  return hasCommittee(division) || division.parent === null ? division : seat(division.parent)
}

function divisionNamed(
  name: string,
  level: SourceDivision['level'],
  parent?: SourceDivision,
): SourceDivision {
  const found = divisions.find(
    (d) => d.name === name && d.level === level && (!parent || d.parent === parent.code),
  )
  if (found === undefined) throw new Error(`no ${level} named ${name}`)
  return found
}

const committeeKey = (division: SourceDivision) => `division:${division.code}`

const committees = divisions.filter(hasCommittee).map((division): Unpinned => {
  return {
    key: committeeKey(division),
    ...committeeNames(division),
    former_names: [],
    search_names: [],
    english_name: null,
    kind: 'committee',
    level: LEVELS[division.level],
    school_type: null,
    division_code: division.code,
    parent_key: division.parent === null ? null : committeeKey(seat(division.parent)),
  }
})

const higher = universities.map((university): Unpinned => {
  const school_type = SCHOOL_TYPES[university.type]
  if (school_type === undefined) throw new Error(`${university.name}: unknown type ${university.type}`)
  return {
    key: `university:${university.code}`,
    name: university.name,
    short_name: null,
    ...namesOfUniversity(university),
    kind: 'university',
    level: 5,
    school_type,
    division_code: seat(university.city_code).code,
    parent_key: committeeKey(divisionNamed(university.province, 'province')),
  }
})

const secondary = schools.map((school): Unpinned => {
  const province = divisionNamed(school.province, 'province')
  const place = school.county_code
    ? seat(school.county_code)
    : school.city === school.province
      ? province
      : divisionNamed(school.city, 'prefecture', province)
  return {
    key: `school:${place.code}:${school.name}`,
    name: school.name,
    short_name: null,
    aliases: [],
    former_names: [],
    search_names: [],
    english_name: null,
    kind: 'school',
    level: 5,
    school_type: 'secondary_school',
    division_code: place.code,
    parent_key: committeeKey(place),
  }
})

const pinned = (await readOptionalText(PINS))
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => PinnedOrganization.parse(JSON.parse(line)))
const codes = new Map(pinned.map((row) => [row.key, row.code]))
let next = Math.max(FIRST_CODE - 1, ...pinned.map((row) => Number(row.code))) + 1
const unpinned = [...committees.sort((a, b) => a.level - b.level), ...higher, ...secondary]
for (const { key } of unpinned) if (!codes.has(key)) codes.set(key, String(next++))

const codeOf = (key: string): string => {
  const code = codes.get(key)
  if (code === undefined) throw new Error(`no code for ${key}`)
  return code
}
const rows = unpinned.map(({ parent_key, key, ...facts }) =>
  PinnedOrganization.parse({
    code: codeOf(key),
    key,
    ...facts,
    parent_code: parent_key && codeOf(parent_key),
  }),
)
const withoutNone = (name: string, value: unknown) =>
  /^(former|search)_names$/.test(name) && Array.isArray(value) && value.length === 0 ? undefined : value
await writeFile(PINS, `${rows.map((row) => JSON.stringify(row, withoutNone)).join('\n')}\n`)
console.log(`${rows.length} organizations, ${rows.length - pinned.length} of them new`)
