import type { Resend } from 'resend'
import { z } from 'zod'
import type { Message } from '../_shared/mail/render.ts'
import { judgeRefusal, type Refusal } from './refusal.ts'

/** `rest_seconds`: how long the provider wants no request at all. */
export type SendOutcome =
  | { readonly outcome: 'sent'; readonly provider_ids: string[]; readonly rest_seconds: number }
  | Refusal

/** Hands a frozen batch to the provider under its key. Never throws. */
export type Send = (key: string, messages: readonly Message[]) => Promise<SendOutcome>

/** Far below the lease, so that a hung request is given up before another worker may claim its batch. */
const REQUEST_TIMEOUT_MS = 20_000

const Accepted = z.object({ data: z.array(z.object({ id: z.string() })) })

/** The SDK hands error bodies on as they came, from a proxy too. */
const RefusedBody = z.object({
  name: z.string().catch('unknown'),
  statusCode: z.number().nullable().catch(null),
  message: z.string().catch(''),
})

/**
 * Sends through Resend. A batch of one goes the same way as a batch of a hundred.
 * https://resend.com/docs/api-reference/emails/send-batch-emails
 */
export function createSend(resend: Pick<Resend, 'batch'>): Send {
  return async (key, messages) => {
    const { data, error, headers } = await resend.batch.send([...messages], {
      idempotencyKey: key,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    })
    const accepted = Accepted.safeParse(data)
    if (accepted.success && accepted.data.data.length === messages.length) {
      const provider_ids = accepted.data.data.map(({ id }) => id)
      return { outcome: 'sent', provider_ids, rest_seconds: restSeconds(headers) }
    }
    const refused = RefusedBody.safeParse(error)
    return judgeRefusal(refused.success ? refused.data : UNREADABLE, headers)
  }
}

/** The same key makes asking again safe. */
const UNREADABLE = { name: 'unreadable_answer', statusCode: null, message: '' }

/** https://resend.com/docs/api-reference/rate-limit */
function restSeconds(headers: Readonly<Record<string, string>> | null): number {
  if (headers?.['ratelimit-remaining'] !== '0') return 0
  const seconds = Number(headers['ratelimit-reset'])
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0
}
