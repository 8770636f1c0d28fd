import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import {
  asContact,
  asOperator,
  asOwner,
  asStaff,
  asSupervisor,
  signUp,
} from '../../fixtures/database/callers.ts'
import { installSealingKey, takeIn } from '../../fixtures/database/credentials.ts'
import { deliver } from '../../fixtures/database/desk.ts'
import { whereDumped } from '../../fixtures/database/dump.ts'
import { claim, settle } from '../../fixtures/database/mail.ts'
import { answer, mailsTo, newestProof, prove } from '../../fixtures/database/mailboxes.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { approvedRegistration, decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, tend, withoutQuietHours } from '../../fixtures/database/time.ts'

const NEWCOMER = { name: '柳晓棠', post: '团委副书记', mobile: '13588880002' }
const NEW_EMAIL = 'liu@school.example.org'

async function erase(sql: Sql, mailbox: string, note: string | null = null) {
  await asStaff(sql)
  await sql`insert into private.erasures (mailbox, note) values (${mailbox}, ${note})`
}

async function askRecovery(sql: Sql, email: string = NEW_EMAIL) {
  await asContact(sql, email)
  await sql`select public.request_recovery(${JSON.stringify({ organization_code: CODE.school, why: 'person_left', contact: NEWCOMER, note: '原来的老师走了' })}::text::jsonb)`
  await asOwner(sql)
  const [asked] = await sql`select id from private.recoveries order by asked_at desc limit 1`
  return asked?.id as string
}

describe('what a registration claimed', () => {
  test('goes with its withdrawal, out of the log too', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email, {
      existing_accounts: [
        { platform: 'weibo', handle: 'canary-handle', nickname: '卡纳瑞的微博', address: null },
      ],
      wanted_account: { platform: 'bilibili', nickname: '卡纳瑞中学团委' },
    })
    expect((await whereDumped(sql, 'canary-handle', '卡纳瑞')).length).toBeGreaterThan(0)
    await asContact(sql, PERSON.email)
    await sql`select public.withdraw_registration(${id})`
    expect(await whereDumped(sql, 'canary-handle', '卡纳瑞')).toEqual([])
  })

  test('and the recovery that it became end with its withdrawal', async ({ sql }) => {
    await withoutQuietHours(sql)
    await approvedRegistration(sql)
    const { id } = await submitAs(sql, NEW_EMAIL, {
      purpose: 'change',
      note: '换了联系人',
      contact: NEWCOMER,
      existing_accounts: [],
      wanted_account: null,
    })
    await passDays(sql, 4)
    await tend(sql)
    expect(await sql`select state, name from private.recoveries`).toEqual([
      { state: 'asked', name: NEWCOMER.name },
    ])
    await asContact(sql, NEW_EMAIL)
    await sql`select public.withdraw_registration(${id})`
    expect(await whereDumped(sql, NEWCOMER.name, NEWCOMER.mobile)).toEqual([])
    await asOwner(sql)
    expect(await sql`select state from private.recoveries`).toEqual([{ state: 'withdrawn' }])
    expect(await sql`select from private.tasks where kind = 'recovery' and closed_at is null`).toHaveLength(0)
  })
})

describe('a contact that another person followed', () => {
  test('is not told by letter who that is, by a recovery', async ({ sql }) => {
    await approvedRegistration(sql)
    const asked = await askRecovery(sql)
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_decide_recovery(${asked}, true)`
    const told = (await mailsTo(sql, 'mailbox_changed')).filter(({ recipient }) => recipient === PERSON.email)
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain(NEWCOMER.name)
  })

  test('is not told by letter who that is, by a yes at /my', async ({ sql }) => {
    await approvedRegistration(sql)
    await submitAs(sql, NEW_EMAIL, {
      purpose: 'change',
      note: '换了联系人',
      contact: NEWCOMER,
      existing_accounts: [],
      wanted_account: null,
    })
    await asOwner(sql)
    const [question] = await sql`select id from private.foreign_requests`
    await answer(sql, { id: question?.id }, true)
    await prove(sql, await newestProof(sql))
    const told = (await mailsTo(sql, 'mailbox_changed')).filter(({ recipient }) => recipient === PERSON.email)
    expect(told).toHaveLength(1)
    expect(JSON.stringify(told)).not.toContain(NEWCOMER.name)
  })

  test('leaves no words of its own behind, neither for the next one nor after an erasure', async ({
    sql,
  }) => {
    const { id } = await submitAs(sql, PERSON.email, { note: `急事打我手机 ${PERSON.mobile}` })
    await decide(sql, id, 'approved', `${PERSON.name}老师已电话核实`)
    const asked = await askRecovery(sql)
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_decide_recovery(${asked}, true)`
    await asContact(sql, NEW_EMAIL)
    const [mine] = await sql`select public.my_registrations()::text as said`
    expect(mine?.said).toContain(NEWCOMER.mobile)
    expect(mine?.said).not.toContain(PERSON.mobile)
    expect(mine?.said).not.toContain(PERSON.name)
    await erase(sql, PERSON.email)
    expect(await whereDumped(sql, PERSON.name, PERSON.mobile, PERSON.email)).toEqual([])
  })
})

describe('an erasure', () => {
  test('takes the person’s own account along, and what the log quoted of it', async ({ sql }) => {
    await approvedRegistration(sql)
    await asStaff(sql)
    await sql`insert into public.accounts (organization_code, subject, platform, nickname, handle)
      values (${CODE.school}, 'cadre', 'zhihu', '卡纳瑞的知乎', 'canary-person')`
    await sql`insert into public.account_persons select id, ${PERSON.name}, '书记' from public.accounts where subject = 'cadre'`
    await sql`update public.accounts set nickname = '卡纳瑞改名' where subject = 'cadre'`
    await erase(sql, PERSON.email)
    expect(await whereDumped(sql, PERSON.name, '卡纳瑞', 'canary-person')).toEqual([])
  })

  test('finds who only ever stood as the mailbox that somebody else wanted', async ({ sql }) => {
    const id = await approvedRegistration(sql)
    await asStaff(sql)
    await sql`update public.contacts set new_email = 'wanted@example.org' where registration_id = ${id}`
    await sql`update public.contacts set new_email = null where registration_id = ${id}`
    await asOwner(sql)
    await sql`delete from private.outbox where recipient = 'wanted@example.org'`
    expect(await whereDumped(sql, 'wanted@example.org')).not.toEqual([])
    await erase(sql, 'wanted@example.org')
    expect(await whereDumped(sql, 'wanted@example.org')).toEqual([])
  })

  test('keeps no note that names the person', async ({ sql }) => {
    await approvedRegistration(sql)
    await erase(sql, PERSON.email, `${PERSON.name} 用 ${PERSON.mobile} 打来`)
    expect(await whereDumped(sql, PERSON.name, PERSON.mobile)).toEqual([])
  })

  test('is done of a login, too, that got in with an address which nobody could sign up with now', async ({
    sql,
  }) => {
    await asOwner(sql)
    await sql`set local session_replication_role = replica`
    await sql`insert into auth.users (id, email, created_at, last_sign_in_at)
      values (gen_random_uuid(), 'root@localhost', now() - interval '3 years', now() - interval '3 years')`
    await sql`set local session_replication_role = origin`
    await tend(sql)
    expect(await sql`select from auth.users where email = 'root@localhost'`).toHaveLength(0)
  })
})

describe('a letter of whose fate the provider is not sure', () => {
  async function doubtful(sql: Sql) {
    await withoutQuietHours(sql)
    await submitAs(sql, PERSON.email)
    const batch = await claim(sql)
    await settle(sql, batch, 'unknown', { reason: '没有答复' })
    return batch
  }

  test('does not go out anew to who was erased meanwhile', async ({ sql }) => {
    const batch = await doubtful(sql)
    await erase(sql, PERSON.email)
    await asOwner(sql)
    await sql`select public.settle_unknown_mail(${batch?.batch_id ?? null}, '{}', null)`
    expect(await claim(sql)).toBeNull()
    await tend(sql)
    expect(await whereDumped(sql, PERSON.email, PERSON.name)).toEqual([])
  })

  test('is emptied at its time, though nobody ever learns', async ({ sql }) => {
    await doubtful(sql)
    await passDays(sql, 181)
    await tend(sql)
    await asOwner(sql)
    expect(await sql`select state, recipient::text, payload from private.outbox`).toEqual([
      { state: 'cancelled', recipient: '已删除', payload: {} },
    ])
  })
})

describe('what is kept has its life', () => {
  const year = async (sql: Sql) => {
    await asOwner(sql)
    await sql`set local session_replication_role = replica`
    await sql`update public.registrations set created_at = created_at - interval '400 days', updated_at = updated_at - interval '400 days',
      submitted_at = submitted_at - interval '400 days', decided_at = decided_at - interval '400 days', activated_at = activated_at - interval '400 days'`
    await sql`update private.recoveries set decided_at = decided_at - interval '400 days', asked_at = asked_at - interval '400 days'`
    await sql`set local session_replication_role = origin`
    await passDays(sql, 400)
    await tend(sql)
  }

  test('of who asked for a change that was approved', async ({ sql }) => {
    await withoutQuietHours(sql)
    await approvedRegistration(sql)
    const { id } = await submitAs(sql, NEW_EMAIL, {
      purpose: 'change',
      note: '换了校名',
      contact: NEWCOMER,
      existing_accounts: [],
      wanted_account: null,
    })
    await decide(sql, id, 'approved')
    await deliver(sql)
    await year(sql)
    expect(await whereDumped(sql, NEWCOMER.name, NEWCOMER.mobile, '换了校名')).toEqual([])
    await asOwner(sql)
    expect(await sql`select email::text from public.contacts`).toEqual([{ email: PERSON.email }])
  })

  test('of a registration that was returned and never handed in anew', async ({ sql }) => {
    await withoutQuietHours(sql)
    const { id } = await submitAs(sql, PERSON.email, { note: '请尽快' })
    await decide(sql, id, 'returned', '请写全称')
    await deliver(sql)
    await year(sql)
    await deliver(sql)
    expect(await whereDumped(sql, PERSON.name, PERSON.mobile, '请尽快')).toEqual([])
    await asOwner(sql)
    expect(await sql`select state from public.registrations`).toEqual([{ state: 'withdrawn' }])
  })

  test('of a recovery that was granted, whether or not a credential followed', async ({ sql }) => {
    await withoutQuietHours(sql)
    await approvedRegistration(sql)
    const asked = await askRecovery(sql)
    await asSupervisor(sql, CODE.tonglu)
    await sql`select public.desk_decide_recovery(${asked}, true)`
    await deliver(sql)
    await year(sql)
    await asOwner(sql)
    expect(await sql`select name, mobile from private.recoveries`).toEqual([{ name: '已删除', mobile: '' }])
  })

  test('of a login name: with the password where it was sealed, after a month where it was refused', async ({
    sql,
  }) => {
    await installSealingKey(sql)
    await approvedRegistration(sql)
    await takeIn(sql, { login_name: NEWCOMER.mobile })
    expect(await whereDumped(sql, NEWCOMER.mobile)).toEqual([])
    await takeIn(sql, { login_name: NEWCOMER.mobile, platform: 'nowhere' })
    expect(await whereDumped(sql, NEWCOMER.mobile)).toHaveLength(1)
    await asOwner(sql)
    await sql`set local session_replication_role = replica`
    await sql`update public.credential_intake set received_at = '2026-01-01 00:00:00'`
    await sql`set local session_replication_role = origin`
    await tend(sql)
    expect(await whereDumped(sql, NEWCOMER.mobile)).toEqual([])
    await asOwner(sql)
    expect(await sql`select from public.credential_intake`).toHaveLength(1)
  })

  test('of logins that nobody uses, however many there are on one day', async ({ sql }) => {
    await asOwner(sql)
    await sql`insert into auth.users (id, email, created_at, last_sign_in_at)
      select gen_random_uuid(), 'idle' || n || '@example.org', now() - interval '3 years', now() - interval '3 years' from generate_series(1, 26) n`
    await tend(sql)
    await tend(sql)
    expect(await sql`select from auth.users where email like 'idle%'`).toHaveLength(0)
  })

  test('of where somebody signed in from: Auth’s log, and sessions that nobody goes on with', async ({
    sql,
  }) => {
    const login = await signUp(sql, PERSON.email)
    await asOwner(sql)
    await sql`insert into auth.sessions (id, user_id, ip, created_at, updated_at, refreshed_at) values
      (gen_random_uuid(), ${login}, '198.51.100.7', now() - interval '185 days', now() - interval '185 days', null),
      (gen_random_uuid(), ${login}, '198.51.100.8', now() - interval '185 days', now() - interval '185 days', now() - interval '1 day')`
    await sql`insert into auth.audit_log_entries (id, payload, ip_address, created_at)
      values (gen_random_uuid(), '{"action": "login"}', '198.51.100.9', now() - interval '185 days')`
    await tend(sql)
    expect(await whereDumped(sql, '198.51.100.7', '198.51.100.9')).toEqual([])
    expect(await whereDumped(sql, '198.51.100.8')).toHaveLength(1)
  })

  test('of a login that was never proven, in the log of Auth too', async ({ sql }) => {
    const login = await signUp(sql, 'unproven@example.org', false)
    await asOwner(sql)
    await sql`insert into auth.audit_log_entries (id, payload)
      values (gen_random_uuid(), ${JSON.stringify({ action: 'user_confirmation_requested', actor_id: login, actor_username: 'unproven@example.org' })}::text::json)`
    await sql`update auth.users set created_at = now() - interval '31 days'`
    await sql`update private.retention_periods set swept_on = null`
    await tend(sql)
    expect(await whereDumped(sql, 'unproven@example.org', login)).toEqual([])
  })
})

test('an operator is told whom to reach of open accounts of organizations alone', async ({ sql }) => {
  await approvedRegistration(sql)
  const reached = async () => {
    await asOperator(sql, 'weibo')
    const [row] = await sql`select public.operator_contacts()::text as said`
    return String(row?.said)
  }
  expect(await reached()).toContain(PERSON.mobile)
  await asStaff(sql)
  await sql`update public.accounts set closed_on = private.today() where platform = 'weibo'`
  await sql`insert into public.accounts (organization_code, subject, platform, nickname) values (${CODE.school}, 'cadre', 'weibo', '个人')`
  expect(await reached()).toBe('[]')
})
