import { z } from 'zod'
import { type Call, Id } from './calls.ts'

/** What the next request to the provider is for, and how long to wait for one's turn. `later`: longer than was wanted. */
const MailTurn = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('nothing') }),
  z.object({ outcome: z.literal('paused') }),
  z.object({ outcome: z.literal('later') }),
  z.object({ outcome: z.literal('mail'), wait_ms: z.int().min(0) }),
  z.object({ outcome: z.literal('unknown'), wait_ms: z.int().min(0) }),
  z.object({
    outcome: z.literal('lift'),
    wait_ms: z.int().min(0),
    address_hash: z.string(),
    address: z.string(),
  }),
])
export type MailTurn = z.output<typeof MailTurn>

/** A frozen batch under lease. */
export const MailBatch = z.object({
  batch_id: Id,
  attempt: z.int().min(1),
  /** How the provider shall take it: all or nothing, or each that is fit. */
  validation: z.enum(['strict', 'permissive']).default('strict'),
  /** Each is parsed by its kind when it is rendered. */
  mails: z.array(z.unknown()).min(1),
})
export type MailBatch = z.output<typeof MailBatch>

/** A mail of a batch that was not taken, by its place from 0, and why in words for staff. */
export interface RefusedMail {
  readonly index: number
  readonly reason: string
}

/**
 * How the attempt to send a batch ended. `after_seconds` counts from now; `rest_seconds` is a rest for every worker;
 * `certain`: the provider surely took nothing. A batch that failed goes on in parts, without the mails that are named.
 */
export type MailSettlement =
  | {
      outcome: 'sent'
      detail: {
        attempt: number
        provider_ids: (string | null)[]
        refused: readonly RefusedMail[]
        rest_seconds: number
      }
    }
  | {
      outcome: 'retry'
      detail: {
        attempt: number
        after_seconds: number
        reason: string
        certain: boolean
        rest_seconds: number
      }
    }
  | { outcome: 'failed'; detail: { attempt: number; reason: string; refused?: readonly RefusedMail[] } }
  | { outcome: 'paused' | 'unknown'; detail: { attempt: number; reason: string } }

/** A batch of whose fate nobody is sure: to be looked for among what the provider sent, from `after` back to `since`. */
const UnknownBatch = z.object({
  batch_id: Id,
  after: z.string().nullable(),
  since: z.string(),
  mails: z.array(z.object({ id: z.uuid(), to: z.string() })),
})
export type UnknownBatch = z.output<typeof UnknownBatch>

/** What was found, by our ids; `after` null where the search is over; `reason` where it could not be made. */
export interface UnknownSettlement {
  readonly found: Readonly<Record<string, string>>
  readonly after: string | null
  readonly reason: string | null
}

/** A report of the provider, as `record_mail_event` takes it. `address` is hashed and not stored. */
export interface MailEvent {
  readonly type: string
  readonly mail_id: string | null
  readonly provider_id: string | null
  readonly happened_at: string
  readonly address: string | null
  /** No mail will reach that address again unless something is mended. */
  readonly is_dead: boolean
  readonly reason: string | null
  readonly detail: Readonly<Record<string, string>>
}

/** What `deliver-mail` and `mail-webhook` ask. */
export const mailCalls = (call: Call) => ({
  takeMailTurn: (patience_ms: number) => call('take_mail_turn', { patience_ms }, MailTurn),

  /** Milliseconds to wait; null where that is longer than `patience_ms`. */
  takeProviderTurn: (patience_ms: number) =>
    call('take_provider_turn', { patience_ms }, z.int().min(0).nullable()),

  settleSuppressionLift: (address_hash: string, lifted: boolean) =>
    call('settle_suppression_lift', { address_hash, lifted }, z.unknown()),

  claimUnknownMail: () => call('claim_unknown_mail', {}, UnknownBatch.nullable()),

  settleUnknownMail: (batch_id: string, settlement: UnknownSettlement) =>
    call(
      'settle_unknown_mail',
      { batch_id, matches: settlement.found, after: settlement.after, reason: settlement.reason },
      z.unknown(),
    ),

  recordMailEvent: (svix_id: string, event: MailEvent) =>
    call('record_mail_event', { svix_id, event }, z.enum(['applied', 'repeated', 'kept'])),

  claimMail: (batch_limit: number, lease_seconds: number) =>
    call('claim_mail', { batch_limit, lease_seconds }, MailBatch.nullable()),

  settleMail: (batch_id: string, { outcome, detail }: MailSettlement) =>
    call('settle_mail', { batch_id, outcome, detail }, z.unknown()),
})
