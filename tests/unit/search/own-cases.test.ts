import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { namesOf, realRows } from '../../fixtures/search/real-names.ts'

const names = await namesOf(realRows())
const cases = readFileSync(new URL('../../fixtures/search/own-cases.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([query = '', expected = '', first = '']) => ({ query, expected, first: Number(first) }))

test.each(cases)('「$query」 is $expected', async ({ query, expected, first }) => {
  const { hits } = await names.search(query, { limit: first })
  const found = hits.map(({ name }) => name)
  const wanted = expected.split('|')
  expect(
    wanted.some((name) => found.includes(name)),
    found.join(' '),
  ).toBe(true)
})
