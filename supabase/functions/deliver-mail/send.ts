import type { Resend } from 'resend'
import { z } from 'zod'
import type { MailBatch, RefusedMail } from '../_shared/database/mail.ts'
import type { RenderedMail } from '../_shared/mail/render.ts'
import { withoutAddresses } from '../_shared/mail/without-addresses.ts'
import { type BatchFailure, judgeFailure, mailFault } from './batch-failure.ts'

/**
 * `provider_ids` by place, null where the provider took all but that one, and then `refused` says why.
 * `rest_seconds`: how long the provider wants no request at all.
 */
export type SendOutcome =
  | {
      readonly outcome: 'sent'
      readonly provider_ids: (string | null)[]
      readonly refused?: readonly RefusedMail[]
      readonly rest_seconds: number
    }
  | BatchFailure

/** Hands a frozen batch to the provider under its key. Never throws. */
export type Send = (
  key: string,
  messages: readonly RenderedMail[],
  validation?: MailBatch['validation'],
) => Promise<SendOutcome>

/** Far below the lease, so that a hung request is given up before another worker may claim its batch. */
const REQUEST_TIMEOUT_MS = 20_000

const Accepted = z.object({
  data: z.array(z.object({ id: z.string() })),
  errors: z.array(z.object({ index: z.int().min(0), message: z.string() })).default([]),
})

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
  return async (key, messages, validation = 'strict') => {
    const { data, error, headers } = await resend.batch.send(
      messages.map((message) => ({ ...message, tags: [...message.tags] })),
      {
        idempotencyKey: key,
        batchValidation: validation,
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      },
    )
    const accepted = Accepted.safeParse(data)
    if (accepted.success) {
      const { data: taken, errors } = accepted.data
      if (taken.length > 0 && taken.length + errors.length === messages.length)
        return {
          outcome: 'sent',
          provider_ids: inPlace(taken, errors, messages.length),
          ...(errors.length > 0 ? { refused: errors.map(refusedMail) } : {}),
          rest_seconds: restSeconds(headers),
        }
      // Every mail of a permissive batch was refused: nothing was sent.
      if (errors.length === messages.length && errors[0] !== undefined)
        return { outcome: 'failed', code: 'validation_error', ...refusedMail(errors[0]) }
    }
    const refused = RefusedBody.safeParse(error)
    return judgeFailure(refused.success ? refused.data : UNREADABLE, headers)
  }
}

/** The same key makes asking again safe. */
const UNREADABLE = { name: 'unreadable_answer', statusCode: null, message: '' }

const refusedMail = ({ index, message }: { index: number; message: string }): RefusedMail => ({
  index,
  reason: `${mailFault(message)}（${withoutAddresses(message)}）`,
})

/** The provider lists the ids of what it took one after another; the errors say which places they leave out. */
function inPlace(
  taken: readonly { id: string }[],
  errors: readonly { index: number }[],
  length: number,
): (string | null)[] {
  const ids = taken.map(({ id }) => id)
  const refused = new Set(errors.map(({ index }) => index))
  return Array.from({ length }, (_, place) => (refused.has(place) ? null : (ids.shift() ?? null)))
}

/** https://resend.com/docs/api-reference/rate-limit */
function restSeconds(headers: Readonly<Record<string, string>> | null): number {
  if (headers?.['ratelimit-remaining'] !== '0') return 0
  const seconds = Number(headers['ratelimit-reset'])
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0
}
