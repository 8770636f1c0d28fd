import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { refusalsPage } from '../../../docs/refusals.ts'

test('the page of refusals says what the catalogue says (npm run docs:refusals writes it)', async () => {
  expect(await readFile('docs/refusals.md', 'utf8')).toBe(refusalsPage())
})

test('the page has words for every outcome', () => {
  const [, outcomes = ''] = refusalsPage().split('## By edge functions')
  const rows = outcomes.split('\n').filter((line) => line.startsWith('| `'))
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter((line) => !/^\| `[\w-]+` \| `\w+` \| [^|]*[一-龥]/.test(line))).toEqual([])
})
