import postgres, { type Sql } from 'postgres'
import { describe, expect, inject } from 'vitest'
import { asOwner, asService, asVisitor } from '../../fixtures/database/callers.ts'
import { submission } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { serverLog } from '../../fixtures/database/server-log.ts'

/** A session of its own through one of the logins, whose settings are the role's; everything in it is taken back. */
async function throughLogin(
  login: 'authenticator' | 'staff' | 'superuser',
  work: (sql: Sql) => Promise<unknown>,
) {
  const sql = postgres(inject('databaseUrl')[login], { max: 1, prepare: false, onnotice: () => {} })
  try {
    await sql`begin`
    await work(sql)
    return null
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code
    if (error instanceof Error && 'code' in error && error.code === 'CONNECTION_CLOSED') return error.code
    throw error
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const asCaller = (sql: Sql) =>
  sql`select set_config('role', 'authenticated', true),
    set_config('request.jwt.claims', ${JSON.stringify({ role: 'authenticated', sub: crypto.randomUUID() })}, true)`

type Way = readonly [what: string, state: string, work: (sql: Sql, canary: string) => Promise<unknown>]

/** What a request can bring about: an argument of the wrong type, bytes that no text may hold, a rule of a table, time that ran out. */
const requests: readonly Way[] = [
  [
    'an argument that is no uuid',
    '22P02',
    async (sql, canary) => {
      await asCaller(sql)
      await sql.unsafe('select public.withdraw_registration($1::text::uuid)', [canary])
    },
  ],
  [
    'a nought byte in a name',
    '22P05',
    async (sql, canary) => {
      await asCaller(sql)
      const typed = JSON.stringify(submission({ contact: { name: `${canary}\u0000` } }))
      await sql`select public.submit_registration(${typed}::text::jsonb)`
    },
  ],
  [
    'JSON that is cut off',
    '22P02',
    async (sql, canary) => {
      await asCaller(sql)
      await sql`select public.submit_registration(${`{"contact": {"name": "${canary}`}::text::jsonb)`
    },
  ],
  [
    'a filter on a column that is no text',
    '22P02',
    async (sql, canary) => {
      await asVisitor(sql)
      await sql.unsafe(`select code from public.organizations where level = '${canary}'`)
    },
  ],
  [
    'a report of a kind that there is none of',
    '22P02',
    async (sql, canary) => {
      await asService(sql)
      await sql`select public.report_mistake(${JSON.stringify({ kind: canary, said: canary })}::text::jsonb, 'a', 'a')`
    },
  ],
  [
    'a report that breaks a rule of its table',
    '23514',
    async (sql, canary) => {
      await asService(sql)
      await sql`select public.report_mistake(${JSON.stringify({ kind: 'other', said: canary.repeat(40) })}::text::jsonb, 'a', 'a')`
    },
  ],
  [
    'a report of the mail provider with a time that is none',
    '22007',
    async (sql, canary) => {
      await asService(sql)
      await sql`select public.record_mail_event('msg', ${JSON.stringify({ type: 'email.sent', happened_at: canary })}::text::jsonb)`
    },
  ],
  [
    'a call that takes too long',
    '57014',
    async (sql, canary) => {
      await sql`set local statement_timeout = '20ms'`
      await sql.unsafe(`select pg_sleep(1), '${canary}'`)
    },
  ],
]

const intake = (canary: string, from: string) =>
  `insert into public.credential_intake (organization_code, platform, login_name, initial_password)
   select '100001', 'bilibili', 'login', '${canary}' ${from}`

const contact = (canary: string, different: Record<string, string>) => {
  const row = {
    registration_id: `'${crypto.randomUUID()}'`,
    name: `'${canary}'`,
    post: `'团委书记'`,
    mobile: `'13777700001'`,
    email: `'a@example.org'`,
    mailbox_verified_at: 'now()',
    ...different,
  }
  return `insert into public.contacts (${Object.keys(row)}) values (${Object.values(row)})`
}

/** What staff can bring about: row editors and imports write values into their statements. */
const edits: readonly Way[] = [
  [
    'a mobile number that is none',
    '23514',
    (sql, canary) => sql.unsafe(contact(canary, { mobile: `'137'` })),
  ],
  ['a person without a post', 'P0001', (sql, canary) => sql.unsafe(contact(canary, { post: 'null' }))],
  ['a name that is too long', '23514', (sql, canary) => sql.unsafe(contact(canary.repeat(3), {}))],
  [
    'a time that is none',
    '22007',
    (sql, canary) => sql.unsafe(contact(canary, { mailbox_verified_at: `'${canary}'` })),
  ],
  [
    'two contacts of one registration',
    '23505',
    (sql, canary) => {
      const registration_id = `'${crypto.randomUUID()}'`
      return sql.unsafe(
        `${contact('', { registration_id, name: `'程晚晴'` })}; ${contact(canary.slice(0, 30), { registration_id })}`,
      )
    },
  ],
  [
    'a contact of no registration, found out at the end',
    '23503',
    (sql, canary) => sql.unsafe(`${contact(canary.slice(0, 30), {})}; set constraints all immediate`),
  ],
  [
    'a handover of an unknown way',
    '22P02',
    (sql, canary) => sql.unsafe(`insert into private.handovers (way, asked_by) values ('fax', '${canary}')`),
  ],
  [
    'an imported file with a word for a number',
    '22P02',
    (sql, canary) =>
      sql.unsafe(
        `insert into public.credential_intake select * from json_populate_recordset(null::public.credential_intake, '[{"id": "eins", "initial_password": "${canary}"}]')`,
      ),
  ],
  [
    'an intake whose time ran out',
    '57014',
    async (sql, canary) => {
      await sql`set local statement_timeout = '20ms'`
      await sql.unsafe(intake(canary, 'from pg_sleep(1)'))
    },
  ],
  [
    'a statement that cannot be read',
    '42601',
    (sql, canary) => sql.unsafe(`update public.contacts set set name = '${canary}'`),
  ],
  [
    'a column that there is none of',
    '42703',
    (sql, canary) => sql.unsafe(`update public.contacts set nmae = '${canary}'`),
  ],
]

/** A session may take its time to begin on a machine that does much else. */
const SLOW_MACHINE = { timeout: 15_000 }

/** Free of signs that JSON, SQL or a log would write otherwise, and short enough for any field. */
const newCanary = () => `canary${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`

describe('no word of what a request brought along stands in the log', () => {
  test.for(requests)('%s', async ([, state, work], { sql }) => {
    const canary = newCanary()
    expect(await throughLogin('authenticator', (session) => work(session, canary))).toBe(state)
    expect(await serverLog(sql)).not.toContain(canary)
  })
})

describe('no word of what staff typed into a row stands in the log', () => {
  test.for(edits)('%s', async ([, state, work], { sql }) => {
    const canary = newCanary()
    expect(await throughLogin('staff', (session) => work(session, canary))).toBe(state)
    expect(await serverLog(sql)).not.toContain(canary)
  })
})

test('nor what a session was at when somebody ended it', async ({ sql }) => {
  const canary = newCanary()
  await asOwner(sql)
  const ended = throughLogin('staff', (session) => session.unsafe(intake(canary, 'from pg_sleep(20)')))
  await expect
    .poll(async () => {
      await sql`select pg_stat_clear_snapshot()`
      return sql`select pg_terminate_backend(pid) from pg_stat_activity where query like ${`%${canary}%`} and usename = 'postgres'`
    }, SLOW_MACHINE)
    .toHaveLength(1)
  expect(await ended).toBe('CONNECTION_CLOSED')
  expect(await serverLog(sql)).not.toContain(canary)
})

test('a chore that chokes on a row leaves a code behind, and no word of the row', async ({ sql }) => {
  const canary = newCanary()
  await asOwner(sql)
  await sql.unsafe(`
    create function private.choke() returns void language plpgsql as $$
    begin
      insert into public.mistake_reports (kind, said) values ('other', repeat('${canary}', 40));
    end $$`)
  await sql`insert into private.chores (name, position, due, work) values ('坏的', 0, 'mail_is_never_due', 'choke')`
  await sql`create function private.mail_is_never_due() returns boolean language sql return true`
  await sql`select private.tend()`
  const [failed] = await sql`select failure from private.chores where failed_at is not null`
  expect(failed?.failure).toBe('23514 访客的话应为 4 至 500 个字')
  expect(await serverLog(sql)).not.toContain(canary)
})

test('the log would say it: through a login without the settings the same mistakes stand there word for word', async ({
  sql,
}) => {
  for (const [what, state, work] of [...requests, ...edits]) {
    const canary = newCanary()
    expect(await throughLogin('superuser', (session) => work(session, canary)), what).toBe(state)
    expect(await serverLog(sql), what).toContain(canary.slice(0, 16))
  }
})

test('the settings can be made anew after a restore, and what a server does not allow is named', async ({
  sql,
}) => {
  await sql`set local role postgres`
  expect(await sql`select private.keep_log_clean() as said`).toEqual([{ said: '日志里不再写出错的内容' }])
  await asOwner(sql)
  await sql`revoke set on parameter log_min_error_statement from postgres`
  await sql`set local role postgres`
  expect(await sql`select private.keep_log_clean() as said`).toEqual([
    { said: '没有设成：authenticator.log_min_error_statement，postgres.log_min_error_statement' },
  ])
})
