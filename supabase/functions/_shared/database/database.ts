import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { HandOnReply, ListBundleReply } from '../contracts/bundle.ts'
import { ConfirmedActivation, LinkRefusal, OpenedCredential } from '../contracts/credential.ts'
import { ProveMailboxReply } from '../contracts/mailbox.ts'
import type { MistakeReport } from '../contracts/mistake.ts'

/** A call that the database refused, or whose answer is not what it should be. */
export class DatabaseError extends Error {
  override name = 'DatabaseError'
  readonly call: string
  /** SQLSTATE, PostgREST's code, `unreachable` or `unexpected_answer`. */
  readonly code: string

  constructor(call: string, code: string) {
    super(`${call}: ${code}`)
    this.call = call
    this.code = code
  }
}

const Id = z.union([z.string(), z.int()]).transform(String)

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
const MailBatch = z.object({
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

const OpeningReply = z.union([
  OpenedCredential.omit({ login_name: true, initial_password: true }).extend({ sealed: z.string() }),
  LinkRefusal,
])

const ActivationReply = z.union([
  ConfirmedActivation,
  z.object({ outcome: z.literal('not_opened') }),
  LinkRefusal,
])

/** Everything that was due as one, claimed again where no end was heard of. `revision` is the register's own now. */
const Publication = z.object({
  id: Id,
  reason: z.string(),
  attempt: z.int().min(1),
  revision: z.int(),
})
export type Publication = z.output<typeof Publication>

/** The calls that the service role alone may make; nothing else of the database is reached from here. */
export function createDatabase(options: { url: string; secretKey: string }) {
  const client = createClient(options.url, options.secretKey, {
    auth: { persistSession: false, autoRefreshToken: false },
  })

  async function call<Answer extends z.ZodType>(
    name: string,
    parameters: Record<string, unknown>,
    answer: Answer,
  ): Promise<z.output<Answer>> {
    const { data, error } = await client.rpc(name, parameters)
    if (error) throw new DatabaseError(name, error.code || 'unreachable')
    const parsed = answer.safeParse(data)
    if (!parsed.success) throw new DatabaseError(name, 'unexpected_answer')
    return parsed.data
  }

  return {
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

    /** @param reader_hash SHA-256 of the reader's nonce, hexadecimal */
    openCredential: (credential_id: string, generation: number, reader_hash: string) =>
      call('open_credential', { credential_id, generation, reader_hash }, OpeningReply),

    confirmActivation: (credential_id: string, generation: number, checklist: readonly string[]) =>
      call('confirm_activation', { credential_id, generation, checklist }, ActivationReply),

    listBundle: (bundle_id: string, generation: number) =>
      call('list_bundle', { bundle_id, generation }, ListBundleReply),

    openBundled: (bundle_id: string, generation: number, credential_id: string, reader_hash: string) =>
      call('open_bundled', { bundle_id, generation, credential_id, reader_hash }, OpeningReply),

    handOn: (bundle_id: string, generation: number, credential_id: string, taken_by: string) =>
      call('hand_on', { bundle_id, generation, credential_id, taken_by }, HandOnReply),

    proveMailbox: (proof_id: string, code_number: number, is_right: boolean) =>
      call('prove_mailbox', { proof_id, code_number, is_right }, ProveMailboxReply),

    reportMistake: (report: MistakeReport) =>
      call('report_mistake', { report }, z.enum(['kept', 'unknown_organization', 'too_many'])),

    /** False where the bucket is full. */
    takeAttempt: (bucket: string, allowed: number, window_seconds: number) =>
      call('take_attempt', { bucket, allowed, window_seconds }, z.boolean()),

    claimPublication: () => call('claim_publication', {}, Publication.nullable()),

    settlePublication: (
      publication_id: string,
      result: { succeeded: boolean; revision: number | null; error: string | null },
    ) => call('settle_publication', { publication_id, ...result }, z.unknown()),
  }
}
export type Database = ReturnType<typeof createDatabase>
