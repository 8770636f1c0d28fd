import { z } from 'zod'
import { tidy } from '../text/text.ts'

/** A word to whoever decides: 500 characters after tidying; nothing typed becomes null. */
export const Note = z
  .string()
  .nullish()
  .transform((typed) => tidy(typed ?? '') || null)
  .pipe(z.string().max(500, '说明最多 500 个字').nullable())
