import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { test } from '../../fixtures/database/room.ts'

const past = new Date(Date.now() - 1000)

describe('the mail with a credential’s link', () => {
  test('carries credential and generation, and neither bytes nor token', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const batch = await claim(sql)
    const link = batch?.mails.find((mail) => mail.kind === 'credential_link')
    expect(link).toMatchObject({ subject_id: id, generation: 1 })
    expect(Object.keys(link ?? {}).sort()).toEqual([
      'generation',
      'id',
      'kind',
      'payload',
      'subject_id',
      'to',
    ])
  })

  test.for([
    ['sent', {}, 'sent'],
    [
      'failed',
      { reason: 'bounced', refused: [0, 1, 2].map((index) => ({ index, reason: 'bounced' })) },
      'undeliverable',
    ],
    ['retry', { after_seconds: 5 }, 'queued'],
    ['paused', { reason: 'quota' }, 'queued'],
  ] as const)(
    'settled as %s makes the credential what %j says: %s',
    async ([outcome, detail, state], { sql }) => {
      const id = await issuedCredential(sql)
      await settle(sql, await claim(sql), outcome, detail)
      expect((await credential(sql, id)).state).toBe(state)
    },
  )

  test('moves nothing when a newer link has gone out meanwhile', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const batch = await claim(sql)
    await asOwner(sql)
    await overwrite(sql, id, { generation: 2 })
    await settle(sql, batch, 'failed', { reason: 'bounced' })
    expect((await credential(sql, id)).state).toBe('queued')
  })

  test('moves nothing back when the link was opened before the answer came', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const batch = await claim(sql)
    await overwrite(sql, id, { state: 'opened' })
    await settle(sql, batch, 'sent', { provider_ids: [] })
    expect((await credential(sql, id)).state).toBe('opened')
  })
})

describe('what nobody may read any more', () => {
  test('is swept with every claim, even while mail is paused', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { state: 'sent', link_expires_at: past, erase_at: past })
    await sql`update private.mail_pause set paused_at = now()`
    const [due] = await sql`select private.credentials_are_due() as yes`
    expect(due?.yes).toBe(true)
    expect(await claim(sql)).toBeNull()
    expect(await credential(sql, id)).toMatchObject({ state: 'expired', sealed: null })
    const [after] = await sql`select private.credentials_are_due() as yes`
    expect(after?.yes).toBe(false)
  })

  test('leaves what is still sealed for a new link', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, { state: 'sent', link_expires_at: past })
    await claim(sql)
    expect(await credential(sql, id)).toMatchObject({ state: 'expired', sealed: expect.anything() })
  })
})
