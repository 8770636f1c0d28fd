import { inspect } from 'node:util'
import postgres from 'postgres'
import { z } from 'zod'

const databaseError = z.object({
  name: z.literal('PostgresError'),
  code: z.string(),
  message: z.string(),
  detail: z.string().nullish(),
  hint: z.string().nullish(),
})

// docs.postgrest.org, "Errors", "HTTP Status Codes": the most exact prefix first. Anything else is 400.
const statuses: readonly (readonly [prefix: string, status: number])[] = [
  ['23503', 409],
  ['23505', 409],
  ['25006', 405],
  ['42P17', 500],
  ['53400', 500],
  ['P0001', 400],
  ['08', 503],
  ['09', 500],
  ['0L', 403],
  ['0P', 403],
  ['25', 500],
  ['28', 403],
  ['2D', 500],
  ['38', 500],
  ['39', 500],
  ['3B', 500],
  ['40', 500],
  ['53', 503],
  ['54', 500],
  ['55', 500],
  ['57', 500],
  ['58', 500],
  ['F0', 500],
  ['HV', 500],
  ['P0', 500],
  ['XX', 500],
]

function statusOf(code: string): number {
  return statuses.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 400
}

/** Lite's Auth prints the database's own error, whose message, detail and context quote what was typed: only its code is for the log. */
export function printCodesAlone(): void {
  Object.defineProperty(postgres.PostgresError.prototype, inspect.custom, {
    configurable: true,
    // Else no error could be given words of its own, as toReply does.
    writable: true,
    value(this: postgres.PostgresError) {
      return `database: refused with ${this.code}`
    },
  })
}

/** What Lite answers as PostgREST does by itself, some of it with the asking role in mind (42501 is 401 or 403). */
const answeredWell = /^(?:42501|42P01|42883|42703|PT\d{3}|PGRST)$/

/**
 * Mend 4. Lite knows how to answer a `raise sqlstate 'PGRST'`, which carries the whole reply in its text; every other
 * refusal of the database is put into that form, because on its own it would become a 500 or lose its hint.
 */
export function toReply(error: unknown): unknown {
  const parsed = databaseError.safeParse(error)
  if (!parsed.success) return error
  const { code, message, detail, hint } = parsed.data
  // Lite prints what it refuses. The row that failed stands in the detail, what was typed in the message, and both are nobody's to read.
  const printed = () => `rest: refused with ${code}${hint ? ` (${hint})` : ''}`
  if (answeredWell.test(code)) return Object.assign(Object(error), { [inspect.custom]: printed })
  return {
    code: 'PGRST',
    message: JSON.stringify({ code, message, details: detail ?? null, hint: hint ?? null }),
    detail: JSON.stringify({
      status: statusOf(code),
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Proxy-Status': `PostgREST; error=${code}`,
      },
    }),
    [inspect.custom]: printed,
  }
}
