import type { z } from 'zod'
import { tidy } from '#contracts/text/text.ts'
import { errorsOf, type FieldError } from './field-error.ts'

/** What holds nothing counts as missing, so that a schema asks for it instead of counting its characters. */
export const given = (typed: string) => (tidy(typed) === '' ? undefined : typed)

export const givenOf = (typed: Record<string, string>) =>
  Object.fromEntries(Object.entries(typed).map(([field, text]) => [field, given(text)]))

/** The errors of an input, under the path where the form shows the schema. */
export function failures(schema: z.ZodType, input: unknown, under: string): FieldError[] {
  const parsed = schema.safeParse(input)
  return parsed.success ? [] : errorsOf(parsed.error, under)
}
