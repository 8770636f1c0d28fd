import fc from 'fast-check'
import type { Sql } from 'postgres'
import { expect, vi } from 'vitest'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential } from '../../fixtures/database/credentials.ts'
import { DRAWING, HANDED_ON } from '../../fixtures/database/drawing.ts'
import { type Answer, createMailMachine, type Happening } from '../../fixtures/database/mail-machine.ts'
import { createProviderModel, type ProviderModel } from '../../fixtures/database/provider-model.ts'
import { takenBack } from '../../fixtures/database/refusal.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { withoutQuietHours } from '../../fixtures/database/time.ts'

// Some hundred statements a run on a shared machine.
vi.setConfig({ testTimeout: 240_000 })

const RUNS = {
  numRuns: Number(process.env.MINGLU_MACHINE_RUNS ?? 40),
  seed: Number(process.env.MINGLU_MACHINE_SEED ?? 20261127),
}

const ANSWERS: Answer[] = [
  'sent',
  'refused_one',
  'refused_whole',
  'too_fast',
  'lost_taken',
  'lost_untaken',
  'crash_taken',
  'crash_untaken',
  'paused',
  'reworded',
]
const EVENTS = [
  'email.sent',
  'email.delivery_delayed',
  'email.delivered',
  'email.bounced',
  'email.complained',
  'email.new',
]
const place = fc.nat(20)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ what: 'claim' } as const) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constantFrom('answer' as const, 'work' as const, 'work' as const),
      how: fc.constantFrom(...ANSWERS),
      place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('answer' as const), how: fc.constant('sent' as const), place }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('event' as const), type: fc.constantFrom(...EVENTS), place }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('pass' as const), hours: fc.constantFrom(1, 12, 24, 72, 168) }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      { what: 'tend' } as const,
      { what: 'resume' } as const,
      { what: 'reconcile' } as const,
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom({ what: 'ask_link' } as const, { what: 'issue' } as const) },
  { weight: 1, arbitrary: fc.constantFrom({ what: 'revoke' } as const, { what: 'telephone' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('open' as const, 'confirm' as const),
      back: fc.constantFrom(0, 0, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('ask_mailbox' as const),
      mailbox: fc.constantFrom('one@example.org', 'two@example.org', PERSON.email),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('prove' as const), isRight: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('lift' as const), isLifted: fc.boolean() }) },
)

async function expectNoStateOutsideTheDrawing(sql: Sql) {
  const steps = await sql`
    select distinct old_values ->> 'state' as from_state, new_values ->> 'state' as to_state, new_values ? 'handed_on_at' as is_handed_on
    from private.audit_log
    where relation = 'private.credentials' and verb = 'update' and old_values ? 'state'`
  for (const { from_state, to_state, is_handed_on } of steps) {
    const from = from_state as keyof typeof DRAWING
    expect([...DRAWING[from], ...(is_handed_on ? (HANDED_ON[from] ?? []) : [])]).toContain(to_state)
  }
}

/** Of all links that any mail ever carried, at most one of a credential opens. */
async function expectOneLiveLink(sql: Sql) {
  await asOwner(sql)
  const links = await sql`select distinct subject_id, generation from private.outbox
    where kind in ('credential_link', 'credential_reminder')`
  const opened: string[] = []
  await asService(sql)
  for (const { subject_id, generation } of links) {
    const [row] = await takenBack(
      sql,
      () => sql`select public.open_credential(${subject_id}, ${generation}, 'somebody') as reply`,
    )
    if (row?.reply.outcome === 'opened') opened.push(subject_id)
  }
  expect(opened, 'live links').toEqual([...new Set(opened)])
}

async function expectOrder(sql: Sql, provider: ProviderModel) {
  await asOwner(sql)
  const mails = provider.received.map(({ mail }) => mail)
  expect(mails.length, 'no mail was received twice').toBe(new Set(mails).size)
  await expectNoStateOutsideTheDrawing(sql)
  const waiting = await sql`select subject_id from private.outbox
    where state = 'queued' and private.mail_subject(kind) = 'credential' group by subject_id having count(*) > 1`
  expect(waiting, 'one waiting link a credential').toEqual([])
  const silent = await sql`
    select c.state, t.kind from private.credentials c
    full join (select * from private.tasks where closed_at is null and kind in ('undeliverable', 'no_response')) t on t.credential_id = c.id
    where (c.state in ('undeliverable', 'no_response')) is distinct from (t.kind is not null) or (t.kind is not null and t.kind::text <> c.state::text)`
  expect(silent, 'a task for every trouble, and for none that is over').toEqual([])
  const hasty = await sql`
    select from private.outbox a join private.outbox b on b.subject_id = a.subject_id and b.position > a.position
    where a.kind in ('credential_reminder', 'activation_reminder') and b.kind in ('credential_reminder', 'activation_reminder')
      and b.created_at < a.created_at + interval '24 hours'
      -- A reminder that ran out in the queue is written anew: the school saw one.
      and a.state <> 'cancelled'`
  expect(hasty, 'one reminder a day').toEqual([])
  const kept =
    await sql`select from private.credentials where reminders > 5 or (state in ('activated', 'revoked') and sealed is not null)`
  expect(kept, 'what has ended is erased, and reminders stop').toEqual([])
}

/** When everybody has done their part, each mail has one end, and the provider has exactly what the queue says. */
async function expectEnds(sql: Sql, provider: ProviderModel) {
  await asOwner(sql)
  const received = new Set(provider.received.map(({ mail }) => mail))
  const mails = await sql`select id, kind, state from private.outbox`
  for (const { id, kind, state } of mails) {
    expect(['queued', 'batched', 'unknown'], `${kind} waits for ever`).not.toContain(state)
    if (['sent', 'delayed', 'delivered', 'bounced', 'complained'].includes(state))
      expect(received.has(id), `${kind} ${state}`).toBe(true)
    else expect(received.has(id), `${kind} ${state}`).toBe(false)
  }
}

test('whatever happens in whatever order: one state, one mail, one link, and never a silence', async ({
  sql,
}) => {
  await withoutQuietHours(sql)
  const id = await issuedCredential(sql)
  const registration = String((await credential(sql, id)).registration_id)
  await asOwner(sql)
  let happened = 0
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 60 }), async (happenings) => {
      await takenBack(sql, async () => {
        const provider = createProviderModel()
        const machine = createMailMachine(sql, { registration, email: PERSON.email }, provider)
        for (const one of happenings) {
          happened += 1
          await machine.happen(one)
          await expectOrder(sql, provider)
        }
        await expectOneLiveLink(sql)
        await machine.drain()
        await expectOrder(sql, provider)
        await expectEnds(sql, provider)
      })
    }),
    RUNS,
  )
  expect(happened).toBeGreaterThan(RUNS.numRuns * 10)
})
