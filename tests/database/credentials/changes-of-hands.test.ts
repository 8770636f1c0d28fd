import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const SUCCESSOR = 'new.person@school.example.org'

describe('an end', () => {
  test('of an account revokes its credential', async ({ sql }) => {
    const issued = await issuedCredential(sql)
    await asStaff(sql)
    await sql`update public.accounts set closed_on = private.today() where organization_code = ${CODE.school}`
    expect(await credential(sql, issued)).toMatchObject({ state: 'revoked', sealed: null })
  })

  test('of an organization closes its accounts', async ({ sql }) => {
    await approvedRegistration(sql)
    await asStaff(sql)
    await sql`update public.organizations set closed_on = private.today() where code = ${CODE.school}`
    const open =
      await sql`select from public.accounts where organization_code = ${CODE.school} and closed_on is null`
    expect(open).toHaveLength(0)
  })

  test('of an approval revokes its credentials and frees the organization for the rightful one', async ({
    sql,
  }) => {
    const issued = await issuedCredential(sql)
    const { registration_id } = await credential(sql, issued)
    await decide(sql, registration_id, 'withdrawn')
    expect(await credential(sql, issued)).toMatchObject({ state: 'revoked', sealed: null })
    await asOwner(sql)
    const [row] = await sql`select status from public.organizations where code = ${CODE.school}`
    expect(row?.status).toBe('expected')
    const { id } = await submitAs(sql, SUCCESSOR, { wanted_account: null })
    await decide(sql, id, 'approved')
  })
})

test('an account without a name takes in no credential', async ({ sql }) => {
  await installSealingKey(sql)
  await approvedRegistration(sql)
  await asStaff(sql)
  await sql`update public.accounts set nickname = null where platform = 'bilibili'`
  expect(await takeIn(sql)).toMatchObject({
    credential_id: null,
    result: expect.stringContaining('还没有昵称和账号名'),
  })
})
