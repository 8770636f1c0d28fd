import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FIELD_CASES } from '../../fixtures/field-cases.ts'

const folder = new URL('../../', import.meta.url)
const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file) && file !== 'unit/house/field-cases.test.ts')
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .filter((text) => text.includes('fixtures/field-cases.ts'))
const searched = tests.some((text) => text.includes(`FIELD_CASES.filter(({ where }) => where === 'search')`))

test('every input that was reported is read by a test, by its id or with all that were searched for', () => {
  const unread = FIELD_CASES.filter(
    ({ id, where }) => !(where === 'search' && searched) && !tests.some((text) => text.includes(`'${id}'`)),
  )
  expect(unread.map(({ id, kind }) => `${id} ${kind}`)).toEqual([])
})
