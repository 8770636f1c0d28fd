import { afterAll, expect, inject, test } from 'vitest'
import { attackersOf } from '../fixtures/attackers.ts'

/** Who ends whom, and what is left to read of somebody who is gone. */

const attackers = attackersOf(inject('stack'))
const { anon, staff } = attackers
afterAll(attackers.end)

const persons = async (registration: string) =>
  (await staff`select email::text from public.contacts where registration_id = ${registration}`).map(
    ({ email }) => email,
  )

test('nobody ends anybody but themselves, whatever they name', async () => {
  const victim = await attackers.school()
  const others = [
    anon,
    await attackers.stranger(),
    await attackers.school(),
    await attackers.siblingSupervisor(victim.organization),
    await attackers.supervisorAbove(victim.organization),
  ]
  for (const other of others) {
    for (const args of [{ mailbox: victim.email }, { email: victim.email }, { login: victim.id }])
      expect((await other.rpc('erase_me', args)).status, other.name).toBeGreaterThanOrEqual(400)
    const row = { mailbox: victim.email, cause: 'person' }
    expect((await other.send('POST', '/rest/v1/erasures', row)).status, other.name).toBeGreaterThanOrEqual(
      400,
    )
  }
  expect(await persons(victim.registration)).toEqual([victim.email])
})

test('who asks to be erased twenty times at once is erased once', async () => {
  const person = await attackers.stranger()
  const answers = await Promise.all(Array.from({ length: 20 }, () => person.rpc('erase_me')))
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1)
  for (const { status, text } of answers.filter((answer) => answer.status >= 300))
    expect([status, JSON.parse(text).hint]).toEqual([400, 'mailbox-unproven'])
})

test('whoever is gone is read by nobody, and their token does nothing more', async () => {
  const school = await attackers.school()
  const above = await attackers.supervisorAbove(school.organization)
  expect((await school.rpc('erase_me')).status).toBeLessThan(300)
  expect(await persons(school.registration)).toEqual([])
  expect(JSON.parse((await school.rpc('my_registrations')).text)).toEqual([])
  expect(
    (await school.rpc('save_registration_draft', { draft: { said: 'again' } })).status,
  ).toBeGreaterThanOrEqual(400)
  const desk = await above.rpc('desk_tasks')
  expect(desk.status).toBe(200)
  expect(desk.text).not.toContain(school.email)
  const [organization] =
    await staff`select status from public.organizations where code = ${school.organization}`
  expect(organization).toEqual({ status: 'registered' })
})
