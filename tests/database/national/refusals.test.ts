import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadNational } from '../../../supabase/seed/national/loading/load-national.ts'
import { undoNational } from '../../../supabase/seed/national/loading/undo-national.ts'
import { checksums } from '../../fixtures/database/checksums.ts'
import { type Copies, type Copy, startCopies } from '../../fixtures/database/copies.ts'
import { CODE, loadRegister } from '../../fixtures/database/register.ts'

const SIZE = 300
let copies: Copies
/** A small register, and the same with a generated set. */
let used: Copy
let loaded: Copy

beforeAll(async () => {
  copies = startCopies()
  used = await copies.open()
  await loadRegister(used.sql)
  loaded = await copies.open(used)
  await loadNational(loaded.sql, { size: SIZE })
})
afterAll(() => copies.stop())

/** Refuses with these words, and changes nothing. */
async function expectRefusal(
  sql: Sql,
  work: (sql: Sql) => Promise<unknown>,
  words: string | RegExp,
): Promise<void> {
  const before = await checksums(sql)
  await expect(work(sql)).rejects.toThrow(words)
  expect(await checksums(sql)).toEqual(before)
}

describe('a load is refused', () => {
  test('where real registrations are', async () => {
    const { sql } = await copies.open(used)
    await sql`insert into public.registrations (organization_code) values (${CODE.school})`
    await expectRefusal(
      sql,
      (tx) => loadNational(tx, { size: SIZE }),
      'this register holds 1 real registrations',
    )
    await sql`update public.register_state set is_demonstration = true`
    await loadNational(sql, { size: SIZE })
  })

  test('a second time', async () => {
    await expectRefusal(
      loaded.sql,
      (sql) => loadNational(sql, { size: SIZE + 1 }),
      'generated organizations are there already',
    )
  })

  test('where the register holds more organizations than were asked for', async () => {
    await expectRefusal(
      used.sql,
      (sql) => loadNational(sql, { size: 9 }),
      'the register holds 10 organizations already',
    )
  })

  test('where the migrations have not been run', async () => {
    const { sql } = await copies.open()
    await sql`drop table private.generated_rows`
    await expect(loadNational(sql, { size: SIZE })).rejects.toThrow('run the migrations first')
  })

  test('where the database will not have a row, and nothing of it stays', async () => {
    const { sql } = await copies.open(used)
    await sql`
      insert into public.announcements (slug, issuer_code, title, body) values ('moni-0007', ${CODE.nation}, '占了编号的公告', '正文')`
    await expectRefusal(sql, (tx) => loadNational(tx, { size: SIZE }), '网址编号已经用过')
    const rows = await sql`select tgname from pg_trigger where tgenabled <> 'O' and not tgisinternal`
    expect([...rows]).toEqual([])
  })
})

describe('an undo is refused', () => {
  test('where there is nothing to take away', async () => {
    await expectRefusal(used.sql, undoNational, 'there are no generated organizations here')
  })

  test('as long as something that came since hangs on a generated row', async () => {
    const { sql } = await copies.open(loaded)
    const [school] = await sql`
      select code from public.organizations where code > ${CODE.closedSchool} and status = 'expected' order by code desc limit 1`
    const [account] = await sql`
      insert into public.accounts (organization_code, subject, platform, nickname)
      values (${school?.code}, 'cadre', 'zhihu', '后来的账号') returning id`
    await expectRefusal(sql, undoNational, `1 of public.accounts (such as ${account?.id})`)
    await sql`delete from public.accounts where id = ${account?.id}`
    await undoNational(sql)
  })

  test('where staff were made supervisors of a generated committee, who would go with it', async () => {
    const { sql } = await copies.open()
    await loadNational(sql, { size: SIZE })
    await sql`
      insert into public.staff_members (email, name, role, organization_code) values ('somebody@example.org', '督导员', 'supervisor', '100001')`
    await expect(undoNational(sql)).rejects.toThrow('1 of public.staff_members')
  })
})
