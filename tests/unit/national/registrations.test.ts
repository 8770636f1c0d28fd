import { beforeAll, describe, expect, test } from 'vitest'
import { NAMING_RULES } from '#contracts/federation.ts'
import { RegistrationInput, RegistrationState } from '#contracts/registration/registration.ts'
import { Draft } from '../../../src/lib/registration/draft.ts'
import type { NationalSet } from '../../../supabase/seed/national/national-set.ts'
import type { NationalRegistration } from '../../../supabase/seed/national/registrations/registration.ts'
import { AS_OF } from '../../../supabase/seed/national/words/calendar.ts'
import { smallCountry } from '../../fixtures/national-set.ts'

let set: NationalSet

beforeAll(async () => {
  set = await smallCountry()
})

/** As the school typed it into the form. */
const asTyped = (row: NationalRegistration): RegistrationInput => ({
  purpose: row.purpose,
  organization_code: row.proposed_name === null ? row.organization_code : null,
  proposal:
    row.proposed_name === null || row.proposed_division_code === null
      ? null
      : { name: row.proposed_name, division_code: row.proposed_division_code },
  contact: row.contact,
  existing_accounts: [...row.existing_accounts],
  wanted_account:
    row.wanted_platform === null || row.wanted_nickname === null
      ? null
      : { platform: row.wanted_platform, nickname: row.wanted_nickname },
  note: row.note,
  declared: true,
  consented_register: true,
  consented_mail: true,
})

describe('generated registrations', () => {
  test('are in every state, with every purpose, and each has a number of its own', () => {
    const { registrations } = set
    expect(new Set(registrations.map(({ state }) => state))).toEqual(new Set(RegistrationState.options))
    expect(new Set(registrations.map(({ purpose }) => purpose)).size).toBe(3)
    expect(new Set(registrations.map(({ id }) => id)).size).toBe(registrations.length)
    expect(
      registrations.filter(({ organization_code, proposed_name }) => !organization_code && proposed_name)
        .length,
    ).toBeGreaterThan(50)
  })

  test('could all have been typed into the form, drafts included', () => {
    // Of a withdrawn one nothing is kept that was typed.
    const refusals = set.registrations
      .filter(({ state }) => state !== 'draft' && state !== 'withdrawn')
      .map((row) => RegistrationInput.safeParse(asTyped(row)))
      .filter(({ success }) => !success)
    expect(refusals).toEqual([])
    const drafts = set.registrations.filter(({ state }) => state === 'draft')
    expect(drafts.length).toBeGreaterThan(100)
    expect(drafts.filter(({ draft }) => !Draft.safeParse(draft).success)).toEqual([])
  })

  test('wish for nicknames that the rule of their level allows', () => {
    const levels = new Map(set.organizations.map(({ code, level }) => [code, level]))
    const wrong = set.registrations.filter(({ wanted_nickname, organization_code }) => {
      const level = levels.get(organization_code ?? '') ?? 5
      const pattern = NAMING_RULES.find((rule) => rule.level === level)?.pattern ?? ''
      return wanted_nickname !== null && !new RegExp(pattern).test(wanted_nickname)
    })
    expect(wrong).toEqual([])
  })

  test('one was approved where, and on the day when, an organization was registered', () => {
    const approved = set.registrations.filter(
      ({ purpose, state }) => purpose === 'register' && (state === 'approved' || state === 'activated'),
    )
    const days = approved.map(
      ({ organization_code, decided_at }) => `${organization_code} ${decided_at?.slice(0, 10)}`,
    )
    const registered = set.organizations.filter(({ registered_on }) => registered_on !== null)
    expect(days.sort()).toEqual(
      registered.map(({ code, registered_on }) => `${code} ${registered_on}`).sort(),
    )
  })

  test('went one step after the other, and none ahead of its day', () => {
    const disordered = set.registrations.filter(
      ({ created_at, submitted_at, decided_at, activated_at, updated_at }) => {
        const steps = [created_at, submitted_at, decided_at, activated_at, updated_at].filter(
          (each) => each !== null,
        )
        return steps.some((step, at) => step < (steps[at - 1] ?? '') || step > `${AS_OF}T12`)
      },
    )
    expect(disordered).toEqual([])
  })
})
