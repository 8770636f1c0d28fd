import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { namesOf, realRows } from '../../fixtures/search/real-names.ts'

const Case = z.object({
  query: z.string(),
  kind: z.string(),
  mode: z.enum(['top', 'all', 'none', 'safe']),
  k: z.int(),
  expect: z.array(z.string()),
})

const cases = readFileSync(new URL('../../fixtures/search/search-cases.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Case.parse(JSON.parse(line)))
const names = await namesOf(realRows())

test.each(cases)(
  '$kind: 「$query」 finds what a person means',
  async ({ query, mode, k, expect: expected }) => {
    const { hits } = await names.search(query, { limit: k })
    const found = new Set(hits.flatMap(({ name }) => [name, name.replace(/^共青团(.*)委员会$/u, '$1')]))
    expect(hits.length).toBeLessThanOrEqual(k)
    if (mode === 'none') expect(hits.map(({ name }) => name)).toEqual([])
    if (mode === 'top') expect(expected.filter((name) => found.has(name))).not.toEqual([])
    if (mode === 'all') expect(expected.filter((name) => !found.has(name))).toEqual([])
  },
)
