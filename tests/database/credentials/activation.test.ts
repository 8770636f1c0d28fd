import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { ACTIVATION_CHECKLIST } from '#contracts/federation.ts'
import { asOwner, asService } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { PERSON } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const checklist = ACTIVATION_CHECKLIST.map(({ item }) => item)

async function openedCredential(sql: Sql): Promise<string> {
  const id = await issuedCredential(sql)
  await asService(sql)
  await sql`select public.open_credential(${id}, 1, 'this browser')`
  return id
}

async function confirm(sql: Sql, id: string, items: readonly string[] = checklist, generation = 1) {
  await asService(sql)
  const [row] = await sql`select public.confirm_activation(${id}, ${generation}, ${[...items]}) as reply`
  return row?.reply
}

describe('confirming', () => {
  test('ends the credential, hands the account over, activates the registration, and thanks', async ({
    sql,
  }) => {
    const id = await openedCredential(sql)
    expect(await confirm(sql, id)).toEqual({
      outcome: 'confirmed',
      organization_code: CODE.school,
      organization_name: '桐庐县第一中学',
      activated_at: expect.any(String),
    })
    expect(await credential(sql, id)).toMatchObject({ state: 'activated', sealed: null, checklist })
    const [account] =
      await sql`select opened_on = private.today() as opened, handed_over_on = private.today() as handed_over,
      state, official from public.accounts where platform = 'bilibili'`
    expect(account).toEqual({ opened: true, handed_over: true, state: 'opened', official: false })
    expect(await sql`select state from public.registrations`).toEqual([{ state: 'activated' }])
    expect(
      await sql`select recipient, payload from private.outbox where kind = 'activation_confirmed'`,
    ).toEqual([
      {
        recipient: PERSON.email,
        payload: {
          organization_name: '桐庐县第一中学',
          organization_code: CODE.school,
          platform_name: '哔哩哔哩',
          contact_name: PERSON.name,
        },
      },
    ])
  })

  test('keeps the dates that staff have set', async ({ sql }) => {
    const id = await openedCredential(sql)
    await asOwner(sql)
    await sql`update public.accounts set opened_on = '2026-01-01', verified_on = '2026-02-01' where platform = 'bilibili'`
    await confirm(sql, id)
    await asOwner(sql)
    const [account] =
      await sql`select opened_on::text, state, official from public.accounts where platform = 'bilibili'`
    expect(account).toEqual({ opened_on: '2026-01-01', state: 'handed_over', official: true })
  })

  test('a second time gives the same answer and does nothing', async ({ sql }) => {
    const id = await openedCredential(sql)
    const first = await confirm(sql, id)
    expect(await confirm(sql, id, [])).toEqual(first)
    await asOwner(sql)
    expect(await sql`select from private.outbox where kind = 'activation_confirmed'`).toHaveLength(1)
  })

  test.for([[[]], [['logged_in']], [['password_changed', 'avatar_set']]])(
    'with %j activates nothing: logging in and changing the password are required',
    async ([items = []], { sql }) => {
      const id = await openedCredential(sql)
      expect(await confirm(sql, id, items)).toEqual({ outcome: 'checklist_incomplete' })
      expect((await credential(sql, id)).state).toBe('opened')
    },
  )

  test('waits for the opening', async ({ sql }) => {
    const id = await issuedCredential(sql)
    expect(await confirm(sql, id)).toEqual({ outcome: 'not_opened' })
    expect((await credential(sql, id)).state).toBe('queued')
  })

  test.for([
    [{ state: 'revoked', sealed: null }, 1, 'revoked'],
    [{ generation: 2 }, 1, 'superseded'],
    [{}, 2, 'wrong_link'],
  ] as const)('%j under generation %i: %s', async ([change, generation, outcome], { sql }) => {
    const id = await openedCredential(sql)
    if (Object.keys(change).length > 0) await overwrite(sql, id, change)
    expect(await confirm(sql, id, checklist, generation)).toEqual({ outcome })
  })
})
