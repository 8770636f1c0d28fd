import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { type Attacker, attackersOf, type School } from '../fixtures/attackers.ts'
import { PERSON, submission } from '../fixtures/database/registrations.ts'
import { mailboxAt } from '../fixtures/stack.ts'

const stack = inject('stack')
const attackers = attackersOf(stack)
afterAll(() => attackers.end())

const hintOf = (text: string): string | null => JSON.parse(text)?.hint ?? null

/** Letters of a kind to mailboxes of this domain. */
async function lettersTo(domain: string, kind: string): Promise<number> {
  const [row] = await attackers.staff`
    select count(*)::integer as count from private.outbox where kind = ${kind} and recipient like ${`%@${domain}`}`
  return row?.count
}

describe('a school that changes its mailbox over and over', () => {
  test('makes five mailboxes ring a day, by whatever alternating and withdrawing', async () => {
    const school = await attackers.school()
    const domain = `${randomUUID()}.example.org`
    const refused = []
    for (let place = 0; place < 18; place += 1) {
      const email = `victim${place % 7}@${domain}`
      const answer = await school.rpc('request_mailbox_change', {
        registration_id: school.registration,
        email,
      })
      if (answer.status !== 200) refused.push(hintOf(answer.text))
      if (place % 2 === 0)
        await school.rpc('withdraw_mailbox_change', { registration_id: school.registration })
    }
    expect(await lettersTo(domain, 'mailbox_proof')).toBe(5)
    expect(refused).toEqual(Array.from({ length: 13 }, () => 'letters-sender-spent'))
  })
})

test('one mailbox under many spellings hears from several schools no more often than under one', async () => {
  const schools = [await attackers.school(), await attackers.school()]
  const domain = `${randomUUID()}.example.org`
  const refused = []
  for (const [place, school] of schools.entries())
    for (let round = 0; round < 4; round += 1) {
      const email = `victim+${place}${round}@${domain}`
      const args = { registration_id: school.registration, email }
      const answer = await school.rpc('request_mailbox_change', args)
      if (answer.status !== 200) refused.push(hintOf(answer.text))
    }
  expect(await lettersTo(domain, 'mailbox_proof')).toBe(5)
  expect(refused).toEqual(Array.from({ length: 3 }, () => 'letters-recipient-spent'))
})

const recoveryOf = (school: School) => ({
  request: {
    organization_code: school.organization,
    why: 'password_lost',
    contact: { name: PERSON.name, post: PERSON.post, mobile: PERSON.mobile },
  },
})

describe('recoveries', () => {
  test('asked and withdrawn in a loop, from several logins, tell the school three times and never pile up', async () => {
    const school = await attackers.school()
    const askers = await Promise.all(Array.from({ length: 3 }, () => attackers.stranger()))
    for (const asker of askers)
      for (let round = 0; round < 5; round += 1) {
        const asked = await asker.rpc('request_recovery', recoveryOf(school))
        if (asked.status === 200)
          await asker.rpc('withdraw_recovery', { recovery_id: JSON.parse(asked.text) })
      }
    const [told] = await attackers.staff`
      select count(*)::integer as count from private.outbox where kind = 'recovery_asked' and recipient = ${school.email}`
    expect(told?.count).toBe(3)
    const open = await attackers.staff`
      select from private.tasks where organization_code = ${school.organization} and kind = 'recovery' and closed_at is null`
    expect(open).toHaveLength(0)
  })
})

describe('a hand-in and its withdrawal in a loop', () => {
  test('ends after ten a day', async () => {
    const writer: Attacker = await attackers.stranger()
    const [free] = await attackers.staff<{ code: string }[]>`
      select o.code from public.organizations o
      where o.kind = 'school' and o.status = 'expected' and not exists (select from public.registrations r where r.organization_code = o.code)
      order by o.code desc limit 1`
    const handIn = {
      submission: submission({
        organization_code: free?.code,
        existing_accounts: [],
        wanted_account: { platform: 'bilibili', nickname: '某某中学团委' },
      }),
    }
    const answers = []
    for (let round = 0; round < 14; round += 1) {
      const answer = await writer.rpc('submit_registration', handIn)
      answers.push(answer.status === 200 ? 'taken' : hintOf(answer.text))
      if (answer.status === 200)
        await writer.rpc('withdraw_registration', { registration_id: JSON.parse(answer.text).id })
    }
    expect(answers).toEqual([
      ...Array.from({ length: 10 }, () => 'taken'),
      ...Array.from({ length: 4 }, () => 'letters-recipient-spent'),
    ])
    const [rows] = await attackers.staff`
      select count(*)::integer as count from public.registrations where writer = ${writer.id}`
    expect(rows?.count).toBe(10)
  })

  test('of drafts leaves no row', async () => {
    const writer = await attackers.stranger()
    for (let round = 0; round < 10; round += 1) {
      const kept = await writer.rpc('save_registration_draft', { draft: { step: round } })
      await writer.rpc('withdraw_registration', { registration_id: JSON.parse(kept.text) })
    }
    expect(await attackers.staff`select from public.registrations where writer = ${writer.id}`).toHaveLength(
      0,
    )
  })
})

describe('what a stranger types', () => {
  test('stands in no letter: not the name of a school that is none, not the contact’s, not the note', async () => {
    const poison = 'evil-prize.example'
    const writer = await attackers.stranger()
    const [division] = await attackers.staff<{ code: string }[]>`
      select o.division_code as code from public.organizations o where o.kind = 'school' limit 1`
    const handedIn = await writer.rpc('submit_registration', {
      submission: submission({
        organization_code: null,
        proposal: { name: '领奖请加群', division_code: division?.code },
        contact: { name: PERSON.name, post: PERSON.post, mobile: PERSON.mobile },
        existing_accounts: [],
        wanted_account: { platform: 'bilibili', nickname: '某某中学团委' },
        note: `请打开 https://${poison}/x`,
      }),
    })
    expect(handedIn.status, handedIn.text).toBe(200)
    const registration_id = JSON.parse(handedIn.text).id
    const victim = `victim@${randomUUID()}.example.org`
    expect((await writer.rpc('request_mailbox_change', { registration_id, email: victim })).status).toBe(200)
    expect(await lettersTo(victim.split('@')[1] ?? '', 'mailbox_proof')).toBe(1)
    await writer.rpc('withdraw_registration', { registration_id })
    const [stored] = await attackers.staff`
      select proposed_name from public.registrations where id = ${registration_id}`
    expect(stored?.proposed_name).toBe('领奖请加群')
    for (const typed of [poison, '领奖'])
      expect(
        await attackers.staff`select kind from private.outbox where payload::text like ${`%${typed}%`}`,
      ).toEqual([])
    for (const to of [victim, writer.email ?? ''])
      for (const { subject, text } of await mailboxAt(stack.mailboxUrl).messages(to))
        expect(subject + text).not.toMatch(/evil|领奖/)
  })

  test('is refused as the name of a school where it is an address', async () => {
    const writer = await attackers.stranger()
    for (const name of [
      '领奖请点https://evil.example/x',
      '领奖请点www。evil。example',
      '领奖请写信a@evil.example',
    ]) {
      const answer = await writer.rpc('submit_registration', {
        submission: submission({ organization_code: null, proposal: { name, division_code: '330122' } }),
      })
      expect([answer.status, hintOf(answer.text)]).toEqual([400, 'proposal-name'])
    }
  })
})
