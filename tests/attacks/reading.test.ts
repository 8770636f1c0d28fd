import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Attacker, attackersOf, type School } from '../fixtures/attackers.ts'
import { PERSON } from '../fixtures/database/registrations.ts'

const attackers = attackersOf(inject('stack'))
afterAll(() => attackers.end())

let victim: School
const others = new Map<string, Attacker>()
beforeAll(async () => {
  victim = await attackers.school()
  for (const attacker of [
    attackers.anon,
    await attackers.stranger(),
    await attackers.school(),
    await attackers.siblingSupervisor(victim.organization),
  ])
    others.set(attacker.name, attacker)
})

const outsiders = ['anon', 'stranger', 'school', 'sibling supervisor']

describe('who is neither the school nor above it', () => {
  test.each(outsiders)('as %s reads no contact of it in a table', async (name) => {
    const answer = await others.get(name)?.send('GET', '/rest/v1/contacts?select=*')
    expect(answer?.text).not.toContain(victim.email)
    const stored = await attackers.staff`
      select k.email::text as email, k.mobile from public.contacts k where k.registration_id = ${victim.registration}`
    expect(stored).toEqual([{ email: victim.email, mobile: PERSON.mobile }])
  })
})
