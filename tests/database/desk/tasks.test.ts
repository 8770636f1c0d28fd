import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asSupervisor } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { bounce, newestMail, report } from '../../fixtures/database/mail-events.ts'
import { askForMailbox, mailsTo, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

const open = (sql: Sql) => sql`select kind, reason from private.tasks where closed_at is null order by id`

async function deliver(sql: Sql): Promise<void> {
  for (let batch = await claim(sql); batch !== null; batch = await claim(sql))
    await settle(sql, batch, 'sent', { provider_ids: batch.mails.map(({ id }) => id) })
}

async function bounced(sql: Sql) {
  await withoutQuietHours(sql)
  const id = await issuedCredential(sql)
  await deliver(sql)
  await report(sql, bounce((await newestMail(sql, 'credential_link')).id))
  await asOwner(sql)
  return { id, registration: String((await credential(sql, id)).registration_id) }
}

describe('a task', () => {
  test('opens when a credential cannot be delivered, with the reason in plain words, once', async ({
    sql,
  }) => {
    const { id } = await bounced(sql)
    expect(await open(sql)).toEqual([{ kind: 'undeliverable', reason: '这个邮箱不存在，请核对地址' }])
    await overwrite(sql, id, { trouble: '别的' })
    await report(sql, { ...bounce((await newestMail(sql, 'credential_link')).id), type: 'email.complained' })
    await asOwner(sql)
    expect(await open(sql)).toHaveLength(1)
  })

  test('closes when the mailbox is mended and the link goes out anew', async ({ sql }) => {
    const { registration } = await bounced(sql)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    await asOwner(sql)
    expect(await open(sql)).toEqual([])
    expect(await sql`select closed_at is not null as closed from private.tasks`).toEqual([{ closed: true }])
  })

  test('opens again when the new link bounces too', async ({ sql }) => {
    const { registration } = await bounced(sql)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    await deliver(sql)
    await report(sql, bounce((await newestMail(sql, 'credential_link')).id))
    await asOwner(sql)
    expect(await open(sql)).toHaveLength(1)
  })

  test.for(['revoked'])('closes when the credential is %s', async (state, { sql }) => {
    const { id } = await bounced(sql)
    await sql`update private.credentials set state = ${state} where id = ${id}`
    expect(await open(sql)).toEqual([])
  })
})

describe('any other mail that bounces', () => {
  async function deadMailbox(sql: Sql) {
    await withoutQuietHours(sql)
    const registration = await approvedRegistration(sql)
    await deliver(sql)
    await report(sql, bounce((await newestMail(sql, 'registration_approved')).id))
    await asOwner(sql)
    return registration
  }

  test('shows that the contact’s mailbox is dead', async ({ sql }) => {
    await deadMailbox(sql)
    expect(await open(sql)).toEqual([{ kind: 'mailbox', reason: '这个邮箱不存在，请核对地址' }])
  })

  test('and the task is done when the mailbox is changed', async ({ sql }) => {
    const registration = await deadMailbox(sql)
    await askForMailbox(sql, registration)
    await prove(sql, await newestProof(sql))
    await asOwner(sql)
    expect(await open(sql)).toEqual([])
  })

  test('or when something arrives there again', async ({ sql }) => {
    await deadMailbox(sql)
    await sql`insert into private.outbox (kind, recipient, recipient_hash, payload, state, sent_at)
      values ('registration_approved', ${PERSON.email}, private.address_hash(${PERSON.email}), '{}', 'sent', now())`
    await report(sql, {
      type: 'email.delivered',
      mail_id: (await newestMail(sql, 'registration_approved')).id,
    })
    await asOwner(sql)
    expect(await open(sql)).toEqual([])
  })
})

describe('supervisors are told', () => {
  test('the nearest ones, once a day, of what is new, without a name', async ({ sql }) => {
    await asSupervisor(sql, CODE.hangzhou)
    await asSupervisor(sql, CODE.tonglu)
    await bounced(sql)
    await tend(sql)
    await tend(sql)
    const told = await mailsTo(sql, 'desk_digest')
    expect(told).toEqual([
      {
        recipient: `supervisor.${CODE.tonglu}@example.org`,
        state: 'queued',
        payload: {
          organization_name: '共青团桐庐县委员会',
          organization_code: CODE.tonglu,
          contact_name: '督导员',
          undeliverable: 1,
          no_response: 0,
          not_activated: 0,
          mailbox: 0,
          recovery: 0,
          no_contact: 0,
        },
      },
    ])
  })

  test('of what comes later on the same day, on the next', async ({ sql }) => {
    await asSupervisor(sql, CODE.tonglu)
    const { registration } = await bounced(sql)
    await tend(sql)
    await sql`insert into private.tasks (kind, organization_code, registration_id, reason)
      values ('mailbox', ${CODE.school}, ${registration}, '退信')`
    await tend(sql)
    expect(await mailsTo(sql, 'desk_digest')).toHaveLength(1)
    await passDays(sql, 1)
    await tend(sql)
    const told = await mailsTo(sql, 'desk_digest')
    expect(told.map(({ payload }) => [payload.undeliverable, payload.mailbox])).toEqual([
      [1, 0],
      [0, 1],
    ])
  })

  test('again after a week, three times in all', async ({ sql }) => {
    await asSupervisor(sql, CODE.tonglu)
    await bounced(sql)
    for (let day = 0; day < 40; day += 1) {
      await tend(sql)
      await passDays(sql, 1)
    }
    expect(await mailsTo(sql, 'desk_digest')).toHaveLength(3)
  })

  test('or nobody, where nobody supervises: the task stands in the table', async ({ sql }) => {
    await bounced(sql)
    await tend(sql)
    expect(await mailsTo(sql, 'desk_digest')).toEqual([])
    expect(await open(sql)).toHaveLength(1)
    const [due] = await sql`select private.mail_is_due() as yes`
    expect(due?.yes).toBe(false)
  })
})
