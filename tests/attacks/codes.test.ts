import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { attackersOf } from '../fixtures/attackers.ts'
import { mailboxAt } from '../fixtures/stack.ts'

const stack = inject('stack')
const attackers = attackersOf(stack)
afterAll(() => attackers.end())

const aMailbox = () => `${randomUUID()}@victim.example.org`

/** Codes that are surely not the one that was sent. */
const wrongCodes = (right: string, count: number) =>
  Array.from({ length: count }, (_, place) =>
    String((Number(right) + place + 1) % 1_000_000).padStart(6, '0'),
  )

describe('a sign-in code', () => {
  test('is not taken after sixty wrong tries', async () => {
    const email = aMailbox()
    await attackers.anon.send('POST', '/auth/v1/otp', { email, create_user: true })
    const [mail] = await mailboxAt(stack.mailboxUrl).messages(email)
    const right = mail?.text.match(/^\s*(\d{6})\s*$/m)?.[1] ?? ''
    expect(right).toMatch(/^\d{6}$/)
    const tries = []
    for (const token of wrongCodes(right, 60))
      tries.push(
        (await attackers.anon.send('POST', '/auth/v1/verify', { type: 'email', email, token })).status,
      )
    expect(tries.slice(5)).toEqual(Array.from({ length: 55 }, () => 429))
    const late = await attackers.anon.send('POST', '/auth/v1/verify', { type: 'email', email, token: right })
    expect(late.status).toBe(429)
    expect(late.text).not.toContain('access_token')
  })

  test('is looked for five times where sixty tries arrive at once', async () => {
    const email = aMailbox()
    await attackers.anon.send('POST', '/auth/v1/otp', { email, create_user: true })
    const tries = await Promise.all(
      wrongCodes('271828', 60).map((token) =>
        attackers.anon.send('POST', '/auth/v1/verify', { type: 'email', email, token }),
      ),
    )
    expect(tries.filter(({ status }) => status === 403)).toHaveLength(5)
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(55)
  })
})

test('whatever letter somebody asks of Auth for a stranger’s mailbox, it is a code without a link', async () => {
  const victim = aMailbox()
  const away = '?redirect_to=https://evil.example'
  const words = { name: 'evil.example' }
  await attackers.anon.send('POST', `/auth/v1/otp${away}`, { email: victim, create_user: true, data: words })
  for (const door of ['magiclink', 'recover', 'otp'])
    await attackers.anon.send('POST', `/auth/v1/${door}${away}`, { email: victim, data: words })
  await attackers.anon.send('POST', `/auth/v1/resend${away}`, { email: victim, type: 'signup' })
  const letters = await mailboxAt(stack.mailboxUrl).messages(victim)
  expect(letters.length).toBeGreaterThan(2)
  for (const { subject, text } of letters) {
    expect(subject).toBe('登录验证码')
    expect(text).toMatch(/^\s*\d{6}\s*$/m)
    expect(text).not.toMatch(/https?:|evil/)
  }
})

/** What prove-mailbox answers to what was posted, with the statement that it is a page of ours. */
const prove = async (posted: object) => {
  const answer = await attackers.anon.send('POST', '/functions/v1/prove-mailbox', posted)
  return { status: answer.status, ...JSON.parse(answer.text) }
}

describe('the code of a mailbox', () => {
  test('ends after five wrong tries, and asking again does not begin anew before the pause is over', async () => {
    const school = await attackers.school()
    const email = aMailbox()
    const ask = () => school.rpc('request_mailbox_change', { registration_id: school.registration, email })
    const proofs = () =>
      attackers.staff`select id, code_number from private.mailbox_proofs where registration_id = ${school.registration} order by asked_at desc limit 1`
    expect((await ask()).status).toBe(200)
    const [proof] = await proofs()
    // Of six wrong codes one may be right by chance: once in two hundred thousand runs.
    const outcomes = []
    for (const code of wrongCodes('271828', 6))
      outcomes.push((await prove({ proof: proof?.id, number: 1, code, act: 'look' })).outcome)
    expect(outcomes).toEqual([...Array.from({ length: 5 }, () => 'wrong_code'), 'too_many_codes'])
    await school.rpc('withdraw_mailbox_change', { registration_id: school.registration })
    expect((await ask()).status).toBe(200)
    const [again] = await proofs()
    expect(again?.id).not.toBe(proof?.id)
    for (const code of wrongCodes('314159', 20)) {
      const answer = await prove({ proof: again?.id, number: 1, code, act: 'confirm' })
      expect(answer).toMatchObject({ status: 429, outcome: 'paused' })
      expect(answer.retry_after_s).toBeLessThanOrEqual(60)
    }
  })

  test('is wrong, and breaks nothing, under a number that no code has', async () => {
    for (const number of [0, -1, 1.5, 2 ** 31, 2 ** 53, 1e300, '1'])
      expect(await prove({ proof: randomUUID(), number, code: '123456', act: 'look' })).toEqual({
        status: 403,
        outcome: 'wrong_code',
      })
  })

  test('proves nothing where a link was sent', async () => {
    const school = await attackers.school()
    const email = aMailbox()
    await attackers.staff`update public.contacts set new_email = ${email} where registration_id = ${school.registration}`
    const [proof] =
      await attackers.staff`select id from private.mailbox_proofs where registration_id = ${school.registration}`
    expect(
      (await school.rpc('answer_contact_question', { question_id: proof?.id, agrees: true })).status,
    ).toBe(200)
    const [letter] = await attackers.staff`select kind from private.outbox where recipient = ${email}`
    expect(letter?.kind).toBe('mailbox_link')
    for (const code of [...wrongCodes('161803', 8), 'A'.repeat(43)])
      expect(await prove({ proof: proof?.id, number: 1, code, act: 'look' })).toEqual({
        status: 403,
        outcome: 'wrong_code',
      })
    const [still] =
      await attackers.staff`select email::text from public.contacts where registration_id = ${school.registration}`
    expect(still?.email).toBe(school.email)
  })
})
