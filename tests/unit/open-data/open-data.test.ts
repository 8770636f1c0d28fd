import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Catalogue, sizeInWords } from '../../../src/lib/open-data/catalogue.ts'
import { TABLES } from '../../../src/lib/open-data/dictionary.ts'
import { divisionData } from '../../../src/lib/open-data/division-data.ts'
import {
  composeNation,
  type DataFolder,
  writeNationalSqlite,
  writeParts,
} from '../../../src/lib/open-data/open-data.ts'
import { partCodes, partsOf } from '../../../src/lib/open-data/parts.ts'
import { siteFolder } from '../../../src/lib/publishing/site-folder.ts'
import { openRegister, type Register } from '../../../src/lib/snapshot/register.ts'
import type { Relations } from '../../../src/lib/snapshot/relations.ts'
import { csvLine } from '../../../src/lib/spreadsheet/writer.ts'
import { fieldCase } from '../../fixtures/field-cases.ts'
import { committee } from '../../fixtures/snapshot/organizations.ts'
import { fixtureOfProvinces, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

const FORMER_UNIVERSITY = '浙江丝绸工学院'
const FORMER_DISTRICT = '余杭县'
const UNCONFIRMED = 'Unconfirmed University of Zhejiang'

const relations = named(fixtureOfProvinces(['11', '33']))

/** With a former name of a university and of a district, and a name that nobody has confirmed. */
function named({ organizations, divisions, ...others }: Relations): Relations {
  return {
    ...others,
    organizations: organizations.map((each) =>
      each.name === '浙江理工大学'
        ? { ...each, former_names: [FORMER_UNIVERSITY], search_names: [UNCONFIRMED] }
        : each,
    ),
    divisions: divisions.map((each) =>
      each.code === '330110' ? { ...each, former_names: [FORMER_DISTRICT] } : each,
    ),
  }
}
let folder: string
let snapshot: string
let register: Register
let site: DataFolder

const file = (name: string) => readFileSync(join(site.folder, 'data', name))
const text = (name: string) => file(name).toString('utf8')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-data-'))
  snapshot = join(folder, 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot, relations)
  register = openRegister(snapshot)
  const place = join(folder, 'site')
  site = { folder: place, ...siteFolder(place) }
  site.write('data/begun', '')
  writeParts(site, snapshot, partCodes(register))
  writeNationalSqlite(site, snapshot)
  composeNation(site, snapshot)
})
afterAll(() => {
  register.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a line of CSV', () => {
  it.each([
    ['a formula', '=1+1', "'=1+1"],
    ['a nickname that begins with @', '@团委', "'@团委"],
    ['a minus', '-2', "'-2"],
    ['a formula in full width', '＝A1', "'＝A1"],
    ['a tab before a formula', '\t=1', "'\t=1"],
    ['the code of the nation', '000000', "'000000"],
    ['an identifier longer than a spreadsheet counts', '9900000000710014', "'9900000000710014"],
    ['a handle that reads as a power of ten', '12e5', "'12e5"],
    ['a handle that reads as a date', '3-4', "'3-4"],
    ['an organization’s code', '100001', '100001'],
    ['a date', '2026-03-08', '2026-03-08'],
    ['quotes and commas', '团委,"青春"', '"团委,""青春"""'],
    ['a line break', '一\n二', '"一\n二"'],
    ['nothing', null, ''],
    ['yes', true, '1'],
    ['several', ['甲', '乙'], '甲；乙'],
  ])('%s', (_, value, cell) => expect(csvLine([value, 'x'])).toBe(`${cell},x\r\n`))

  it('is guarded where a formula stands behind white space or what is not seen', () => {
    const hidden = [...' \t\v\f\0\u0085\u00a0\u1680\u2003\u200b\u2028\u202f\u205f\u2060\u3000\ufeff']
    const starts = [...'=+-@＝＋－＠﹢﹣﹦﹫']
    expect(csvLine([fieldCase('E02.1').input.slice(1, -1)])).toBe("' =1+1\r\n")
    for (const before of ['', ...hidden, '\u3000 \t', ' \ufeff'])
      for (const start of starts) expect(csvLine([`${before}${start}1`])).toBe(`'${before}${start}1\r\n`)
    for (const plain of ['甲=1', 'a@b.cn', '〔2026〕-1', '（=）', '~', '^'])
      expect(csvLine([plain])).toBe(`${plain}\r\n`)
  })
})

describe('the files of the open data', () => {
  it('hold every organization and every account once, in the nation as in its parts', () => {
    const lines = (name: string) => text(name).trim().split('\r\n').slice(1)
    for (const kind of ['organizations.csv', 'accounts.csv'])
      expect(partCodes(register).flatMap((part) => lines(`p/${part}/${kind}`))).toEqual(lines(kind))
    expect(lines('organizations.csv')).toHaveLength(relations.organizations.length)
    expect(lines('accounts.csv')).toHaveLength(relations.accounts.length)
    expect(text('organizations.csv').charCodeAt(0)).toBe(0xfeff)
  })

  it('give a line of JSON for each organization, with its accounts', () => {
    const entries = gunzipSync(file('register.ndjson.gz')).toString('utf8').trim().split('\n')
    const parsed = entries.map((line) => JSON.parse(line))
    expect(parsed).toHaveLength(relations.organizations.length)
    expect(parsed.flatMap((entry) => entry.accounts)).toHaveLength(relations.accounts.length)
    const hangzhou = parsed.find(({ code }) => code === committee('330100').code)
    expect(hangzhou).toMatchObject({ place: '浙江省杭州市', status: 'registered' })
    expect(hangzhou.accounts[0]).toMatchObject({ handle: '5000000001', checked_at: '2026-11-16T01:12:00Z' })
  })

  it.each(['register.sqlite.gz', 'p/330000/register.sqlite'])(
    '%s is whole, says what its columns mean, and breaks no reference',
    (name) => {
      const place = join(folder, 'read.sqlite')
      const bytes = file(name)
      site.write('../read.sqlite', name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
      const database = new DatabaseSync(place, { readOnly: true })
      const all = (sql: string) => database.prepare(sql).all()
      expect(all('pragma foreign_key_check')).toEqual([])
      expect(all('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
      expect(
        all(
          `select o.name, a.handle from accounts a join organizations o on o.code = a.organization_code where a.id = 1`,
        ),
      ).toEqual([{ name: committee('330100').name, handle: '5000000001' }])
      const explained = new Set(
        all('select * from columns').map((row) => `${row['table_name']}.${row['column_name']}`),
      )
      for (const { name: table } of TABLES)
        for (const { name: column } of all(`pragma table_info(${table})`))
          expect(explained).toContain(`${table}.${column}`)
      database.close()
    },
  )

  it('say how organizations and divisions were called before, and nothing that nobody has confirmed', () => {
    const lines = gunzipSync(file('register.ndjson.gz')).toString('utf8')
    expect(lines).toContain(`"former_names":["${FORMER_UNIVERSITY}"]`)
    expect(text('organizations.csv')).toContain(`,${FORMER_UNIVERSITY},`)
    const { division } = divisionData(register, '330110')
    expect(division.former_names).toEqual([FORMER_DISTRICT])
    const place = join(folder, 'former.sqlite')
    site.write('../former.sqlite', gunzipSync(file('register.sqlite.gz')))
    const database = new DatabaseSync(place, { readOnly: true })
    expect(database.prepare('select former_name from former_names').all()).toEqual([
      { former_name: FORMER_UNIVERSITY },
    ])
    expect(database.prepare('select * from division_former_names').all()).toEqual([
      { division_code: '330110', former_name: FORMER_DISTRICT },
    ])
    database.close()
    const whole = [lines, text('organizations.csv'), JSON.stringify(divisionData(register, '330100'))].join()
    expect(whole).not.toMatch(new RegExp(`${UNCONFIRMED}|search_names`))
    expect(readFileSync(place).includes(UNCONFIRMED)).toBe(false)
  })

  it('are listed with their sizes and checksums', () => {
    const { nation, parts } = Catalogue.parse(JSON.parse(text('files.json')))
    const listed = [...nation, ...parts.flatMap(({ files }) => files)]
    expect(listed).toHaveLength(4 + 3 * 4)
    for (const { address, bytes, sha256 } of listed) {
      const content = readFileSync(join(site.folder, address))
      expect({ address, bytes, sha256 }).toEqual({
        address,
        bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
      })
    }
  })

  it('are made anew only for the province that a change touches', () => {
    expect(partsOf(['/d/330122', '/d/330100', '/d/000000', '/o/10/100116', '/data/d/110000.json'])).toEqual([
      '000000',
      '330000',
    ])
  })
})

it('a division says its counts, what is below it, and its own organizations with their accounts', () => {
  const { division, counts, children, organizations } = divisionData(register, '330100')
  expect(division).toEqual({
    code: '330100',
    name: '杭州市',
    level: 'prefecture',
    former_names: [],
    parent_code: '330000',
  })
  expect(counts.expected).toBeGreaterThan(counts.registered)
  expect(children.map(({ name }) => name)).toContain('桐庐县')
  expect(organizations[0]?.accounts).toHaveLength(8)
})

it.each([
  [999, '999 B'],
  [1400, '1.4 KB'],
  [860_000, '860 KB'],
  [13_368_551, '13 MB'],
])('%d bytes are %s', (bytes, words) => expect(sizeInWords(bytes)).toBe(words))

describe('a national file that is too large for a host', () => {
  const part = 'data/p/110000/accounts.csv'
  const nation = () => Catalogue.parse(JSON.parse(text('files.json'))).nation.map(({ address }) => address)
  const stands = (name: string) => existsSync(join(site.folder, 'data', name))

  it('is given as .gz alone, and plainly again when it has shrunk', () => {
    const small = text('p/110000/accounts.csv')
    const before = text('accounts.csv')
    site.write(part, small + csvLine(['长'.repeat(1000)]).repeat(7000))
    composeNation(site, snapshot)
    expect(stands('accounts.csv')).toBe(false)
    expect(nation()).toContain('/data/accounts.csv.gz')
    expect(gunzipSync(file('accounts.csv.gz')).length).toBeGreaterThan(21_000_000)
    site.write(part, small)
    composeNation(site, snapshot)
    expect(stands('accounts.csv.gz')).toBe(false)
    expect(nation()).toContain('/data/accounts.csv')
    expect(text('accounts.csv')).toBe(before)
  })
})
