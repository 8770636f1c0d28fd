import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asStaff, asSupervisor } from '../../fixtures/database/callers.ts'
import { askForMailbox, mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, passTime, tend } from '../../fixtures/database/time.ts'

const ABOUT = { organization_name: '桐庐县第一中学' }

/** Runs as the owner with the claims of whoever asked before, as a definer function does. */
async function queue(sql: Sql, kind: string, recipients: readonly string[], claims: object | null = null) {
  await asOwner(sql)
  await sql`select set_config('request.jwt.claims', ${claims === null ? '' : JSON.stringify(claims)}, true)`
  const isAbout = `private.mail_subject(${`'${kind}'`}::private.mail_kind) is not null`
  await sql.unsafe(
    `select private.queue_mail('${kind}', recipient::extensions.citext, $1::text::jsonb, case when ${isAbout} then gen_random_uuid() end,
       case when ${isAbout} then 1 end) from unnest($2::text[]) recipient`,
    [JSON.stringify(ABOUT), [...recipients]],
  )
}

async function claimsOf(sql: Sql, email: string) {
  const sub = await asContact(sql, email)
  return { role: 'authenticated', sub, email }
}

const many = (count: number, name = 'victim') =>
  Array.from({ length: count }, (_, place) => `${name}${place}@example.org`)

const letLinkRest = async (sql: Sql) => {
  await asOwner(sql)
  await sql`update private.mailbox_proofs set code_sent_at = now() - interval '1 hour'`
}

/** A total below a thousand is counted letter by letter. */
const countEach = async (sql: Sql) => {
  await asOwner(sql)
  await sql`update private.letter_classes set per_day = 900 where per_day is not null`
}

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
    await queue(sql, 'mailbox_proof', many(5), asked)
    expect(await refusalOf(sql, () => queue(sql, 'mailbox_proof', many(1, 'next'), asked))).not.toBeNull()
    await passDays(sql, 1)
    await queue(sql, 'mailbox_proof', many(5), asked)
  })

  test('are still counted for somebody who signed up anew', async ({ sql }) => {
    await queue(sql, 'mailbox_proof', many(5), await claimsOf(sql, PERSON.email))
    await asOwner(sql)
    await sql`delete from auth.users where email = ${PERSON.email}`
    const again = await claimsOf(sql, PERSON.email)
    expect(await refusalOf(sql, () => queue(sql, 'mailbox_proof', many(1, 'next'), again))).toMatchObject({
      code: 'letters-sender-spent',
    })
  })

  test('reach one mailbox five times a day, from however many senders', async ({ sql }) => {
    for (const sender of many(5, 'sender'))
      await queue(sql, 'mailbox_proof', ['victim@example.org'], await claimsOf(sql, sender))
    const sixth = await claimsOf(sql, 'sixth@example.org')
    expect(
      await refusalOf(sql, () => queue(sql, 'mailbox_proof', ['VICTIM@example.org'], sixth)),
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
    await queue(sql, 'mailbox_proof', ['tuanwei@school.example.org'], await claimsOf(sql, sender))
  for (let place = 0; place < 5; place += 1) {
    await letLinkRest(sql)
    await askForMailbox(sql, id, 'tuanwei@school.example.org')
  }
  await letLinkRest(sql)
  expect(await refusalOf(sql, () => askForMailbox(sql, id, 'tuanwei@school.example.org'))).toMatchObject({
    code: 'letters-recipient-spent',
  })
})

describe('a budget of all together', () => {
  test('ends at its number, and takes nothing from another class', async ({ sql }) => {
    await asOwner(sql)
    await sql`update private.letter_classes set per_day = 8 where id = 'code'`
    for (const sender of many(4, 'sender'))
      await queue(sql, 'mailbox_proof', many(2, `of-${sender.split('@')[0]}-`), await claimsOf(sql, sender))
    const next = await claimsOf(sql, 'next@example.org')
    expect(
      await refusalOf(sql, () => queue(sql, 'mailbox_proof', ['other@example.org'], next)),
    ).toMatchObject({
      code: 'letters-all-spent',
    })
    await queue(sql, 'registration_received', ['next@example.org'], next)
    await queue(sql, 'credential_link', ['other@example.org'])
    await queue(sql, 'mailbox_link', ['other@example.org'])
  })
})

describe('a budget of all together that somebody with many mailboxes has used up', () => {
  const spend = async (sql: Sql, id: string) => {
    await asOwner(sql)
    await sql`insert into private.letter_counts (day, class, side, count) values (private.today(), ${id}, 'all', 1000000)`
  }

  test('keeps nobody from registering: the receipt is left out', async ({ sql }) => {
    await spend(sql, 'receipt')
    const receipt = await submitAs(sql, PERSON.email)
    expect(receipt.state).toBe('submitted')
    expect(await mailsTo(sql, 'registration_received')).toEqual([])
  })

  test('keeps no present contact from changing the mailbox', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    await spend(sql, 'code')
    await askForMailbox(sql, id, 'new@example.org')
    expect(await mailsTo(sql, 'mailbox_proof')).toHaveLength(1)
  })

  test('keeps no warning from a present contact: it comes the next morning, and is answered from then on', async ({
    sql,
  }) => {
    await approvedRegistration(sql)
    await spend(sql, 'stranger')
    await spend(sql, 'recovery')
    await submitAs(sql, 'stranger@example.org', {
      purpose: 'change',
      note: '换了联系人',
      existing_accounts: [],
      wanted_account: null,
    })
    await askForRecovery(sql, 'asker@example.org')
    await asOwner(sql)
    const told = await sql`
      select kind::text, not_before = private.next_morning() as tomorrow from private.outbox
      where recipient = ${PERSON.email} and kind in ('foreign_request', 'recovery_asked') order by kind::text`
    expect(told).toEqual([
      { kind: 'foreign_request', tomorrow: true },
      { kind: 'recovery_asked', tomorrow: true },
    ])
    const [request] = await sql`
      select due_at = private.next_morning() + interval '72 hours' as right from private.foreign_requests`
    expect(request?.right).toBe(true)
  })
})

async function askForRecovery(sql: Sql, email: string) {
  await asContact(sql, email)
  const [row] = await sql`select public.request_recovery(${JSON.stringify({
    organization_code: CODE.school,
    why: 'password_lost',
    contact: { name: '程晚晴', post: '团委书记', mobile: '13777700001' },
  })}::text::jsonb) as id`
  return row?.id
}

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

test('a letter that is not sent takes nothing from what all together may cause', async ({ sql }) => {
  await countEach(sql)
  for (const sender of many(7, 'sender'))
    await queue(sql, 'recovery_asked', ['victim@example.org'], await claimsOf(sql, sender))
  await asOwner(sql)
  expect(await sql`select sum(count)::integer as sent from private.letter_counts where side = 'all'`).toEqual(
    [{ sent: 3 }],
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
    await queue(sql, 'mailbox_link', many(5000), claims)
    await asOwner(sql)
    expect(await sql`select count from private.letter_counts where side = 'sender'`).toEqual([
      { count: 5000 },
    ])
    await sql`update private.letter_counts set count = 6000 where side = 'sender'`
    expect(await refusalOf(sql, () => queue(sql, 'mailbox_link', many(1, 'more'), claims))).toMatchObject({
      code: 'letters-sender-spent',
    })
    await asSupervisor(sql, CODE.hangzhou)
    await queue(
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
    await queue(
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
    await queue(sql, 'credential_link', many(20))
    expect(await sql`select from private.letter_counts`).toHaveLength(0)
  })
})

test('the counts name no mailbox and are gone after two days', async ({ sql }) => {
  await countEach(sql)
  await queue(sql, 'mailbox_proof', ['victim@example.org'], await claimsOf(sql, PERSON.email))
  await asOwner(sql)
  const rows = await sql`select side::text, who from private.letter_counts order by 1`
  expect(rows.map(({ side }) => side)).toEqual(['all', 'recipient', 'sender'])
  expect(JSON.stringify(rows)).not.toContain('@')
  await passTime(sql, 49)
  await tend(sql)
  expect(await sql`select from private.letter_counts`).toHaveLength(0)
})

test('a large total is counted by its thousandths, as near as makes no difference', async ({ sql }) => {
  const claims = await claimsOf(sql, PERSON.email)
  await asOwner(sql)
  await sql`update private.letter_classes set per_recipient = 100000, per_sender = 100000, per_day = 20000 where id = 'receipt'`
  await queue(
    sql,
    'registration_received',
    Array.from({ length: 2000 }, () => PERSON.email),
    claims,
  )
  await asOwner(sql)
  const [total] = await sql`
    select sum(count)::integer as counted, bool_and(count % 20 = 0) as by_shares from private.letter_counts where side = 'all'`
  expect(total?.by_shares).toBe(true)
  // A hundred shares of twenty, give or take six times the spread of as many throws of a die with twenty sides.
  expect(Math.abs(total?.counted - 2000)).toBeLessThan(1200)
})
