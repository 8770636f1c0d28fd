import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import {
  credential,
  installSealingKey,
  issuedCredential,
  LOGIN_NAME,
  overwrite,
  PASSWORD,
  takeIn,
} from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { whereStored } from '../../fixtures/database/stored-text.ts'

describe('a password', () => {
  test('stands nowhere in the database, from the intake to the activation', async ({ sql }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await takeIn(sql, { platform: 'nowhere' })
    await takeIn(sql)
    const { credential_id } = await takeIn(sql)
    expect(await whereStored(sql, PASSWORD)).toEqual([])
    await asService(sql)
    await sql`select public.claim_mail()`
    await sql`select public.open_credential(${credential_id}, 1, 'reader')`
    await sql`select public.confirm_activation(${credential_id}, 1, '{logged_in,password_changed}')`
    expect(await whereStored(sql, PASSWORD)).toEqual([])
    // A row that was not taken in stands as it was typed, to be mended, but for its password.
    expect(await whereStored(sql, LOGIN_NAME)).toEqual([expect.stringContaining('未收下')])
  })

  test('is in no backup after its erasure, not even sealed', async ({ sql }) => {
    const id = await issuedCredential(sql)
    const sealed = Buffer.from((await credential(sql, id)).sealed).toString('hex')
    expect(await whereStored(sql, sealed)).toEqual([expect.stringMatching(/^private\.credentials: /)])
    await overwrite(sql, id, { erase_at: new Date(Date.now() - 1000) })
    await asOwner(sql)
    await sql`select private.erase_due_credentials()`
    expect(await whereStored(sql, sealed, PASSWORD)).toEqual([])
  })

  test('stands nowhere in the server’s log, whatever is wrong with the row', async ({ sql }) => {
    const secret = `logged-${crypto.randomUUID()}`
    await takeIn(sql, { initial_password: secret })
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await sql`insert into private.sealing_keys (public_key) values ('broken')`
    const row = await takeIn(sql, { initial_password: secret })
    expect(row.result).toMatch(/^未收下：数据库错误/)

    const marker = `marker-${crypto.randomUUID()}`
    await refusalOf(sql, () => sql.unsafe(`select '${marker}' from nowhere`))
    await asOwner(sql)
    const [{ directory } = {}] = await sql`select current_setting('data_directory') as directory`
    const log = readFileSync(join(directory, '..', 'log', 'postgres.log'), 'utf8')
    expect(log, 'a statement that fails is logged').toContain(marker)
    expect(log).not.toContain(secret)
  })
})

describe('the audit', () => {
  test('names a change of person or draft and quotes neither', async ({ sql }) => {
    await approvedRegistration(sql)
    await submitAs(sql, 'rival@example.org', { organization_code: CODE.neighbour, note: '私下说明' })
    await sql`select public.save_registration_draft('{"secret": "草稿里的话"}')`
    await asStaff(sql)
    await sql`update public.contacts set mobile = '13999900009'`
    await sql`insert into public.accounts (organization_code, subject, platform, nickname)
      values ('100120', 'cadre', 'zhihu', '昵称')`
    await sql`insert into public.account_persons select id, '隐去姓名', '书记' from public.accounts where subject = 'cadre'`
    const words = [
      PERSON.name,
      PERSON.mobile,
      PERSON.phone,
      PERSON.email,
      '13999900009',
      '隐去姓名',
      '私下说明',
      '草稿里的话',
    ]
    const places = await whereStored(sql, ...words)
    expect(places.length).toBeGreaterThan(0)
    expect(places.filter((place) => place.startsWith('private.audit_log'))).toEqual([])
  })
})
