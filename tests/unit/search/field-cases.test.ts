import { describe, expect, test } from 'vitest'
import { FIELD_CASES, fieldCase } from '../../fixtures/field-cases.ts'
import { namesOf, realRows } from '../../fixtures/search/real-names.ts'

const names = await namesOf(realRows())

describe('what people who do this job searched for is found first', () => {
  test.each(FIELD_CASES.filter(({ where }) => where === 'search'))(
    '$id: 「$input」 is $expected',
    async (each) => {
      const { hits } = await names.search(each.input, { limit: 5 })
      expect(hits[0]?.name, hits.map(({ name }) => name).join(' ')).toBe(each.expected)
    },
  )
})

test(`a radical by itself finds what its ideograph finds: ${fieldCase('B01.16').input}`, async () => {
  const found = async (query: string) => (await names.search(query)).hits.map(({ code }) => code)
  expect(await found(fieldCase('B01.16').input)).toEqual(await found('马'))
})
