import { describe, expect } from 'vitest'
import { CredentialState } from '#contracts/credential/credential.ts'
import { asStaff } from '../../fixtures/database/callers.ts'
import { credential, issuedCredential, overwrite } from '../../fixtures/database/credentials.ts'
import { DRAWING } from '../../fixtures/database/drawing.ts'
import { refusalOf, takenBack } from '../../fixtures/database/refusal.ts'
import { test } from '../../fixtures/database/room.ts'

describe('a credential', () => {
  test.for(Object.entries(DRAWING))(
    'that is %s may become %j and nothing else',
    async ([from, next], { sql }) => {
      const id = await issuedCredential(sql)
      const hasEnded = from === 'activated' || from === 'revoked'
      await overwrite(sql, id, hasEnded ? { state: from, sealed: null } : { state: from })
      await asStaff(sql)
      const possible: string[] = []
      for (const to of CredentialState.options.filter((state) => state !== from)) {
        const refusal = await takenBack(sql, () =>
          refusalOf(sql, () => sql`update private.credentials set state = ${to} where id = ${id}`),
        )
        if (refusal === null) possible.push(to)
        else expect(refusal.code).toBe('credential-transition')
      }
      expect(possible.sort()).toEqual([...next].sort())
    },
  )

  test.for(['activated', 'revoked'] as const)(
    'is erased in the statement that makes it %s',
    async (end, { sql }) => {
      const id = await issuedCredential(sql)
      if (end === 'activated') await overwrite(sql, id, { state: 'opened' })
      await asStaff(sql)
      await sql`update private.credentials set state = ${end} where id = ${id}`
      expect(await credential(sql, id)).toMatchObject({ sealed: null, erased_at: expect.any(Date) })
    },
  )

  test('that was erased cannot be written back', async ({ sql }) => {
    const id = await issuedCredential(sql)
    await asStaff(sql)
    await sql`update private.credentials set sealed = null where id = ${id}`
    const back = () => sql`update private.credentials set sealed = '\\x00' where id = ${id}`
    expect(await refusalOf(sql, back)).toMatchObject({ code: 'credential-erased' })
  })
})
