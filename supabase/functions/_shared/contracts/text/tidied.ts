import { z } from 'zod'
import { tidy } from './text.ts'

/** A tidied string; the sentence is shown when nothing was typed. */
export const tidied = (missing: string) => z.string({ error: missing }).transform(tidy)
