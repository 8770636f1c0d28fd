import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { namesOf, realRows } from '../../fixtures/search/real-names.ts'

const Case = z.object({ id: z.string(), where: z.string(), input: z.string(), expected: z.string() })

const cases = readFileSync(new URL('../../fixtures/field-cases.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Case.parse(JSON.parse(line)))
const names = await namesOf(realRows())

describe('what people who do this job searched for is found first', () => {
  test.each(cases.filter(({ where }) => where === 'search'))('$id: 「$input」 is $expected', async (each) => {
    const { hits } = await names.search(each.input, { limit: 5 })
    expect(hits[0]?.name, hits.map(({ name }) => name).join(' ')).toBe(each.expected)
  })
})

test('a radical by itself finds what its ideograph finds', async () => {
  const found = async (query: string) => (await names.search(query)).hits.map(({ code }) => code)
  expect(await found('⻢')).toEqual(await found('马'))
})
