import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite, takeIn } from '../../fixtures/database/credentials.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

async function open(sql: Sql, id: string, reader = 'this browser', generation: number | null = 1) {
  await asService(sql)
  const [row] = await sql`select public.open_credential(${id}, ${generation}, ${reader}) as reply`
  return row?.reply
}

const past = new Date(Date.now() - 1000)

describe('opening', () => {
  test('gives the sealed bytes and the names that go with them', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const { sealed } = await credential(sql, id)
    const reply = await open(sql, id)
    expect(reply).toEqual({
      outcome: 'opened',
      sealed: Buffer.from(sealed).toString('base64'),
      organization_code: CODE.school,
      organization_name: '桐庐县第一中学',
      platform_name: '哔哩哔哩',
      platform_home: 'https://www.bilibili.com',
      readable_until: expect.any(String),
    })
    const { opened_at, readable_until, state } = await credential(sql, id)
    expect(readable_until - opened_at).toBe(600_000)
    expect(state).toBe('opened')
  })

  test('happens once: the same browser may read again, another one may not', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const first = await open(sql, id)
    expect(await open(sql, id)).toEqual(first)
    expect(await open(sql, id, 'another browser')).toMatchObject({
      outcome: 'already_opened',
      opened_at: expect.any(String),
    })
    expect(await open(sql, id)).toEqual(first)
  })

  test('is over after ten minutes, for the same browser too, and the bytes are gone', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await open(sql, id)
    await overwrite(sql, id, { readable_until: past })
    expect(await open(sql, id)).toMatchObject({ outcome: 'already_opened' })
    expect(await credential(sql, id)).toMatchObject({
      sealed: null,
      erased_at: expect.any(Date),
      state: 'opened',
    })
  })

  test.for([
    ['a link whose time is up', { link_expires_at: past }, 'expired'],
    ['what was erased', { sealed: null }, 'expired'],
    ['what is due to be erased', { erase_at: past }, 'expired'],
    ['what could not be delivered', { state: 'undeliverable' }, 'expired'],
    ['what was revoked', { state: 'revoked', sealed: null }, 'revoked'],
    ['what was activated', { state: 'activated', sealed: null }, 'activated'],
    ['a link that a newer one has replaced', { generation: 2 }, 'superseded'],
  ] as const)('%s does not open', async ([, change, outcome], { sql }) => {
    const id = await issuedCredential(sql)
    await overwrite(sql, id, change)
    expect(await open(sql, id)).toEqual({ outcome })
  })

  test.for([
    ['an unknown credential', '00000000-0000-4000-8000-000000000000', 1],
    ['a generation that was never sent', null, 2],
    ['no generation', null, null],
  ] as const)('%s is a wrong link', async ([, unknown, generation], { sql }) => {
    const id = await issuedCredential(sql)
    expect(await open(sql, unknown ?? id, 'this browser', generation)).toEqual({ outcome: 'wrong_link' })
    expect((await credential(sql, id)).state).toBe('queued')
  })

  test('the old link is dead as soon as staff issue anew', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await takeIn(sql)
    expect(await open(sql, id)).toEqual({ outcome: 'revoked' })
  })

  test('leaves no plain trace in the audit', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await open(sql, id, 'a reader nobody should know')
    await asOwner(sql)
    const rows = await sql`select channel, new_values from private.audit_log
      where relation = 'private.credentials' and verb = 'update' order by id desc limit 1`
    expect(rows).toEqual([
      {
        channel: 'function',
        new_values: expect.objectContaining({ state: 'opened', reader_hash: '（不记录）' }),
      },
    ])
  })
})
