import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { recogniseAddress } from '#contracts/addresses/recognise.ts'
import { FLAWS, findFlaws } from '../../../src/lib/spreadsheet/address-flaws.ts'
import { readQuestion } from '../../../src/lib/verify/question.ts'

/**
 * Rows of a public register of another country's official accounts, each flaw tagged by hand in `issues`: all rows with a rare flaw, all that share
 * their address, and an eighth of the rest (of 5,213 rows).
 */
const Row = z.object({
  handle: z.string().nullable(),
  url: z.string(),
  name: z.string(),
  issues: z.array(z.string()),
})
const rows = readFileSync(new URL('../../fixtures/accounts-dirty.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Row.parse(JSON.parse(line)))

/** Share of the tagged rows that are found, and of the found rows that are tagged. */
function measure(flaw: string): { tagged: number; recall: number; precision: number } {
  const found = findFlaws(rows).map((flaws) => flaws.some((each) => each === flaw))
  const tagged = rows.map(({ issues }) => issues.includes(flaw))
  const both = rows.filter((_, index) => found[index] && tagged[index]).length
  const count = (list: boolean[]) => list.filter(Boolean).length
  return { tagged: count(tagged), recall: both / count(tagged), precision: both / count(found) }
}

describe('a dirty list of accounts', () => {
  it.each([
    ['bad-url', 7],
    ['duplicate-url', 165],
    ['handle-not-in-url', 86],
    ['excel-scientific-handle', 35],
    ['mojibake-name', 15],
    ['space-in-name', 3],
  ])('is told every %s, and none that is none', (flaw, tagged) => {
    expect(measure(flaw)).toEqual({ tagged, recall: 1, precision: 1 })
  })

  it('is told every address without encryption, also two that its makers overlooked (Http://)', () => {
    const { recall, precision } = measure('http')
    expect(recall).toBe(1)
    expect(precision).toBeCloseTo(148 / 150)
  })

  it('holds every flaw that is looked for', () => {
    expect(new Set(rows.flatMap(({ issues }) => issues))).toEqual(new Set(Object.keys(FLAWS)))
  })

  it('holds no account of ours: a foreign platform is never taken for one', () => {
    expect(rows.flatMap(({ url }) => recogniseAddress(url) ?? [])).toEqual([])
    expect(rows.filter(({ url }) => readQuestion(url).kind === 'account')).toEqual([])
  })
})
