import { beforeAll, describe, expect, test } from 'vitest'
import { recogniseAddress } from '#contracts/addresses/recognise.ts'
import type { NationalSet } from '../../../supabase/seed/national/national-set.ts'
import type { NationalAccount } from '../../../supabase/seed/national/registrations/account.ts'
import { AS_OF } from '../../../supabase/seed/national/words/calendar.ts'
import { LIVING } from '../../../supabase/seed/national/words/handles.ts'
import { repeated, smallCountry } from '../../fixtures/national-set.ts'

let set: NationalSet

beforeAll(async () => {
  set = await smallCountry()
})

const isOpen = ({ closed_on }: NationalAccount) => closed_on === null

function stateOf({ closed_on, opened_on, verified_on, handed_over_on }: NationalAccount): string {
  if (closed_on !== null) return 'closed'
  if (opened_on === null) return 'not_opened'
  if (verified_on === null) return 'opened'
  return handed_over_on === null ? 'verified' : 'handed_over'
}

describe('generated accounts', () => {
  test('are in every state, of every subject, on platforms living and gone', () => {
    const seen = (of: (account: NationalAccount) => string) => new Set(set.accounts.map(of))
    expect(seen(stateOf)).toEqual(new Set(['not_opened', 'opened', 'verified', 'handed_over', 'closed']))
    expect(seen(({ subject }) => subject).size).toBe(4)
    expect(seen(({ platform }) => platform).size).toBe(11)
    expect(set.accounts.filter(({ bound_to }) => bound_to !== null).length).toBeGreaterThan(20)
    expect(set.accounts.filter(({ bound_to, number }) => bound_to !== null && bound_to >= number)).toEqual([])
  })

  test('have handles of their own, and organizations one account a platform', () => {
    const open = set.accounts.filter(isOpen)
    expect(
      repeated(open.flatMap(({ platform, handle }) => (handle === null ? [] : [`${platform} ${handle}`]))),
    ).toEqual([])
    const own = open.filter(({ subject }) => subject === 'organization')
    expect(
      repeated(own.map(({ platform, organization_code }) => `${platform} ${organization_code}`)),
    ).toEqual([])
  })

  test('have addresses that are recognised as theirs', () => {
    const strange = set.accounts.filter(({ address, platform, handle }) => {
      const found = address === null ? null : recogniseAddress(address)
      return address !== null && (found?.platform !== platform || found.handle !== handle)
    })
    expect(strange).toEqual([])
    expect(set.accounts.filter(({ address }) => address !== null).length).toBeGreaterThan(
      set.accounts.length / 3,
    )
  })

  test('make the very organizations official that are said to be', () => {
    const official = set.accounts.filter(
      (each) =>
        isOpen(each) &&
        each.subject === 'organization' &&
        each.verified_on !== null &&
        LIVING.includes(each.platform),
    )
    const said = set.organizations.filter((each) => each.official)
    expect([...new Set(official.map(({ organization_code }) => organization_code))].sort()).toEqual(
      said.map(({ code }) => code).sort(),
    )
  })

  test('of the first committee are forty, and thousands of organizations have none', () => {
    const counts = new Map<string, number>()
    for (const { organization_code: code, person } of set.accounts)
      if (person === null) counts.set(code, (counts.get(code) ?? 0) + 1)
    expect(Math.max(...counts.values())).toBe(40)
    expect([...counts.values()].filter((count) => count > 20)).toEqual([40])
    expect(set.organizations.length - counts.size).toBeGreaterThan(2000)
  })

  test('are closed where their organization is no more', () => {
    const closed = new Set(
      set.organizations.filter(({ closed_on }) => closed_on !== null).map(({ code }) => code),
    )
    const theirs = set.accounts.filter(({ organization_code }) => closed.has(organization_code))
    expect(theirs.length).toBeGreaterThan(20)
    expect(theirs.filter(isOpen)).toEqual([])
  })

  test('keep their dates in order, and are looked at only after they were verified', () => {
    const wrong = set.accounts.filter(({ opened_on, verified_on, handed_over_on, closed_on, checked_at }) => {
      const ends = [verified_on, handed_over_on, closed_on].filter((day) => day !== null)
      return (
        (opened_on === null && (verified_on ?? handed_over_on) !== null) ||
        ends.some((day) => day > AS_OF || (opened_on !== null && day < opened_on)) ||
        (checked_at !== null &&
          (verified_on === null || checked_at < verified_on || checked_at > `${AS_OF}T12`))
      )
    })
    expect(wrong).toEqual([])
    expect(set.accounts.filter(({ checked_at }) => checked_at !== null).length).toBeGreaterThan(1000)
  })
})
