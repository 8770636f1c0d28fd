import { inspect } from 'node:util'
import postgres from 'postgres'
import { expect, test } from 'vitest'
import { printCodesAlone } from '../../../supabase/local/lite/errors.ts'

test('an error of the database that Auth prints says its code, and nothing of what was typed', () => {
  const Refusal = postgres.PostgresError as unknown as new (fields: object) => postgres.PostgresError
  const error = new Refusal({
    code: '23505',
    message: '13912345678',
    detail: 'Key (email)=(canary@example.org) already exists.',
    where: 'JSON data: 13912345678',
  })
  expect(inspect(error)).toContain('canary')
  printCodesAlone()
  expect(inspect(error)).toBe('database: refused with 23505')
})
