import type { Database } from '../_shared/database/database.ts'
import type { MailBatch, MailSettlement, MailTurn, RefusedMail } from '../_shared/database/mail.ts'
import { describeCause, type Log } from '../_shared/log.ts'
import type { RenderedMail, RenderMail } from '../_shared/mail/render.ts'
import { backoffSeconds } from './backoff.ts'
import type { Lift } from './lift.ts'
import type { Search } from './search.ts'
import type { Send, SendOutcome } from './send.ts'

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

export interface DeliveryDependencies {
  readonly database: Pick<
    Database,
    | 'takeMailTurn'
    | 'takeProviderTurn'
    | 'claimMail'
    | 'settleMail'
    | 'settleSuppressionLift'
    | 'claimUnknownMail'
    | 'settleUnknownMail'
  >
  readonly render: RenderMail
  readonly send: Send
  readonly lift: Lift
  readonly search: Search
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
  readonly unknown: number
  readonly ended: 'queue_empty' | 'time_used_up' | 'paused' | 'provider_resting'
}

/** What Resend takes in one request. */
const BATCH_LIMIT = 100
const LEASE_SECONDS = 120
const BUDGET_MS = 25_000

/**
 * Does what is due with the provider, one request after another, until nothing is, the time is used up, or the provider
 * wants no more. When a request may be made is the database's to say, for all workers together; and so is which batch is
 * still young enough for its idempotency key: it hands out no other.
 */
export async function deliverMail(dependencies: DeliveryDependencies): Promise<DeliveryReport> {
  const { database, clock, log } = dependencies
  const deadline = clock.now() + BUDGET_MS
  const counts = { batches: 0, sent: 0, retried: 0, failed: 0, paused: 0, unknown: 0 }

  while (clock.now() < deadline) {
    const turn = await database.takeMailTurn(deadline - clock.now())
    if (turn.outcome === 'nothing') return { ...counts, ended: 'queue_empty' }
    if (turn.outcome === 'paused') return { ...counts, ended: 'paused' }
    if (turn.outcome === 'later') return { ...counts, ended: 'provider_resting' }
    await clock.sleep(turn.wait_ms)
    if (turn.outcome === 'lift') await lift(turn)
    else if (turn.outcome === 'unknown') await look()
    else {
      const ended = await deliver()
      if (ended !== null) return { ...counts, ended }
    }
  }
  return { ...counts, ended: 'time_used_up' }

  /** Null where the run may go on. */
  async function deliver(): Promise<'paused' | 'provider_resting' | null> {
    const batch = await database.claimMail(BATCH_LIMIT, LEASE_SECONDS)
    // Another worker was quicker.
    if (batch === null) return null
    const outcome = await attempt(batch)
    await database.settleMail(batch.batch_id, settle(batch, outcome))
    count(batch, outcome)
    if (outcome.outcome === 'paused') return 'paused'
    return outcome.outcome === 'retry' && outcome.scope === 'provider' && outcome.after_seconds === null
      ? 'provider_resting'
      : null
  }

  function count(batch: MailBatch, outcome: SendOutcome): void {
    const refused = outcome.outcome === 'sent' ? (outcome.refused?.length ?? 0) : 0
    counts.batches += 1
    counts.failed += refused
    counts[COUNTED[outcome.outcome]] += batch.mails.length - refused
    if (outcome.outcome !== 'sent' || refused > 0)
      log('mail_batch_not_sent', {
        batch: batch.batch_id,
        attempt: batch.attempt,
        outcome: outcome.outcome,
        ...(outcome.outcome === 'sent' ? { refused } : { code: outcome.code }),
      })
  }

  async function attempt(batch: MailBatch): Promise<SendOutcome & { unwritable?: RefusedMail[] }> {
    const { messages, unwritable } = await written(batch)
    return unwritable.length > 0
      ? { ...UNWRITABLE, unwritable }
      : dependencies.send(`batch/${batch.batch_id}`, messages, batch.validation)
  }

  /** A row may hold what no letter can be written from, and no attempt would ever mend that. */
  async function written(batch: MailBatch): Promise<{ messages: RenderedMail[]; unwritable: RefusedMail[] }> {
    const messages: RenderedMail[] = []
    const unwritable: RefusedMail[] = []
    for (const [index, mail] of batch.mails.entries()) {
      try {
        messages.push(await dependencies.render(mail))
      } catch (cause) {
        log('mail_unwritable', { batch: batch.batch_id, index, ...describeCause(cause) })
        unwritable.push({ index, reason: UNWRITABLE.reason })
      }
    }
    return { messages, unwritable }
  }

  function settle(batch: MailBatch, outcome: SendOutcome & { unwritable?: RefusedMail[] }): MailSettlement {
    const { attempt } = batch
    if (outcome.outcome === 'sent') {
      const { provider_ids, refused = [], rest_seconds } = outcome
      return { outcome: 'sent', detail: { attempt, provider_ids, refused, rest_seconds } }
    }
    const { reason } = outcome
    if (outcome.outcome === 'failed') {
      const refused = outcome.unwritable
      return { outcome: 'failed', detail: { attempt, reason, ...(refused ? { refused } : {}) } }
    }
    if (outcome.outcome !== 'retry') return { outcome: outcome.outcome, detail: { attempt, reason } }
    const after_seconds = outcome.after_seconds ?? backoffSeconds(attempt, dependencies.random())
    const rest_seconds = outcome.scope === 'provider' ? after_seconds : 0
    return {
      outcome: 'retry',
      detail: { attempt, after_seconds, reason, certain: outcome.certain, rest_seconds },
    }
  }

  async function lift(turn: Extract<MailTurn, { outcome: 'lift' }>): Promise<void> {
    const outcome = await dependencies.lift(turn.address)
    if (outcome !== 'lifted') log('suppression_not_lifted', { outcome })
    await database.settleSuppressionLift(turn.address_hash, outcome !== 'retry')
  }

  async function look(): Promise<void> {
    const batch = await database.claimUnknownMail()
    if (batch === null) return
    const settlement = await dependencies.search(batch, async () => {
      const wait_ms = await database.takeProviderTurn(deadline - clock.now())
      if (wait_ms !== null) await clock.sleep(wait_ms)
      return wait_ms !== null
    })
    await database.settleUnknownMail(batch.batch_id, settlement)
    log('unknown_mail_looked_for', {
      batch: batch.batch_id,
      found: Object.keys(settlement.found).length,
      over: settlement.after === null && settlement.reason === null,
    })
  }
}

const COUNTED = {
  sent: 'sent',
  retry: 'retried',
  failed: 'failed',
  paused: 'paused',
  unknown: 'unknown',
} as const

const UNWRITABLE = {
  outcome: 'failed',
  code: 'unwritable',
  reason: '信的内容不完整，无法写成邮件',
} as const
