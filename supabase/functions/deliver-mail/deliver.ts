import type { Database, MailBatch, MailSettlement } from '../_shared/database.ts'
import { describeCause, type Log } from '../_shared/log.ts'
import type { Message, RenderMail } from '../_shared/mail/render.ts'
import { backoffSeconds } from './backoff.ts'
import type { Send, SendOutcome } from './send.ts'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export interface DeliveryDependencies {
  readonly database: Pick<Database, 'claimMail' | 'settleMail'>
  readonly render: RenderMail
  readonly send: Send
  readonly clock: Clock
  /** From 0 to 1. Spreads retries; nothing of it reaches a mail. */
  readonly random: () => number
  readonly log: Log
}

/** Mails by what became of them in this run, and why the run ended. */
export interface DeliveryReport {
  readonly batches: number
  readonly sent: number
  readonly retried: number
  readonly failed: number
  readonly paused: number
  readonly ended: 'queue_empty' | 'time_used_up' | 'paused' | 'provider_resting'
}

/** What Resend takes in one request. */
const BATCH_LIMIT = 100
const LEASE_SECONDS = 120
const BUDGET_MS = 25_000
/** Two requests a second. */
const REQUEST_INTERVAL_MS = 500

/**
 * Sends what is queued, batch by batch, until nothing is due, the time is used up, or the provider wants no more.
 * Which batch is still young enough for its idempotency key is the database's to say: it hands out no other.
 */
export async function deliverMail(dependencies: DeliveryDependencies): Promise<DeliveryReport> {
  const { database, clock, log } = dependencies
  const deadline = clock.now() + BUDGET_MS
  const counts = { batches: 0, sent: 0, retried: 0, failed: 0, paused: 0 }
  let free = clock.now()

  while (Math.max(free, clock.now()) < deadline) {
    await clock.sleep(Math.max(0, free - clock.now()))
    const batch = await database.claimMail(BATCH_LIMIT, LEASE_SECONDS)
    if (batch === null) return { ...counts, ended: 'queue_empty' }
    free = clock.now() + REQUEST_INTERVAL_MS

    const outcome = await attempt(batch)
    const settlement = settle(batch, outcome)
    await database.settleMail(batch.batch_id, settlement)
    counts.batches += 1
    counts[COUNTED[outcome.outcome]] += batch.mails.length
    if (outcome.outcome !== 'sent')
      log('mail_batch_not_sent', {
        batch: batch.batch_id,
        attempt: batch.attempt,
        outcome: outcome.outcome,
        code: outcome.code,
      })

    if (outcome.outcome === 'paused') return { ...counts, ended: 'paused' }
    if (outcome.outcome === 'sent') free = Math.max(free, clock.now() + outcome.rest_seconds * 1000)
    if (outcome.outcome === 'retry' && outcome.scope === 'provider') {
      if (outcome.after_seconds === null) return { ...counts, ended: 'provider_resting' }
      free = clock.now() + outcome.after_seconds * 1000
    }
  }
  return { ...counts, ended: clock.now() < deadline ? 'provider_resting' : 'time_used_up' }

  async function attempt(batch: MailBatch): Promise<SendOutcome> {
    const messages = await written(batch)
    return messages === null ? UNWRITABLE : dependencies.send(`batch/${batch.batch_id}`, messages)
  }

  /** Null where a row holds what no letter can be written from: no attempt would ever mend that. */
  async function written(batch: MailBatch): Promise<Message[] | null> {
    try {
      return await Promise.all(batch.mails.map(dependencies.render))
    } catch (cause) {
      log('mail_batch_unwritable', { batch: batch.batch_id, ...describeCause(cause) })
      return null
    }
  }

  function settle(batch: MailBatch, outcome: SendOutcome): MailSettlement {
    if (outcome.outcome === 'sent') return { outcome: 'sent', detail: { provider_ids: outcome.provider_ids } }
    const { reason } = outcome
    if (outcome.outcome !== 'retry') return { outcome: outcome.outcome, detail: { reason } }
    const after_seconds = outcome.after_seconds ?? backoffSeconds(batch.attempt, dependencies.random())
    return { outcome: 'retry', detail: { after_seconds, reason } }
  }
}

const COUNTED = { sent: 'sent', retry: 'retried', failed: 'failed', paused: 'paused' } as const

const UNWRITABLE: SendOutcome = {
  outcome: 'failed',
  code: 'unwritable',
  reason: '信的内容不完整，无法写成邮件',
}
