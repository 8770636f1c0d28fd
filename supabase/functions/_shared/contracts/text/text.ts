import { mendRadicals } from './signs.ts'

const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: to strip them is the point
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/**
 * Tidies what a person typed or pasted: compatibility forms (full-width digits and letters) become plain, invisible and
 * direction-changing characters go, radicals become the ideographs that they look like, tabs and runs of space become one space, ends are trimmed. Runs before validation.
 * `private.tidy(text)` is the same in the database.
 */
export function tidy(typed: string): string {
  return mendRadicals(typed.normalize('NFKC')).replace(INVISIBLE, '').replace(/\s+/g, ' ').trim()
}

/** A handle as it is kept: platforms write an `@` before it that is no part of it. */
export function plainHandle(typed: string): string {
  return tidy(typed).replace(/^@+ ?/, '')
}
