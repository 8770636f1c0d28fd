import { createClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { ConfirmedActivation, LinkRefusal, OpenedCredential } from './contracts/credential.ts'

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

/** A frozen batch under lease. */
const MailBatch = z.object({
  batch_id: Id,
  attempt: z.int().min(1),
  /** Each is parsed by its kind when it is rendered. */
  mails: z.array(z.unknown()).min(1),
})
export type MailBatch = z.output<typeof MailBatch>

/** How the attempt to send a batch ended. `after_seconds` counts from now. */
export type MailSettlement =
  | { outcome: 'sent'; detail: { provider_ids: string[] } }
  | { outcome: 'retry'; detail: { after_seconds: number; reason: string } }
  | { outcome: 'failed' | 'paused'; detail: { reason: string } }

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
    claimMail: (batch_limit: number, lease_seconds: number) =>
      call('claim_mail', { batch_limit, lease_seconds }, MailBatch.nullable()),

    settleMail: (batch_id: string, { outcome, detail }: MailSettlement) =>
      call('settle_mail', { batch_id, outcome, detail }, z.unknown()),

    /** @param reader_hash SHA-256 of the reader's nonce, hexadecimal */
    openCredential: (credential_id: string, generation: number, reader_hash: string) =>
      call('open_credential', { credential_id, generation, reader_hash }, OpeningReply),

    confirmActivation: (credential_id: string, generation: number, checklist: readonly string[]) =>
      call('confirm_activation', { credential_id, generation, checklist }, ActivationReply),

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
