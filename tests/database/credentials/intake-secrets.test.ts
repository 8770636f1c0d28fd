import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { type IntakeLine, takeInLines } from '../../../supabase/local/staff/issue-file.ts'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { installSealingKey, issuedCredential } from '../../fixtures/database/credentials.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const CANARY = 'Canary-9f3e-never-seen'

const line = (row: number, different: Partial<IntakeLine> = {}): IntakeLine => ({
  organization_code: CODE.school,
  platform: 'bilibili',
  login_name: `${CANARY}-login-${row}`,
  initial_password: `${CANARY}-password-${row}`,
  batch_row: String(row),
  ...different,
})

/** Every text that any table, view or materialised row of ours says, read as the superuser. */
async function everythingStored(sql: Sql): Promise<string> {
  await asOwner(sql)
  const relations = await sql`
    select c.oid::regclass::text as name from pg_class c
    where c.relnamespace::regnamespace::text in ('public', 'private', 'auth') and c.relkind in ('r', 'p', 'v', 'm')`
  let text = ''
  for (const { name } of relations) text += JSON.stringify(await sql.unsafe(`select * from ${name}`))
  return text
}

/** The canary in any dress that a dump could show it in: plain, as bytes, or in base64. */
const dresses = [
  CANARY,
  Buffer.from(CANARY).toString('hex'),
  Buffer.from(CANARY).toString('base64').slice(0, 24),
]

describe('an import of credentials', () => {
  test('says of each line what became of it, and goes on where it stood', async ({ sql }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await asStaff(sql)
    const lines = [line(2), line(3, { organization_code: '999998' }), line(4, { platform: 'weibo' })]
    const seen: number[] = []
    const first = await takeInLines(sql, 'one.csv', lines, (done) => seen.push(done))
    expect(first.map(({ outcome }) => outcome)).toEqual(['sealed', 'refused', 'sealed'])
    expect(first[1]?.reason).toContain('找不到这个组织编号')
    expect(seen).toEqual([3])
    const again = await takeInLines(
      sql,
      'one.csv',
      [line(2), line(3), line(4, { platform: 'weibo' })],
      () => undefined,
    )
    expect(again.map(({ outcome }) => outcome)).toEqual(['known', 'sealed', 'known'])
  })

  test('keeps one row of a line that is refused again and again', async ({ sql }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await asStaff(sql)
    const lines = [line(2, { organization_code: '999998' }), line(3)]
    const [once, twice, thrice] = [
      await takeInLines(sql, 'one.csv', lines, () => undefined),
      await takeInLines(sql, 'one.csv', lines, () => undefined),
      await takeInLines(sql, 'one.csv', lines, () => undefined),
    ]
    expect(once.map(({ outcome }) => outcome)).toEqual(['refused', 'sealed'])
    expect(twice.map(({ outcome }) => outcome)).toEqual(['refused', 'known'])
    expect(thrice).toEqual(twice)
  })

  test('leaves no word of a secret in any row, audit line, mail or view, failing lines included', async ({
    sql,
  }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await asStaff(sql)
    await takeInLines(
      sql,
      'one.csv',
      [line(2), line(3, { organization_code: '999998' }), line(4, { platform: 'x'.repeat(999) })],
      () => undefined,
    )
    const stored = await everythingStored(sql)
    expect(stored).toContain('已封存，信已排队')
    for (const dress of dresses.slice(1)) expect(stored).not.toContain(dress)
    expect(stored.replaceAll(new RegExp(`${CANARY}-login`, 'g'), '')).not.toContain(CANARY)
  })

  test.for([
    ['a column that is too long', { login_name: 'x'.repeat(5000) }],
    ['a byte that no text may hold', { login_name: 'a\u0001b' }],
    ['a credential id that is none', { credential_id: 'none' }],
    ['a number that is taken', { id: '1' }],
  ] as const)('raises nothing that could print its row: %s', async ([, different], { sql }) => {
    await issuedCredential(sql)
    await asStaff(sql)
    const row = {
      organization_code: CODE.school,
      platform: 'bilibili',
      login_name: 'x',
      initial_password: CANARY,
      ...different,
    }
    expect(await refusalOf(sql, () => sql`insert into public.credential_intake ${sql(row)}`)).toBeNull()
    expect(await everythingStored(sql)).not.toContain(CANARY)
  })

  test('has no constraint, index or type of its own that could fail and print the row', async ({ sql }) => {
    await asOwner(sql)
    const columns = await sql`
      select attname from pg_attribute where attrelid = 'public.credential_intake'::regclass and attnum > 0 and not attisdropped
        and (atttypid <> 'text'::regtype or attnotnull) and attname <> 'id'`
    expect(columns).toEqual([])
    const rules =
      await sql`select conname from pg_constraint where conrelid = 'public.credential_intake'::regclass and contype not in ('p', 'n')`
    expect(rules).toEqual([])
    const unique =
      await sql`select indexrelid::regclass::text from pg_index where indrelid = 'public.credential_intake'::regclass and indisunique and not indisprimary`
    expect(unique).toEqual([])
  })
})

test('a backup taken ten minutes after an opening holds no sealed byte of it', async ({ sql }) => {
  const id = await issuedCredential(sql)
  await asService(sql)
  await sql`select public.open_credential(${id}, 1, 'reader')`
  await asOwner(sql)
  await sql`update private.credentials set readable_until = now() - interval '1 second' where id = ${id}`
  await sql`select private.erase_due_credentials()`
  expect(
    await sql`select count(*)::integer as number from private.credentials where sealed is not null`,
  ).toEqual([{ number: 0 }])
})
