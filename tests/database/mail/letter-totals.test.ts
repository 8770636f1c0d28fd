import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { askForRecovery, claimsOf, countEach, many, queueLetters } from '../../fixtures/database/letters.ts'
import { askForMailbox, mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

describe('a budget of all together', () => {
  test('ends at its number, and takes nothing from another class', async ({ sql }) => {
    await asOwner(sql)
    await sql`update private.letter_classes set per_day = 8 where id = 'code'`
    for (const sender of many(4, 'sender'))
      await queueLetters(
        sql,
        'mailbox_proof',
        many(2, `of-${sender.split('@')[0]}-`),
        await claimsOf(sql, sender),
      )
    const next = await claimsOf(sql, 'next@example.org')
    expect(
      await refusalOf(sql, () => queueLetters(sql, 'mailbox_proof', ['other@example.org'], next)),
    ).toMatchObject({
      code: 'letters-all-spent',
    })
    await queueLetters(sql, 'registration_received', ['next@example.org'], next)
    await queueLetters(sql, 'credential_link', ['other@example.org'])
    await queueLetters(sql, 'mailbox_link', ['other@example.org'])
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

test('a letter that is not sent takes nothing from what all together may cause', async ({ sql }) => {
  await countEach(sql)
  for (const sender of many(7, 'sender'))
    await queueLetters(sql, 'recovery_asked', ['victim@example.org'], await claimsOf(sql, sender))
  await asOwner(sql)
  expect(await sql`select sum(count)::integer as sent from private.letter_counts where side = 'all'`).toEqual(
    [{ sent: 3 }],
  )
})

test('a large total is counted by its thousandths, as near as makes no difference', async ({ sql }) => {
  const claims = await claimsOf(sql, PERSON.email)
  await asOwner(sql)
  await sql`update private.letter_classes set per_recipient = 100000, per_sender = 100000, per_day = 20000 where id = 'receipt'`
  await queueLetters(
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
