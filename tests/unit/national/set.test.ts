import { beforeAll, describe, expect, test } from 'vitest'
import type { NationalSet } from '../../../supabase/seed/national/national-set.ts'
import { nationalSet } from '../../../supabase/seed/national/national-set.ts'
import { readRealRegister } from '../../../supabase/seed/national/register/real-register.ts'
import {
  INVENTED_MAILBOX,
  INVENTED_MOBILE,
  INVENTED_NAME,
} from '../../../supabase/seed/national/words/people.ts'
import { smallCountry } from '../../fixtures/national-set.ts'

let set: NationalSet

beforeAll(async () => {
  set = await smallCountry()
})

describe('the generated set', () => {
  test('keeps the country’s proportions at any size and is the same each time', async () => {
    const real = await readRealRegister()
    for (const size of [200, 1000, 7000]) {
      const { organizations, registrations, accounts, announcements } = nationalSet(real, size)
      expect([organizations.length, registrations.length, accounts.length, announcements.length]).toEqual([
        size,
        Math.round((size * 71) / 77),
        Math.round((size * 100) / 77),
        Math.round((size * 2) / 77),
      ])
    }
    expect(nationalSet(real, 1000)).toEqual(nationalSet(real, 1000))
  })
})

describe('invented people', () => {
  test('are known by their names, numbers and mailboxes', () => {
    const strangers = set.registrations.filter(
      ({ contact: { name, mobile, email, phone } }) =>
        name.replace(INVENTED_NAME, '') !== '' ||
        mobile.replace(INVENTED_MOBILE, '') !== '' ||
        email.replace(INVENTED_MAILBOX, '') !== '' ||
        (phone !== null && !phone.startsWith('0000-')),
    )
    expect(strangers).toEqual([])
    const persons = set.accounts.flatMap(({ person }) => (person === null ? [] : [person.real_name]))
    expect(persons.length).toBeGreaterThan(50)
    expect(persons.filter((name) => name.replace(INVENTED_NAME, '') !== '')).toEqual([])
  })

  test('own every account of a person and no other', () => {
    const wrong = set.accounts.filter(
      ({ subject, person, project }) =>
        (subject === 'cadre' || subject === 'youth_worker') !== (person !== null) ||
        (subject === 'project') !== (project !== null),
    )
    expect(wrong).toEqual([])
  })

  test('stand nowhere that a visitor may read', () => {
    const shown = JSON.stringify([
      set.divisions,
      set.organizations,
      set.accounts.filter(({ person }) => person === null),
      set.announcements,
    ])
    for (const pattern of [INVENTED_NAME, INVENTED_MOBILE, INVENTED_MAILBOX, /1[3-9]\d{9}/])
      expect(pattern.exec(shown)?.[0]).toBeUndefined()
  })
})
