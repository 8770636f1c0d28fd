import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNames } from '../../../src/lib/search/client/names-query.ts'
import { hitAddress } from '../../../src/lib/search/client/search-address.ts'
import { buildNamesIndex, composeFiles } from '../../../src/lib/search/index/names-index.ts'
import { placeFiles } from '../../../src/lib/search/index/placed-files.ts'
import { openReadingMemory } from '../../../src/lib/search/text/reading-memory.ts'
import { organizationOf, smallRows } from '../../fixtures/search/real-names.ts'
import { fixtureOfProvinces, writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minglu-names-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const filesIn = (out: string): string[] =>
  readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1))
    .sort()

test('a file with the same bytes is left alone, another is replaced and never written into', () => {
  const out = join(folder, 'names')
  const served = join(folder, 'served.txt')
  placeFiles(
    new Map([
      ['first.txt', 'old'],
      ['near/1101.txt', 'same'],
    ]),
    out,
  )
  writeFileSync(join(out, 'first.txt.br'), 'of the old one')
  linkSync(join(out, 'first.txt'), served)
  const before = statSync(join(out, 'near/1101.txt')).ino
  expect(
    placeFiles(
      new Map([
        ['first.txt', 'new'],
        ['near/1101.txt', 'same'],
      ]),
      out,
    ),
  ).toBe(1)
  expect(readFileSync(served, 'utf8')).toBe('old')
  expect(readFileSync(join(out, 'first.txt'), 'utf8')).toBe('new')
  expect(statSync(join(out, 'near/1101.txt')).ino).toBe(before)
  expect(filesIn(out)).toEqual(['first.txt', 'near/1101.txt'])
})

test('what is no part of the index any more is taken away with its compressed forms', () => {
  const out = join(folder, 'names')
  mkdirSync(join(out, 'all'), { recursive: true })
  for (const name of ['all/schools-1-old.txt', 'all/schools-1-old.txt.gz', 'manifest.json'])
    writeFileSync(join(out, name), '')
  placeFiles(new Map([['first.txt', 'new']]), out)
  expect(filesIn(out)).toEqual(['first.txt'])
})

test('a remembered reading gives the same bytes as a new one, and a spoilt memory is forgotten', async () => {
  const snapshot = join(folder, 'snapshot.sqlite')
  const rows = fixtureOfProvinces(['11'])
  writeFixtureSnapshot(snapshot, { ...rows, organizations: rows.organizations.slice(0, 100) })
  const cache = join(folder, 'cache')
  const read = (out: string) => filesIn(out).map((file) => [file, readFileSync(join(out, file), 'utf8')])
  const order = (name: string) => ({ snapshot, out: join(folder, name), cache })
  await buildNamesIndex({ snapshot, out: join(folder, 'plain') })
  await buildNamesIndex(order('first'))
  await buildNamesIndex(order('second'))
  const [memory = ''] = readdirSync(cache)
  writeFileSync(join(cache, memory), '{"北京":1')
  await buildNamesIndex(order('third'))
  for (const name of ['first', 'second', 'third'])
    expect(read(join(folder, name))).toEqual(read(join(folder, 'plain')))
})

test('a text is read once, also by the next index', () => {
  let asked = 0
  const reader = (): string[] => {
    asked += 1
    return ['ren', 'da']
  }
  const memory = openReadingMemory(folder)
  for (let times = 0; times < 2; times += 1) expect(memory.read('人大', reader)).toEqual(['ren', 'da'])
  memory.keep()
  expect(openReadingMemory(folder).read('人大', reader)).toEqual(['ren', 'da'])
  expect(asked).toBe(1)
})

test('where expected organizations are folded, a hit leads to their row of the page that lists them', async () => {
  const rows = smallRows(
    organizationOf({ code: '100001', name: '甲中学', division_code: '110108' }),
    organizationOf({ code: '100002', name: '乙中学', division_code: '110100' }),
    organizationOf({ code: '100003', name: '丙中学', status: 'registered' }),
  )
  const addresses = async (folded: boolean): Promise<string[]> => {
    const files = composeFiles(rows, { folded })
    const names = await openNames(async (file) => new TextEncoder().encode(files.get(file)).buffer)
    await names.loadAll()
    const { hits } = await names.search('', { filters: { kinds: ['school'] } })
    return hits.map(hitAddress)
  }
  expect(await addresses(true)).toEqual(['/d/110108#o-100001', '/d/110000#o-100002', '/o/10/100003'])
  expect(await addresses(false)).toEqual(['/o/10/100001', '/o/10/100002', '/o/10/100003'])
})
