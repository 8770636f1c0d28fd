import fc from 'fast-check'
import type { Sql } from 'postgres'
import { expect, vi } from 'vitest'
import { asContact, asOwner, asService, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { installSealingKey, takeIn } from '../../fixtures/database/credentials.ts'
import { deliver } from '../../fixtures/database/desk.ts'
import { bounce, report } from '../../fixtures/database/mail-events.ts'
import { answer, prove } from '../../fixtures/database/mailboxes.ts'
import { refusalOf, takenBack } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passTime, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

// Some hundred statements a run on a shared machine.
vi.setConfig({ testTimeout: 240_000 })

const RUNS = {
  numRuns: Number(process.env.MINGLU_CONTACT_RUNS ?? 40),
  seed: Number(process.env.MINGLU_CONTACT_SEED ?? 20261128),
}

const MAILBOXES = [
  'school@a.example.org',
  'school@b.example.org',
  'thief@c.example.org',
  'other@d.example.org',
] as const
const mailbox = fc.constantFrom(...MAILBOXES)
/** Half of the time whoever is the contact just then. */
const caller = fc.constantFrom(...MAILBOXES, ...MAILBOXES.map(() => 'present' as const))
const place = fc.nat(20)

/** One thing that somebody does to the school's registrations, mailboxes and credentials. */
const happening = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('file' as const),
      from: mailbox,
      purpose: fc.constantFrom('register', 'change', 'add_account'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('decide' as const),
      place,
      state: fc.constantFrom('approved', 'approved', 'approved', 'returned', 'rejected', 'withdrawn'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('withdraw' as const), place }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('recover' as const), from: mailbox }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('decide_recovery' as const),
      place,
      isApproved: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('ask_mailbox' as const),
      by: fc.constantFrom('school', 'school', 'desk', 'staff'),
      from: caller,
      to: mailbox,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('prove' as const),
      isRight: fc.constantFrom(true, true, false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('answer' as const),
      from: caller,
      place,
      agrees: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      { what: 'send' as const },
      { what: 'open' as const },
      { what: 'tend' as const },
    ),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('bounce' as const), place }) },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('issue' as const),
      platform: fc.constantFrom('bilibili', 'weibo'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('ask_link' as const), from: caller }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('pass' as const), hours: fc.constantFrom(1, 25, 73, 168, 337) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('type' as const), place, to: mailbox }) },
)
type Happening = typeof happening extends fc.Arbitrary<infer One> ? One : never

/** What may make another person the contact of an organization, and nothing else. */
const MAY_MOVE: readonly Happening['what'][] = ['decide', 'withdraw', 'decide_recovery', 'prove']

/** Said anew and not by the function under test: at the moment of writing, the mail of a credential goes to the contact. */
async function guardTheOutbox(sql: Sql) {
  await asOwner(sql)
  await sql.unsafe(`
    create function private.guard_model() returns trigger language plpgsql security definer as $$
    begin
      if new.kind in ('credential_link', 'credential_reminder', 'activation_reminder', 'activation_confirmed') and not exists (
        select from public.registrations r join public.contacts k on k.registration_id = r.id
        where r.organization_code = '${CODE.school}' and r.purpose = 'register' and r.state in ('approved', 'activated') and k.email = new.recipient)
      then raise exception 'queued for %', new.recipient using errcode = 'XX001'; end if;
      return new;
    end $$;
    create trigger guard_model before insert on private.outbox for each row execute function private.guard_model()`)
}

async function present(sql: Sql): Promise<string | undefined> {
  await asOwner(sql)
  const rows = await sql`
    select lower(k.email::text) as email from public.registrations r join public.contacts k on k.registration_id = r.id
    where r.organization_code = ${CODE.school} and r.purpose = 'register' and r.state in ('approved', 'activated')`
  expect(rows.length).toBeLessThanOrEqual(1)
  return rows[0]?.email
}

/** What a person asks may be refused in words; anything else is a fault. */
async function asking(sql: Sql, work: () => Promise<unknown>): Promise<void> {
  const refusal = await refusalOf(sql, work)
  if (refusal !== null && refusal.state !== 'P0001') throw new Error(JSON.stringify(refusal))
}

const anyOf = <Row>(rows: readonly Row[], at: number): Row | undefined => rows[at % Math.max(1, rows.length)]

async function happen(sql: Sql, one: Happening): Promise<void> {
  const contact = (await present(sql)) ?? MAILBOXES[0]
  const who = (from: string) => (from === 'present' ? contact : from)
  const registrations = await sql`
    select r.id, r.writer, r.purpose, r.state, u.email from public.registrations r left join auth.users u on u.id = r.writer order by r.submitted_at, r.id`
  const first = registrations.find(
    ({ purpose, state }) => purpose === 'register' && ['approved', 'activated'].includes(state),
  )
  switch (one.what) {
    case 'file':
      return asking(sql, () =>
        submitAs(sql, one.from, {
          purpose: one.purpose,
          note: '说明',
          existing_accounts: one.purpose === 'register' ? undefined : [],
          wanted_account:
            one.purpose === 'change'
              ? null
              : {
                  platform: one.purpose === 'register' ? 'bilibili' : 'weibo',
                  nickname: '桐庐县第一中学团委',
                },
        }),
      )
    case 'decide': {
      const open = registrations.filter(({ state }) => ['submitted', 'returned', 'approved'].includes(state))
      const target = anyOf(open, one.place)
      return target && asking(sql, () => decide(sql, target.id, one.state, '说明原因'))
    }
    case 'withdraw': {
      const target = anyOf(
        registrations.filter(({ email }) => email !== null),
        one.place,
      )
      if (target === undefined) return
      await asContact(sql, target.email)
      return asking(sql, () => sql`select public.withdraw_registration(${target.id})`)
    }
    case 'recover': {
      await asContact(sql, one.from)
      const request = {
        organization_code: CODE.school,
        why: 'person_left',
        contact: { name: PERSON.name, post: PERSON.post, mobile: PERSON.mobile },
      }
      return asking(sql, () => sql`select public.request_recovery(${JSON.stringify(request)}::text::jsonb)`)
    }
    case 'decide_recovery': {
      const asked = anyOf(
        await sql`select id from private.recoveries where state = 'asked' order by id`,
        one.place,
      )
      if (asked === undefined) return
      await asSupervisor(sql, CODE.tonglu)
      return asking(
        sql,
        () => sql`select public.desk_decide_recovery(${asked.id}, ${one.isApproved}, '电话核实')`,
      )
    }
    case 'ask_mailbox': {
      const target = first ?? registrations[0]
      if (target === undefined) return
      if (one.by === 'staff') {
        await asStaff(sql)
        return asking(
          sql,
          () => sql`update public.contacts set new_email = ${one.to} where registration_id = ${target.id}`,
        )
      }
      if (one.by === 'desk') await asSupervisor(sql, CODE.tonglu)
      else await asContact(sql, who(one.from))
      return asking(sql, () =>
        one.by === 'desk'
          ? sql`select public.desk_change_mailbox(${target.id}, ${one.to})`
          : sql`select public.request_mailbox_change(${target.id}, ${one.to})`,
      )
    }
    case 'prove': {
      const [proof] = await sql<{ id: string; code_number: number }[]>`
        select id, code_number from private.mailbox_proofs where state = 'asked' limit 1`
      if (proof !== undefined) await prove(sql, proof, { isRight: one.isRight })
      return
    }
    case 'answer': {
      const asked = anyOf(
        await sql<{ id: string }[]>`select id from private.foreign_requests where state = 'asked'
          union all select id from private.mailbox_proofs where state = 'asked' order by id`,
        one.place,
      )
      return asked && asking(sql, () => answer(sql, asked, one.agrees, who(one.from)))
    }
    case 'send':
      return deliver(sql)
    case 'open': {
      const [credential] =
        await sql`select id, generation from private.credentials where state not in ('activated', 'revoked') limit 1`
      if (credential === undefined) return
      await asService(sql)
      await sql`select public.open_credential(${credential.id}, ${credential.generation}, 'reader')`
      return
    }
    case 'tend':
      return tend(sql)
    case 'bounce': {
      const mail = anyOf(
        await sql`select id from private.outbox where state in ('sent', 'delivered') order by position desc limit 5`,
        one.place,
      )
      if (mail !== undefined) await report(sql, bounce(mail.id))
      return
    }
    case 'issue': {
      const { result } = await takeIn(sql, { platform: one.platform })
      expect(result).not.toContain('数据库错误')
      return
    }
    case 'ask_link': {
      const [credential] = await sql`select id from private.credentials order by issued_at desc limit 1`
      if (credential === undefined) return
      await asContact(sql, who(one.from))
      await sql`select public.my_registrations()`
      return asking(sql, () => sql`select public.request_credential_link(${credential.id})`)
    }
    case 'pass':
      return passTime(sql, one.hours)
    case 'type': {
      const target = anyOf(registrations, one.place)
      if (target === undefined) return
      await asStaff(sql)
      return asking(
        sql,
        () =>
          sql`update public.contacts set email = ${one.to} where registration_id = ${target.id} and ${first?.id === target.id}`,
      )
    }
  }
}

test('whatever is filed, asked, approved, proven or bounces in whatever order: a credential’s link is queued for the present contact alone, who changes by nothing but the three ways', async ({
  sql,
}) => {
  await withoutQuietHours(sql)
  await installSealingKey(sql)
  await guardTheOutbox(sql)
  const moved = new Map<string, number>()
  let links = 0
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 15, maxLength: 50 }), async (happenings) => {
      await takenBack(sql, async () => {
        await approvedRegistration(sql, MAILBOXES[0])
        await takeIn(sql)
        for (const one of happenings) {
          const before = await present(sql)
          await happen(sql, one)
          const after = await present(sql)
          if (after !== before) {
            expect(MAY_MOVE, `${one.what} made ${after} of ${before}`).toContain(one.what)
            if (before !== undefined && after !== undefined)
              expect(['prove', 'decide_recovery']).toContain(one.what)
            moved.set(one.what, (moved.get(one.what) ?? 0) + 1)
          }
          const queued = await sql`
            select distinct lower(recipient::text) as recipient from private.outbox
            where state = 'queued' and private.mail_subject(kind) = 'credential'`
          links += queued.length
          for (const { recipient } of queued) expect(recipient, `waits after ${one.what}`).toBe(after)
        }
      })
    }),
    RUNS,
  )
  // It is a test only where all of that came about.
  expect([...moved.keys()]).toEqual(expect.arrayContaining(['decide', 'prove', 'decide_recovery']))
  expect(links).toBeGreaterThan(RUNS.numRuns)
})
