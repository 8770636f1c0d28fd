import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { findFolded } from '../../../src/lib/directory/folded-runs.ts'
import { addressOf, foldedPrefixes, foldedRuns } from '../../../src/lib/directory/folding.ts'
import { pageAddresses } from '../../../src/lib/publishing/page-addresses.ts'
import { foldedAddress, organizationAddress } from '../../../src/lib/site/addresses.ts'
import { openRegister, type Register } from '../../../src/lib/snapshot/register.ts'
import { committee, organizations } from '../../fixtures/snapshot/organizations.ts'
import { writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

let folder: string
let register: Register

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'folding-'))
  writeFixtureSnapshot(join(folder, 'snapshot.sqlite'))
  register = openRegister(join(folder, 'snapshot.sqlite'))
})
afterAll(() => {
  register.close()
  rmSync(folder, { recursive: true, force: true })
})

const expected = organizations.filter(({ status }) => status === 'expected')
const others = organizations.filter(({ status }) => status !== 'expected')
const paged = () => pageAddresses(register, { routes: ['/o/[prefix]/[code]'], chapters: [] })

describe('where the host takes many files', () => {
  it('every organization has a page, and nothing is folded', () => {
    expect(paged()).toHaveLength(organizations.length)
    expect(organizations.filter((each) => addressOf(register, each).includes('#'))).toEqual([])
    expect(foldedPrefixes(register)).toEqual([])
  })
})

describe('where the host takes few files', () => {
  beforeEach(() => {
    vi.stubEnv('FOLD_EXPECTED', '1')
  })

  it('only what is more than expected has a page', () => {
    expect(expected.length).toBeGreaterThan(5000)
    expect(paged()).toEqual(others.map(({ code }) => organizationAddress(code)))
  })

  it('the rest are rows of their division, or of the one above where that is a placeholder', () => {
    const county = committee('330108')
    expect(addressOf(register, county)).toBe(foldedAddress('330108', county.code))
    const inBeijing = { code: '999999', status: 'expected', division_code: '110100' } as const
    expect(addressOf(register, inBeijing)).toBe('/d/110000#o-999999')
  })

  it('every address that was known still leads there', () => {
    const runs = new Map(foldedPrefixes(register).map((prefix) => [prefix, foldedRuns(register, prefix)]))
    const lost = expected.filter(
      (each) => findFolded(runs.get(each.code.slice(0, 2)), each.code) !== addressOf(register, each),
    )
    expect(lost).toEqual([])
    const mistaken = others.filter((each) => findFolded(runs.get(each.code.slice(0, 2)), each.code) !== null)
    expect(mistaken).toEqual([])
    // Codes run on within a place, so that the lists stay small.
    const length = [...runs.values()].flat().length
    expect(length).toBeLessThan(expected.length)
  })
})

describe('the list of what is folded', () => {
  it.each([
    ['no list', 'text'],
    ['a row that is none', [7]],
    ['a division that is an address', [[100001, 999999, '../../x']]],
  ])('leads nowhere when it is %s', (_title, runs) => expect(findFolded(runs, '100500')).toBeNull())
})
