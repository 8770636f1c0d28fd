import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import {
  askForRecovery,
  claimsOf,
  countEach,
  letLinkRest,
  many,
  queueLetters,
} from '../../fixtures/database/letters.ts'
import { askForMailbox, mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, passTime, tend } from '../../fixtures/database/time.ts'

describe('the kinds of letters', () => {
  test('each tell their class', async ({ sql }) => {
    const without = await sql`
      select each.kind::text from unnest(enum_range(null::private.mail_kind)) as each(kind)
      where not exists (select from private.letter_kinds k where k.kind = each.kind)`
    expect(without).toEqual([])
  })

  test('are never refused or dropped where they are credentials, decisions, or news of what changed', async ({
    sql,
  }) => {
    const rows = await sql`
      select distinct concat_ws(' ', recipient_spent, sender_spent, all_spent) as spent, c.per_sender, c.per_day
      from private.letter_kinds k join private.letter_classes c on c.id = k.class where c.id = 'person'`
    expect(rows).toEqual([{ spent: 'wait wait wait', per_sender: null, per_day: null }])
  })
})

describe('codes to strangers’ mailboxes', () => {
  test('are five a day of one sender, by whatever alternating and withdrawing', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    const ask = async (place: number) => {
      await letLinkRest(sql)
      await askForMailbox(sql, id, `victim${place % 9}@example.org`)
      await asContact(sql, PERSON.email)
      if (place % 2 === 0) await sql`select public.withdraw_mailbox_change(${id})`
    }
    for (let place = 0; place < 5; place += 1) await ask(place)
    for (let place = 5; place < 18; place += 1)
      expect(await refusalOf(sql, () => ask(place))).toMatchObject({
        state: 'P0001',
        code: 'letters-sender-spent',
      })
    expect(await mailsTo(sql, 'mailbox_proof')).toHaveLength(5)
  })

  test('that were refused changed nothing before', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    for (let place = 0; place < 5; place += 1) {
      await letLinkRest(sql)
      await askForMailbox(sql, id, `victim${place}@example.org`)
    }
    await refusalOf(sql, () => askForMailbox(sql, id, 'sixth@example.org'))
    await asOwner(sql)
    expect(await sql`select email::text from private.mailbox_proofs where state = 'asked'`).toEqual([
      { email: 'victim4@example.org' },
    ])
  })

  test('begin anew the next day', async ({ sql }) => {
    const asked = await claimsOf(sql, PERSON.email)
    await queueLetters(sql, 'mailbox_proof', many(5), asked)
    expect(
      await refusalOf(sql, () => queueLetters(sql, 'mailbox_proof', many(1, 'next'), asked)),
    ).not.toBeNull()
    await passDays(sql, 1)
    await queueLetters(sql, 'mailbox_proof', many(5), asked)
  })

  test('are still counted for somebody who signed up anew', async ({ sql }) => {
    await queueLetters(sql, 'mailbox_proof', many(5), await claimsOf(sql, PERSON.email))
    await asOwner(sql)
    await sql`delete from auth.users where email = ${PERSON.email}`
    const again = await claimsOf(sql, PERSON.email)
    expect(
      await refusalOf(sql, () => queueLetters(sql, 'mailbox_proof', many(1, 'next'), again)),
    ).toMatchObject({
      code: 'letters-sender-spent',
    })
  })

  test('reach one mailbox five times a day, from however many senders', async ({ sql }) => {
    for (const sender of many(5, 'sender'))
      await queueLetters(sql, 'mailbox_proof', ['victim@example.org'], await claimsOf(sql, sender))
    const sixth = await claimsOf(sql, 'sixth@example.org')
    expect(
      await refusalOf(sql, () => queueLetters(sql, 'mailbox_proof', ['VICTIM@example.org'], sixth)),
    ).toMatchObject({
      code: 'letters-recipient-spent',
    })
  })
})

test('strangers who fill the mailbox that a school moves to keep the school from nothing', async ({
  sql,
}) => {
  const id = await approvedRegistration(sql)
  for (const sender of many(5, 'sender'))
    await queueLetters(sql, 'mailbox_proof', ['tuanwei@school.example.org'], await claimsOf(sql, sender))
  for (let place = 0; place < 5; place += 1) {
    await letLinkRest(sql)
    await askForMailbox(sql, id, 'tuanwei@school.example.org')
  }
  await letLinkRest(sql)
  expect(await refusalOf(sql, () => askForMailbox(sql, id, 'tuanwei@school.example.org'))).toMatchObject({
    code: 'letters-recipient-spent',
  })
})

describe('registering and withdrawing in a loop', () => {
  test('ends after a day’s receipts, and never at the withdrawing', async ({ sql }) => {
    let registered = 0
    let refusal = null
    while (refusal === null && registered < 30) {
      refusal = await refusalOf(sql, async () => {
        const { id } = await submitAs(sql, PERSON.email)
        await sql`select public.withdraw_registration(${id})`
      })
      if (refusal === null) registered += 1
    }
    expect(refusal).toMatchObject({ code: 'letters-recipient-spent' })
    expect(registered).toBe(10)
  })

  test('of drafts leaves nothing behind', async ({ sql }) => {
    await asContact(sql, PERSON.email)
    for (let round = 0; round < 12; round += 1) {
      const [saved] = await sql`select public.save_registration_draft('{"step": 1}') as id`
      await sql`select public.withdraw_registration(${saved?.id})`
    }
    await asOwner(sql)
    expect(await sql`select from public.registrations`).toHaveLength(0)
  })
})

describe('recoveries of one organization', () => {
  test('from many logins tell the present contact three times a day, and open one task', async ({ sql }) => {
    await approvedRegistration(sql)
    for (const email of many(7, 'asker')) await askForRecovery(sql, email)
    const told = await mailsTo(sql, 'recovery_asked')
    expect(told.filter(({ recipient }) => recipient === PERSON.email)).toHaveLength(3)
    expect(told.filter(({ recipient }) => recipient !== PERSON.email)).toHaveLength(7)
    await asOwner(sql)
    expect(await sql`select from private.recoveries where state = 'asked'`).toHaveLength(7)
    expect(await sql`select from private.tasks where kind = 'recovery'`).toHaveLength(1)
  })

  test('asked and withdrawn in a loop are three a day', async ({ sql }) => {
    await approvedRegistration(sql)
    const round = async () => {
      const id = await askForRecovery(sql, 'asker@example.org')
      await sql`select public.withdraw_recovery(${id})`
    }
    for (let times = 0; times < 3; times += 1) await round()
    for (let times = 0; times < 7; times += 1)
      expect(await refusalOf(sql, round)).toMatchObject({ code: 'recovery-too-many' })
    expect(await mailsTo(sql, 'recovery_asked')).toHaveLength(6)
  })
})

test('requests of strangers take no letter from what tells the present contact of a recovery', async ({
  sql,
}) => {
  await approvedRegistration(sql)
  for (const email of many(4, 'stranger'))
    await submitAs(sql, email, {
      purpose: 'change',
      note: '换了联系人',
      existing_accounts: [],
      wanted_account: null,
    })
  await askForRecovery(sql, 'asker@example.org')
  const told = await mailsTo(sql, 'recovery_asked')
  expect(told.map(({ recipient }) => recipient).toSorted()).toEqual(
    ['asker@example.org', PERSON.email].toSorted(),
  )
})

test('the present contact is told of strangers’ requests three times a day; the fourth is filed, and no clock runs for it', async ({
  sql,
}) => {
  await approvedRegistration(sql)
  for (const email of many(4, 'stranger'))
    await submitAs(sql, email, {
      purpose: 'change',
      note: '换了联系人',
      existing_accounts: [],
      wanted_account: null,
    })
  expect(await mailsTo(sql, 'foreign_request')).toHaveLength(3)
  await asOwner(sql)
  expect(await sql`select due_at is null as rests from private.foreign_requests order by rests`).toEqual([
    { rests: false },
    { rests: false },
    { rests: false },
    { rests: true },
  ])
})

describe('what the desk causes', () => {
  test('fits an import of five thousand, and ends at the day’s budget of the unit', async ({ sql }) => {
    await asSupervisor(sql, CODE.tonglu)
    const claims = await claimsOf(sql, `supervisor.${CODE.tonglu}@example.org`)
    await queueLetters(sql, 'mailbox_link', many(5000), claims)
    await asOwner(sql)
    expect(await sql`select count from private.letter_counts where side = 'sender'`).toEqual([
      { count: 5000 },
    ])
    await sql`update private.letter_counts set count = 6000 where side = 'sender'`
    expect(
      await refusalOf(sql, () => queueLetters(sql, 'mailbox_link', many(1, 'more'), claims)),
    ).toMatchObject({
      code: 'letters-sender-spent',
    })
    await asSupervisor(sql, CODE.hangzhou)
    await queueLetters(
      sql,
      'mailbox_link',
      many(10, 'other'),
      await claimsOf(sql, `supervisor.${CODE.hangzhou}@example.org`),
    )
  })
})

describe('letters to a person', () => {
  test('that are too many for a day go the next morning, none is lost', async ({ sql }) => {
    await asOwner(sql)
    await sql`update private.letter_classes set per_recipient = 4 where id = 'person'`
    await queueLetters(
      sql,
      'credential_link',
      Array.from({ length: 6 }, () => PERSON.email),
    )
    await asOwner(sql)
    const rows = await sql`
      select (not_before at time zone 'Asia/Shanghai')::time::text as at, count(*)::integer from private.outbox
      where kind = 'credential_link' group by 1 order by 1 nulls first`
    expect(rows).toEqual([
      { at: null, count: 4 },
      { at: '08:00:00', count: 2 },
    ])
  })

  test('are nobody’s to count where staff or the clock write them', async ({ sql }) => {
    await asStaff(sql)
    await queueLetters(sql, 'credential_link', many(20))
    expect(await sql`select from private.letter_counts`).toHaveLength(0)
  })
})

test('the counts name no mailbox and are gone after two days', async ({ sql }) => {
  await countEach(sql)
  await queueLetters(sql, 'mailbox_proof', ['victim@example.org'], await claimsOf(sql, PERSON.email))
  await asOwner(sql)
  const rows = await sql`select side::text, who from private.letter_counts order by 1`
  expect(rows.map(({ side }) => side)).toEqual(['all', 'recipient', 'sender'])
  expect(JSON.stringify(rows)).not.toContain('@')
  await passTime(sql, 49)
  await tend(sql)
  expect(await sql`select from private.letter_counts`).toHaveLength(0)
})
