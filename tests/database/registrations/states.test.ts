import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { RegistrationState } from '#contracts/registration/registration.ts'
import { asOwner, asStaff } from '../../fixtures/database/callers.ts'
import { refusalOf, takenBack } from '../../fixtures/database/refusal.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { decide, PERSON, submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

type State = RegistrationState

/** How a registration comes into each state by legal steps alone. */
const wayTo: Record<State, readonly State[]> = {
  draft: [],
  submitted: [],
  returned: ['returned'],
  approved: ['approved'],
  rejected: ['rejected'],
  withdrawn: ['withdrawn'],
  activated: ['approved', 'activated'],
}

async function registrationIn(sql: Sql, state: State): Promise<string> {
  if (state === 'draft') {
    await asStaff(sql)
    const [row] = await sql`insert into public.registrations (organization_code, submitted_at, declared_at,
        consented_register_at, consented_mail_at, decision_reason)
      values (${CODE.school}, now(), now(), now(), now(), '原因') returning id`
    return row?.id
  }
  const { id } = await submitAs(sql, PERSON.email)
  for (const step of wayTo[state]) await decide(sql, id, step, '请核对')
  return id
}

/** The drawing: what each state may become. */
const drawing: Record<State, readonly State[]> = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['returned', 'approved', 'rejected', 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  approved: ['activated', 'withdrawn'],
  rejected: [],
  withdrawn: [],
  activated: ['withdrawn'],
}

describe('a registration', () => {
  test.for(RegistrationState.options)('that is %s steps as drawn and no other way', async (from, { sql }) => {
    const id = await registrationIn(sql, from)
    const possible: string[] = []
    for (const to of RegistrationState.options.filter((state) => state !== from)) {
      const refusal = await takenBack(sql, () => refusalOf(sql, () => decide(sql, id, to, '请核对手机号')))
      if (refusal === null) possible.push(to)
      else expect(refusal.code).toBe('registration-transition')
    }
    expect(possible.sort()).toEqual([...drawing[from]].sort())
  })

  test.for(RegistrationState.options.filter((state) => !['draft', 'submitted'].includes(state)))(
    'does not begin as %s',
    async (state, { sql }) => {
      await asStaff(sql)
      const insert = () => sql`insert into public.registrations (state) values (${state})`
      expect(await refusalOf(sql, insert)).toMatchObject({ code: 'registration-transition' })
    },
  )

  test.for(['returned', 'rejected'])('is %s only with a reason', async (state, { sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    for (const reason of [null, ' \u200b'])
      expect(await refusalOf(sql, () => decide(sql, id, state, reason))).toMatchObject({
        code: 'registration-reason-missing',
        field: 'decision_reason',
      })
    await decide(sql, id, state, ' 手机号少一位 ')
    const [row] = await sql`select decision_reason, decided_at from public.registrations where id = ${id}`
    expect(row).toMatchObject({ decision_reason: '手机号少一位', decided_at: expect.any(Date) })
  })

  test('that is handed in again has left its reason behind', async ({ sql }) => {
    const { id } = await submitAs(sql, PERSON.email)
    await decide(sql, id, 'returned', '手机号少一位')
    await submitAs(sql, PERSON.email, { id })
    await decide(sql, id, 'approved')
    await asOwner(sql)
    const [mail] = await sql`select payload from private.outbox where kind = 'registration_approved'`
    expect(mail?.payload).not.toHaveProperty('reason')
  })

  test('is answered within seven days of Shanghai’s calendar', async ({ sql }) => {
    await submitAs(sql, PERSON.email)
    await asOwner(sql)
    const [row] = await sql`select answer_due_on - (now() at time zone 'Asia/Shanghai')::date as days
      from public.registrations`
    expect(row?.days).toBe(7)
  })
})

describe('at most five at a time', () => {
  const schools = ['二', '三', '四', '五', '六', '七'].map((number) => `桐庐县第${number}中学`)
  const proposed = (name: string) => ({
    organization_code: null,
    proposal: { name, division_code: '330122' },
    wanted_account: null,
  })

  test('a person has five in hand, and the sixth waits', async ({ sql }) => {
    const ids: string[] = []
    for (const name of schools.slice(0, 5)) ids.push((await submitAs(sql, PERSON.email, proposed(name))).id)
    const sixth = () => submitAs(sql, PERSON.email, proposed('桐庐县第七中学'))
    expect(await refusalOf(sql, sixth)).toMatchObject({ code: 'registration-too-many' })

    await decide(sql, ids[0] ?? '', 'returned', '请核对')
    expect(await refusalOf(sql, sixth)).toMatchObject({ code: 'registration-too-many' })
    await submitAs(sql, PERSON.email, { id: ids[0], ...proposed('桐庐县第二中学') })
    await decide(sql, ids[1] ?? '', 'rejected', '重复')
    await sixth()
  })

  test('another person’s do not count', async ({ sql }) => {
    for (const name of schools.slice(0, 5)) await submitAs(sql, PERSON.email, proposed(name))
    await submitAs(sql, 'other@example.org', proposed('桐庐县第七中学'))
  })
})
