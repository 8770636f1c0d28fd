import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asContact, asOwner, asService } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const past = new Date(Date.now() - 3_600_000)

async function request(sql: Sql, id: string, email: string = PERSON.email) {
  await asContact(sql, email)
  const [row] = await sql`select public.request_credential_link(${id}) as reply`
  return row?.reply
}

describe('asking for a new link', () => {
  test.for(['queued', 'sent', 'delivered', 'no_response', 'undeliverable', 'expired'])(
    'queues one for a credential that is %s; the old one is superseded',
    async (state, { sql }) => {
      const id = await issuedCredential(sql)
      await overwrite(sql, id, { state, queued_at: past, link_expires_at: past })
      expect(await request(sql, id)).toEqual({ outcome: 'queued' })
      const renewed = await credential(sql, id)
      expect(renewed).toMatchObject({ state: 'queued', generation: 2, sent_at: null })
      expect(renewed.link_expires_at > Date.now()).toBe(true)
      const links =
        await sql`select state, generation from private.outbox where kind = 'credential_link' order by position`
      expect(links).toEqual([
        { state: 'cancelled', generation: 1 },
        { state: 'queued', generation: 2 },
      ])
      await asService(sql)
      const [old] = await sql`select public.open_credential(${id}, 1, 'reader') as reply`
      expect(old?.reply).toEqual({ outcome: 'superseded' })
    },
  )

  test('never outlives the sealed bytes', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const soon = new Date(Date.now() + 3_600_000)
    await overwrite(sql, id, { queued_at: past, erase_at: soon })
    await request(sql, id)
    expect((await credential(sql, id)).link_expires_at).toEqual(soon)
  })

  test('within ten minutes of the last is put off', async ({ sql }) => {
    const id = await issuedCredential(sql)
    expect(await refusalOf(sql, () => request(sql, id))).toMatchObject({ code: 'credential-link-recent' })
  })

  test.for([
    ['was opened', { state: 'opened', opened_at: past }],
    ['was erased', { sealed: null, state: 'expired' }],
    ['is due to be erased', { erase_at: past }],
  ] as const)('asks staff to issue again where the credential %s', async ([, change], { sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { ...change, queued_at: past })
    expect(await request(sql, id)).toEqual({ outcome: 'asked' })
    const asked = await credential(sql, id)
    expect(asked).toMatchObject({ generation: 1, reissue_requested_at: expect.any(Date) })
    expect(await sql`select from private.outbox where kind = 'credential_link'`).toHaveLength(1)
  })

  test.for(['activated', 'revoked'])('is refused for one that is %s', async (state, { sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { state, sealed: null })
    expect(await refusalOf(sql, () => request(sql, id))).toMatchObject({ code: 'credential-ended' })
  })

  test('does not reach another person’s, nor say that it exists', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { queued_at: past })
    for (const foreign of [id, '00000000-0000-4000-8000-000000000000'])
      expect(await refusalOf(sql, () => request(sql, foreign, 'rival@example.org'))).toMatchObject({
        code: 'credential-missing',
      })
    await asOwner(sql)
    expect((await credential(sql, id)).generation).toBe(1)
  })
})
