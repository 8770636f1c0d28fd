import { describe, expect } from 'vitest'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import {
  approvedRegistration,
  decide,
  existingAccount,
  PERSON,
  submitAs,
} from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const proposal = { organization_code: null, proposal: { name: '桐庐县第二中学', division_code: '330122' } }

describe('approving', () => {
  test('registers the organization and makes its accounts', async ({ sql }) => {
    await approvedRegistration(sql)
    const [organization] = await sql`select status, registered_on = private.today() as today
      from public.organizations where code = ${CODE.school}`
    expect(organization).toEqual({ status: 'registered', today: true })
    const accounts = await sql`select platform, handle, nickname, address, state, official, subject
      from public.accounts where organization_code = ${CODE.school} order by id`
    expect(accounts).toEqual([
      { ...existingAccount, state: 'opened', official: false, subject: 'organization' },
      {
        platform: 'bilibili',
        handle: null,
        nickname: '桐庐县第一中学团委',
        address: null,
        state: 'not_opened',
        official: false,
        subject: 'organization',
      },
    ])
  })

  test('leaves an account that is on record as it stands', async ({ sql }) => {
    await asStaff(sql)
    await sql`insert into public.accounts (organization_code, platform, handle, nickname, opened_on, verified_on)
      values (${CODE.school}, 'weibo', 'TONGLU1ZHONG', '旧昵称', '2020-01-01', '2020-02-01')`
    await approvedRegistration(sql)
    const weibo = await sql`select nickname, official from public.accounts where platform = 'weibo'`
    expect(weibo).toEqual([{ nickname: '旧昵称', official: true }])
  })

  test('makes a new school out of a proposal, below the committee of its place', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email, proposal)
    await decide(sql, id, 'approved')
    const [made] = await sql`select o.name, o.kind, o.level, o.school_type, o.parent_code, o.status
      from public.registrations r join public.organizations o on o.code = r.organization_code where r.id = ${id}`
    expect(made).toEqual({
      name: '桐庐县第二中学',
      kind: 'school',
      level: 5,
      school_type: 'secondary_school',
      parent_code: CODE.tonglu,
      status: 'registered',
    })
  })

  test('waits where the place has no committee', async ({ sql }) => {
    const nowhere = { ...proposal, proposal: { name: '萧山区第二中学', division_code: '330109' } }
    const { id } = await submitAs(sql, PERSON.email, nowhere)
    expect(await refusalOf(sql, () => decide(sql, id, 'approved'))).toMatchObject({
      code: 'registration-no-committee',
    })
  })

  test('waits where the proposed name is taken by now', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email, {
      ...proposal,
      proposal: { name: '桐庐县第一中学', division_code: '330122' },
    })
    expect(await refusalOf(sql, () => decide(sql, id, 'approved'))).toMatchObject({
      code: 'organization-name-taken',
    })
    await asStaff(sql)
    await sql`update public.registrations set organization_code = ${CODE.school}, state = 'approved' where id = ${id}`
  })

  test('is refused for an organization that has closed since', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await asStaff(sql)
    await sql`update public.organizations set closed_on = '2026-04-01' where code = ${CODE.school}`
    expect(await refusalOf(sql, () => decide(sql, id, 'approved'))).toMatchObject({
      code: 'registration-organization-closed',
    })
  })

  test('is refused, whole, where an account belongs to somebody else', async ({ sql }) => {
    await approvedRegistration(sql)
    const { id } = await submitAs(sql, 'rival@example.org', {
      organization_code: CODE.neighbour,
      wanted_account: null,
    })
    expect(await refusalOf(sql, () => decide(sql, id, 'approved'))).toMatchObject({
      code: 'account-handle-taken',
    })
    await asOwner(sql)
    const [row] = await sql`select o.status, r.state from public.registrations r
      join public.organizations o on o.code = r.organization_code where r.id = ${id}`
    expect(row).toEqual({ status: 'expected', state: 'submitted' })
  })
})

describe('rivals', () => {
  test('may be submitted for one organization, and one may be approved', async ({ sql }) => {
    const first = await submitAs(sql, PERSON.email)
    const second = await submitAs(sql, 'rival@example.org')
    await decide(sql, first.id, 'approved')
    expect(await refusalOf(sql, () => decide(sql, second.id, 'approved'))).toMatchObject({
      code: 'registration-second-approval',
    })
    await asOwner(sql)
    await sql`update public.registrations set state = 'activated' where id = ${first.id}`
    expect(await refusalOf(sql, () => decide(sql, second.id, 'approved'))).toMatchObject({
      code: 'registration-second-approval',
    })
  })

  test('a further account needs a first registration', async ({ sql }) => {
    const more = {
      purpose: 'add_account',
      existing_accounts: [],
      wanted_account: { platform: 'zhihu', nickname: '桐庐县第一中学团委' },
    }
    const early = await submitAs(sql, PERSON.email, more)
    expect(await refusalOf(sql, () => decide(sql, early.id, 'approved'))).toMatchObject({
      code: 'registration-first-missing',
    })
    await approvedRegistration(sql, 'first@example.org')
    await decide(sql, early.id, 'approved')
    const platforms = await sql`select platform from public.accounts order by platform`
    expect(platforms.map((row) => row.platform)).toEqual(['bilibili', 'weibo', 'zhihu'])
  })
})

describe('the mail that goes with a step', () => {
  test.for([
    ['returned', 'registration_returned', { reason: '手机号少一位' }],
    ['rejected', 'registration_rejected', { reason: '手机号少一位' }],
    // The level above knows the person now; what is typed as a name before stands in no letter.
    ['approved', 'registration_approved', { contact_name: PERSON.name }],
    ['withdrawn', 'registration_withdrawn', {}],
  ] as const)('%s queues %s', async ([state, kind, facts], { sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await decide(sql, id, state, state === 'returned' || state === 'rejected' ? '手机号少一位' : null)
    await asOwner(sql)
    const mails = await sql`select kind, recipient, payload from private.outbox order by position`
    expect(mails).toEqual([
      expect.objectContaining({
        kind: 'registration_received',
        recipient: state === 'withdrawn' ? '已删除' : PERSON.email,
      }),
      {
        kind,
        recipient: PERSON.email,
        payload: {
          organization_name: '桐庐县第一中学',
          organization_code: CODE.school,
          ...facts,
        },
      },
    ])
  })

  test('an edit that changes no state queues nothing', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await asStaff(sql)
    await sql`update public.registrations set note = '改了说明', state = 'submitted' where id = ${id}`
    expect(await sql`select from private.outbox`).toHaveLength(1)
  })
})
