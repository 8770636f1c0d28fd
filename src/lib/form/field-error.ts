import type { z } from 'zod'

/** An error and the path of the field it belongs to (`contact.mobile`); an empty path belongs to the whole step. */
export interface FieldError {
  path: string
  message: string
}

/** The id of the input of a path, for `href`, `aria-describedby` and focus. */
export const fieldId = (path: string) => `field-${path.replaceAll('.', '-')}`

/** The first issue of each field, in the order of the schema, under the path where the form shows the schema. */
export function errorsOf(error: z.ZodError, under = ''): FieldError[] {
  const found = new Map<string, string>()
  for (const issue of error.issues) {
    const path = [under, ...issue.path.map(String)].filter((part) => part !== '').join('.')
    if (!found.has(path)) found.set(path, issue.message)
  }
  return Array.from(found, ([path, message]) => ({ path, message }))
}

export const messageFor = (errors: readonly FieldError[], path: string): string | undefined =>
  errors.find((error) => error.path === path)?.message

/** What is read with an input: its help and its error, as far as there are any. */
export function describedBy(id: string, hasHelp: boolean, hasError: boolean): string | undefined {
  const parts = [...(hasHelp ? [`${id}-help`] : []), ...(hasError ? [`${id}-error`] : [])]
  return parts.length === 0 ? undefined : parts.join(' ')
}
