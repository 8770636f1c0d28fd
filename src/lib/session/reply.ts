import { z } from 'zod'
import { isRefusedFor, Refusal } from '#contracts/registration/registration.ts'

/** The answer to one call of a database function, parsed; there is no success without a parsed value. */
export type Reply<Value> =
  | { outcome: 'answered'; value: Value }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'signed_out' }
  | { outcome: 'unreachable' }
  | { outcome: 'failed' }

/** The value of a call that answers with nothing of use. */
export const Nothing = z.unknown().transform(() => null)

interface RawReply {
  status: number
  data: unknown
  error: unknown
}

/**
 * Parses what PostgREST answered. A sentence of ours (P0001) is a refusal; status 0 and a gateway's 502-504 mean that we
 * do not know whether the call arrived.
 */
export function readReply<Value>(raw: RawReply, schema: z.ZodType<Value>): Reply<Value> {
  if (raw.error !== null && raw.error !== undefined) return readError(raw.status, raw.error)
  const value = schema.safeParse(raw.data)
  return value.success ? { outcome: 'answered', value: value.data } : { outcome: 'failed' }
}

function readError(status: number, error: unknown): Exclude<Reply<never>, { outcome: 'answered' }> {
  if (status === 0 || [502, 503, 504].includes(status)) return { outcome: 'unreachable' }
  const refusal = Refusal.safeParse(error)
  if (refusal.success && refusal.data.code === 'P0001')
    return isRefusedFor('mailbox-unproven', refusal.data)
      ? { outcome: 'signed_out' }
      : { outcome: 'refused', refusal: refusal.data }
  if (status === 401 || status === 403) return { outcome: 'signed_out' }
  return { outcome: 'failed' }
}
