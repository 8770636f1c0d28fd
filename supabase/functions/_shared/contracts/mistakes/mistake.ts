import { z } from 'zod'
import { tidy } from '../text/text.ts'
import { tidied } from '../text/tidied.ts'
import { MISTAKE_KINDS, SAID_LENGTH, SOURCE_LIMIT } from './mistake-kinds.ts'

/** What a visitor reports at /report, and what the function answers. No name and no address of the visitor is asked for. */

/** Lines stay lines; each is tidied. */
const tidyLines = (typed: string) =>
  typed
    .split(/\r\n?|\n/)
    .map(tidy)
    .join('\n')
    .trim()

export const MistakeReport = z.object({
  /** Six digits; null where the visitor named none. */
  organization_code: z
    .union([z.null(), z.string()])
    .transform((typed) => tidy(typed ?? '') || null)
    .pipe(z.union([z.null(), z.string().regex(/^\d{6}$/)])),
  kind: z.enum(MISTAKE_KINDS.map(({ kind }) => kind)),
  said: z.string().transform(tidyLines).pipe(z.string().min(SAID_LENGTH.min).max(SAID_LENGTH.max)),
  source: z
    .union([z.null(), tidied('')])
    .transform((text) => text || null)
    .pipe(z.union([z.null(), z.string().max(SOURCE_LIMIT)])),
})
export type MistakeReport = z.output<typeof MistakeReport>

/** What goes along with a report, and is posted alone to get a ticket. */
export const MistakeTicket = z.object({
  /** Shows how long the form has been open; null where the page has none yet. */
  ticket: z.union([z.null(), z.string().max(100)]).catch(null),
  /** A field that no person sees: what stands in it was written by a program. */
  left_empty: z.string().catch(''),
})

/**
 * POST /functions/v1/report-mistake. HTTP: kept 200; wrong 400; unknown_organization 404; too_early 425, with a ticket to come back with;
 * too_many 429; failed 500.
 */
export const ReportMistakeReply = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('kept') }),
  z.object({ outcome: z.literal('wrong'), fields: z.array(z.string()) }),
  z.object({ outcome: z.literal('unknown_organization') }),
  z.object({ outcome: z.literal('too_early'), ticket: z.string(), retry_after_s: z.int() }),
  z.object({ outcome: z.literal('too_many'), retry_after_s: z.int().optional() }),
  z.object({ outcome: z.literal('failed') }),
])
export type ReportMistakeReply = z.output<typeof ReportMistakeReply>
