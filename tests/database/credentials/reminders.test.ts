import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential } from '../../fixtures/database/credentials.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { mailsTo } from '../../fixtures/database/mailboxes.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, passTime, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

/** Sends everything that waits, as a worker does. */
async function deliver(sql: Sql): Promise<string[]> {
  const sent: string[] = []
  for (let batch = await claim(sql); batch !== null; batch = await claim(sql)) {
    await settle(sql, batch, 'sent', { provider_ids: batch.mails.map(({ id }) => id) })
    sent.push(...batch.mails.map(({ kind }) => String(kind)))
  }
  return sent
}

/** A credential whose first link went out today. */
async function sentCredential(sql: Sql): Promise<string> {
  await withoutQuietHours(sql)
  const id = await issuedCredential(sql)
  await deliver(sql)
  await asOwner(sql)
  return id
}

/** What went out on each day, until the given one. */
async function calendar(sql: Sql, days: number): Promise<Record<number, string[]>> {
  const sent: Record<number, string[]> = {}
  for (let day = 1; day <= days; day += 1) {
    await passDays(sql, 1)
    await tend(sql)
    const kinds = await deliver(sql)
    if (kinds.length > 0) sent[day] = kinds
  }
  return sent
}

describe('a school that does not open its link', () => {
  test('is reminded on the third, seventh and fourteenth day, and then the level above is asked', async ({
    sql,
  }) => {
    const id = await sentCredential(sql)
    expect(await calendar(sql, 16)).toEqual({
      3: ['credential_reminder'],
      7: ['credential_reminder'],
      14: ['credential_reminder'],
    })
    expect((await credential(sql, id)).state).not.toBe('no_response')
    expect(await calendar(sql, 1)).toEqual({})
    expect(await credential(sql, id)).toMatchObject({ state: 'no_response', reminders: 3, remind_at: null })
    expect(await sql`select kind, reason from private.tasks where closed_at is null`).toEqual([
      { kind: 'no_response', reason: '多次提醒以后，仍然没有人打开链接' },
    ])
    expect(await calendar(sql, 20)).toEqual({})
  })

  test('gets a new link with each reminder; the ones before are dead', async ({ sql }) => {
    const id = await sentCredential(sql)
    await calendar(sql, 7)
    expect(await credential(sql, id)).toMatchObject({ state: 'sent', generation: 3 })
    await asService(sql)
    const [old] = await sql`select public.open_credential(${id}, 2, 'reader') as reply`
    expect(old?.reply).toEqual({ outcome: 'superseded' })
  })

  test('may still open the last link after that, and the task is done', async ({ sql }) => {
    const id = await sentCredential(sql)
    await sql`update private.reminder_plan set link_days = '{}', patience_days = 2`
    await sql`update private.credentials set remind_at = private.next_reminder(credentials)`
    await calendar(sql, 2)
    expect((await credential(sql, id)).state).toBe('no_response')
    await asService(sql)
    const [opened] = await sql`select public.open_credential(${id}, 1, 'reader') as reply`
    expect(opened?.reply).toMatchObject({ outcome: 'opened' })
    await asOwner(sql)
    expect(await sql`select from private.tasks where closed_at is null`).toHaveLength(0)
  })

  test('is not reminded on a day on which a link went out already', async ({ sql }) => {
    const id = await sentCredential(sql)
    await passDays(sql, 3)
    await asOwner(sql)
    await sql`select private.send_link(${id})`
    await tend(sql)
    expect(await deliver(sql)).toEqual(['credential_link'])
    expect(await calendar(sql, 1)).toEqual({ 1: ['credential_reminder'] })
  })

  test('whose bytes were erased meanwhile is not reminded of what cannot be opened', async ({ sql }) => {
    const id = await sentCredential(sql)
    await asOwner(sql)
    await sql`update private.credentials set sealed = null`
    expect(await calendar(sql, 3)).toEqual({})
    expect((await credential(sql, id)).state).toBe('no_response')
  })
})

describe('a school that opened and does not confirm', () => {
  async function opened(sql: Sql) {
    const id = await sentCredential(sql)
    await asService(sql)
    await sql`select public.open_credential(${id}, 1, 'reader')`
    return id
  }

  test('is reminded on the third and seventh day, and then the level above is asked', async ({ sql }) => {
    const id = await opened(sql)
    expect(await calendar(sql, 12)).toEqual({ 3: ['activation_reminder'], 7: ['activation_reminder'] })
    expect(await credential(sql, id)).toMatchObject({ state: 'opened', generation: 1, reminders: 2 })
    expect(await sql`select kind from private.tasks where closed_at is null`).toEqual([
      { kind: 'not_activated' },
    ])
  })

  test('is left alone once it confirms, and a reminder that waits goes with it', async ({ sql }) => {
    const id = await opened(sql)
    await passDays(sql, 3)
    await tend(sql)
    await asService(sql)
    await sql`select public.confirm_activation(${id}, 1, '{logged_in,password_changed}')`
    expect(await deliver(sql)).toEqual(['activation_confirmed'])
    expect(await calendar(sql, 20)).toEqual({})
  })
})

describe('reminders stop', () => {
  test('after five, whatever the plan says and however often the school asks', async ({ sql }) => {
    const id = await sentCredential(sql)
    await sql`update private.reminder_plan set link_days = '{1,2,3,4,5}', activation_days = '{1,2,3,4,5}'`
    await sql`update private.credentials set remind_at = private.next_reminder(credentials)`
    expect(Object.values(await calendar(sql, 4)).flat()).toHaveLength(4)
    await asService(sql)
    await sql`select public.open_credential(${id}, (select 5), 'reader')`
    expect(Object.values(await calendar(sql, 20)).flat()).toEqual(['activation_reminder'])
    expect((await credential(sql, id)).reminders).toBe(5)
  })

  test('at one a day, whoever writes', async ({ sql }) => {
    const id = await sentCredential(sql)
    await calendar(sql, 3)
    await asStaff(sql)
    expect(
      await refusalOf(
        sql,
        () => sql`update private.credentials set reminders = reminders + 1 where id = ${id}`,
      ),
    ).toMatchObject({ code: 'credential-reminded-today' })
  })

  test('where mail could not be delivered: that is another trouble', async ({ sql }) => {
    const id = await sentCredential(sql)
    await asOwner(sql)
    await sql`update private.credentials set state = 'undeliverable', trouble = '退信'`
    expect(await calendar(sql, 20)).toEqual({})
    expect((await credential(sql, id)).state).toBe('undeliverable')
    expect(await sql`select kind, reason from private.tasks where closed_at is null`).toEqual([
      { kind: 'undeliverable', reason: '退信' },
    ])
  })
})

describe('quiet hours', () => {
  test.for([
    ['2026-11-27T12:59:00Z', false],
    ['2026-11-27T13:00:00Z', true],
    ['2026-11-27T20:00:00Z', true],
    ['2026-11-27T23:59:59Z', true],
    ['2026-11-28T00:00:00Z', false],
    ['2026-11-28T06:00:00Z', false],
  ] as const)('by the clock of Shanghai: %s is quiet: %s', async ([at, isQuiet], { sql }) => {
    const [row] = await sql`select private.is_quiet(${at}) as quiet`
    expect(row?.quiet).toBe(isQuiet)
  })

  /** Whatever the hour is, it is quiet: from now for half a day. */
  const atNight = (sql: Sql) => sql`
    update private.mail_meter set quiet_from = (now() at time zone 'Asia/Shanghai')::time,
      quiet_until = ((now() at time zone 'Asia/Shanghai')::time + interval '12 hours')`

  test('nobody is reminded, and nothing is due on that account', async ({ sql }) => {
    await sentCredential(sql)
    await passDays(sql, 2)
    await passTime(sql, 20)
    await tend(sql)
    await deliver(sql)
    await asOwner(sql)
    await sql`update private.credentials set remind_at = now()`
    await atNight(sql)
    const [due] = await sql`select private.mail_is_due() as yes`
    expect(due?.yes).toBe(false)
    await tend(sql)
    expect(await mailsTo(sql, 'credential_reminder')).toEqual([])
  })

  test('a reminder that was written by day waits for the morning; other mail does not', async ({ sql }) => {
    await sentCredential(sql)
    await passDays(sql, 3)
    await tend(sql)
    await asOwner(sql)
    await sql`select private.queue_mail('registration_received', 'other@example.org', '{}')`
    await atNight(sql)
    expect((await claim(sql))?.mails.map(({ kind }) => kind)).toEqual(['registration_received'])
    expect(await claim(sql)).toBeNull()
    await withoutQuietHours(sql)
    expect((await claim(sql))?.mails.map(({ kind }) => kind)).toEqual(['credential_reminder'])
  })

  test('a batch of reminders that was not taken is not tried again at night', async ({ sql }) => {
    await sentCredential(sql)
    await passDays(sql, 3)
    await tend(sql)
    await settle(sql, await claim(sql), 'retry', {
      attempt: 1,
      after_seconds: 0,
      certain: true,
      reason: '太快',
    })
    await asOwner(sql)
    await atNight(sql)
    expect(await claim(sql)).toBeNull()
    await asService(sql)
    const [turn] = await sql`select public.take_mail_turn() as turn`
    expect(turn?.turn).toEqual({ outcome: 'nothing' })
  })
})

test('the plan has at most five days', async ({ sql }) => {
  await asStaff(sql)
  expect(
    await refusalOf(sql, () => sql`update private.reminder_plan set link_days = '{1,2,3,4,5,6}'`),
  ).toMatchObject({ state: '23514' })
})
