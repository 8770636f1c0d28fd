import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { claim, queueMails, settle } from '../../fixtures/database/mail.ts'
import { bounce, newestMail, type Reported, report } from '../../fixtures/database/mail-events.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const ranks = ['email.sent', 'email.delivery_delayed', 'email.delivered', 'email.bounced', 'email.complained']
const ends = ['sent', 'delayed', 'delivered', 'bounced', 'complained']

/** A credential whose mail the provider has. */
async function sentCredential(sql: Sql) {
  const id = await issuedCredential(sql)
  const batch = await claim(sql)
  await settle(sql, batch, 'sent', { provider_ids: batch?.mails.map((mail) => `provider-${mail.id}`) })
  const mail = await newestMail(sql, 'credential_link')
  return { id, mail }
}

const event = (type: string, mail_id: string): Reported => ({
  type,
  mail_id,
  is_dead: type === 'email.bounced' || type === 'email.complained',
  reason: type === 'email.bounced' ? '退信' : type === 'email.complained' ? '垃圾邮件' : null,
})

describe('reports of one mail', () => {
  /** Every order of the three that set an end, each sent twice. */
  const orders = [0, 1, 2, 3, 4].flatMap((first) =>
    [0, 1, 2, 3, 4].map((second) => [first, second, 4 - first, second, first] as const),
  )
  test.for(orders)('in the order %j end in the strongest of them', async (order, { sql }) => {
    const { id, mail } = await sentCredential(sql)
    for (const rank of order) await report(sql, event(ranks[rank] ?? '', mail.id))
    const strongest = Math.max(...order)
    expect((await newestMail(sql, 'credential_link')).state).toBe(ends[strongest])
    const expected = strongest >= 3 ? 'undeliverable' : strongest === 2 ? 'delivered' : 'sent'
    expect((await credential(sql, id)).state).toBe(expected)
  })

  test('count once for each id, however often they come', async ({ sql }) => {
    const { mail } = await sentCredential(sql)
    expect(await report(sql, event('email.delivered', mail.id), 'msg_1')).toBe('applied')
    expect(await report(sql, event('email.complained', mail.id), 'msg_1')).toBe('repeated')
    expect((await newestMail(sql, 'credential_link')).state).toBe('delivered')
    expect(await sql`select type from private.mail_events`).toEqual([{ type: 'email.delivered' }])
  })

  test('find it by the provider’s id where the tag is missing', async ({ sql }) => {
    const { mail } = await sentCredential(sql)
    await report(sql, { type: 'email.delivered', provider_id: mail.provider_id })
    expect((await newestMail(sql, 'credential_link')).state).toBe('delivered')
  })

  test('may come before the answer to the request that sent it', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const batch = await claim(sql)
    const mail = await newestMail(sql, 'credential_link')
    await report(sql, { ...event('email.delivered', mail.id), provider_id: 'p-link' })
    await settle(sql, batch, 'sent', { provider_ids: batch?.mails.map(() => 'p-link') })
    expect(await newestMail(sql, 'credential_link')).toMatchObject({
      state: 'delivered',
      provider_id: 'p-link',
    })
    expect((await credential(sql, id)).state).toBe('delivered')
  })

  test('settle what was in doubt, and keep what is queued anew from going out twice', async ({ sql }) => {
    await queueMails(sql, 2)
    await settle(sql, await claim(sql), 'unknown', { attempt: 1, reason: '核对' })
    await asOwner(sql)
    const [first, second] = await sql`select id from private.outbox order by position`
    await report(sql, event('email.sent', first?.id))
    await asOwner(sql)
    await sql`update private.outbox set state = 'queued', batch_id = null where id = ${second?.id}`
    await report(sql, event('email.delivered', second?.id))
    expect(await claim(sql)).toBeNull()
    await asOwner(sql)
    expect(await sql`select state from private.outbox order by position`).toEqual([
      { state: 'sent' },
      { state: 'delivered' },
    ])
  })

  test('of an earlier link leave the present one alone', async ({ sql }) => {
    const { id, mail } = await sentCredential(sql)
    await overwrite(sql, id, { generation: 2 })
    await report(sql, event('email.bounced', mail.id))
    expect((await credential(sql, id)).state).toBe('sent')
  })

  test('of a mail whose link was opened take nothing back', async ({ sql }) => {
    const { id, mail } = await sentCredential(sql)
    await overwrite(sql, id, { state: 'opened' })
    await report(sql, event('email.bounced', mail.id))
    expect((await credential(sql, id)).state).toBe('opened')
  })
})

describe('what nobody knows', () => {
  test.for([
    ['a type that is new', { type: 'email.teleported' }],
    ['a mail that is not ours', { type: 'email.delivered', mail_id: '00000000-0000-4000-8000-000000000000' }],
    ['a report without a mail', { type: 'domain.updated' }],
  ] as const)('%s is kept and changes nothing', async ([, kept], { sql }) => {
    const { mail } = await sentCredential(sql)
    const named = kept.type === 'email.teleported' ? { ...kept, mail_id: mail.id } : kept
    expect(await report(sql, named)).toBe('kept')
    expect((await newestMail(sql, 'credential_link')).state).toBe('sent')
    expect(await sql`select type from private.mail_events`).toEqual([{ type: kept.type }])
  })
})

describe('an address that is dead', () => {
  const suppressed = (sql: Sql) => sql`select state, reason from private.suppressions`

  test('is suppressed by its hash, and the credential says why it could not be delivered', async ({
    sql,
  }) => {
    const { id, mail } = await sentCredential(sql)
    await report(sql, bounce(mail.id))
    expect(await credential(sql, id)).toMatchObject({
      state: 'undeliverable',
      trouble: '这个邮箱不存在，请核对地址',
      sealed: expect.anything(),
    })
    expect(await suppressed(sql)).toEqual([{ state: 'standing', reason: '这个邮箱不存在，请核对地址' }])
    const [row] =
      await sql`select address_hash = private.address_hash(upper(${PERSON.email})::extensions.citext) as same from private.suppressions`
    expect(row?.same).toBe(true)
  })

  test('stays open where the mailbox was only full: undeliverable, not suppressed', async ({ sql }) => {
    const { id, mail } = await sentCredential(sql)
    await report(sql, { ...bounce(mail.id), is_dead: false, reason: '对方邮箱已满' })
    expect(await credential(sql, id)).toMatchObject({ state: 'undeliverable', trouble: '对方邮箱已满' })
    expect(await suppressed(sql)).toEqual([])
  })

  test('gets no mail that waits, and none that is written later', async ({ sql }) => {
    await queueMails(sql, 2)
    await report(sql, { type: 'email.bounced', address: '1@EXAMPLE.org', is_dead: true, reason: '退信' })
    await queueMails(sql, 1)
    expect((await claim(sql))?.mails.map((mail) => mail.to)).toEqual(['2@example.org'])
    await asOwner(sql)
    expect(await sql`select recipient::text, state, reason from private.outbox order by position`).toEqual([
      { recipient: '1@example.org', state: 'suppressed', reason: '退信' },
      { recipient: '2@example.org', state: 'batched', reason: null },
      { recipient: '1@example.org', state: 'suppressed', reason: '退信' },
    ])
  })

  test('leaves a frozen batch that the provider surely has not taken, which goes on under a new key', async ({
    sql,
  }) => {
    await queueMails(sql, 3)
    const batch = await claim(sql)
    await settle(sql, batch, 'retry', { attempt: 1, after_seconds: 0, certain: true, reason: '太快' })
    await report(sql, { type: 'email.bounced', address: '2@example.org', is_dead: true, reason: '退信' })
    const rest = await claim(sql)
    expect(rest?.mails.map((mail) => mail.to)).toEqual(['1@example.org', '3@example.org'])
    expect(rest?.batch_id).not.toBe(batch?.batch_id)
  })

  test('leaves a batch in doubt unchanged: the provider may have taken it already', async ({ sql }) => {
    await queueMails(sql, 2)
    const batch = await claim(sql)
    await settle(sql, batch, 'retry', { attempt: 1, after_seconds: 0, certain: false, reason: '没有答复' })
    await report(sql, { type: 'email.bounced', address: '2@example.org', is_dead: true, reason: '退信' })
    expect(await claim(sql)).toEqual({ ...batch, attempt: 2, first_claimed_at: expect.anything() })
  })

  test('is what the latest news says, in whatever order it comes', async ({ sql }) => {
    const at = (hour: number) => `2026-11-27T0${hour}:00:00Z`
    const added = { type: 'suppression.added', address: 'a@example.org', is_dead: true, reason: '退信' }
    const removed = { type: 'suppression.removed', address: 'a@example.org' }
    await report(sql, { ...added, happened_at: at(1) })
    await report(sql, { ...removed, happened_at: at(3) })
    await report(sql, { ...added, happened_at: at(2) })
    await asOwner(sql)
    expect(await suppressed(sql)).toMatchObject([{ state: 'lifted' }])
    await report(sql, { ...added, happened_at: at(4) })
    await asOwner(sql)
    expect(await suppressed(sql)).toMatchObject([{ state: 'standing' }])
  })
})
