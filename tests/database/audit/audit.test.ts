import { describe, expect } from 'vitest'
import { asContact, asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { issuedCredential } from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

describe('the audit', () => {
  test('keeps old and new of what changed, and only that', async ({ sql }) => {
    await asStaff(sql)
    await sql`update public.organizations set short_name = '桐庐一中', english_name = null where code = ${CODE.school}`
    const [entry] = await sql`select channel, person, relation, row_key, verb, old_values, new_values
      from private.audit_log order by id desc limit 1`
    expect(entry).toEqual({
      channel: 'dashboard',
      person: null,
      relation: 'public.organizations',
      row_key: CODE.school,
      verb: 'update',
      old_values: { short_name: null },
      new_values: { short_name: '桐庐一中' },
    })
  })

  test('keeps the whole of a row that comes or goes', async ({ sql }) => {
    await asStaff(sql)
    await sql`insert into public.platforms (id, name) values ('newsite', '新站')`
    await sql`delete from public.platforms where id = 'newsite'`
    const entries = await sql`select verb, old_values ->> 'name' as old, new_values ->> 'name' as new
      from private.audit_log where row_key = 'newsite' order by id`
    expect(entries).toEqual([
      { verb: 'insert', old: null, new: '新站' },
      { verb: 'delete', old: '新站', new: null },
    ])
  })

  test('says nothing where nothing changed', async ({ sql }) => {
    await asOwner(sql)
    const [before] = await sql`select count(*) from private.audit_log`
    await sql`update public.organizations set name = name where code = ${CODE.school}`
    expect(await sql`select count(*) from private.audit_log`).toEqual([before])
  })

  test('tells the dashboard, the site and the functions apart', async ({ sql }) => {
    const person = await asContact(sql, PERSON.email)
    await submitAs(sql, PERSON.email)
    await asOwner(sql)
    const byContact =
      await sql`select distinct channel, person from private.audit_log where relation = 'public.contacts'`
    expect(byContact).toEqual([{ channel: 'api', person }])

    await asStaff(sql)
    await sql`update public.registrations set state = 'withdrawn'`
    const [byStaff] = await sql`select channel, person from private.audit_log order by id desc limit 1`
    expect(byStaff).toEqual({ channel: 'dashboard', person: null })

    await asOwner(sql)
    await sql`set constraints all immediate`
    await sql`truncate public.registrations cascade`
    await sql`set constraints all deferred`
    const id = await issuedCredential(sql)
    await asService(sql)
    await sql`select public.open_credential(${id}, 1, 'reader')`
    await asOwner(sql)
    const [byFunction] =
      await sql`select channel, person, relation from private.audit_log order by id desc limit 1`
    expect(byFunction).toEqual({ channel: 'function', person: null, relation: 'private.credentials' })
  })

  test('does not grow by drafts, however often they are saved and thrown away', async ({ sql }) => {
    const entries = async () => {
      await asOwner(sql)
      return (await sql`select from private.audit_log where relation = 'public.registrations'`).length
    }
    const before = await entries()
    for (let round = 0; round < 5; round += 1) {
      await asContact(sql, PERSON.email)
      await sql`select public.save_registration_draft(${JSON.stringify({ round })}::text::jsonb)`
      await sql`select public.save_registration_draft(${JSON.stringify({ round, step: 2 })}::text::jsonb)`
      await sql`select public.discard_registration_draft()`
    }
    expect(await entries()).toBe(before)
    await submitAs(sql, PERSON.email)
    expect(await entries()).toBe(before + 1)
  })

  test.for([
    `update private.audit_log set verb = 'x'`,
    'delete from private.audit_log',
    'truncate private.audit_log',
  ])('is final, for staff too: %s', async (statement, { sql }) => {
    await asStaff(sql)
    expect(await refusalOf(sql, () => sql.unsafe(statement))).toMatchObject({ code: 'audit-is-final' })
    expect((await sql`select from private.audit_log`).length).toBeGreaterThan(0)
  })
})
