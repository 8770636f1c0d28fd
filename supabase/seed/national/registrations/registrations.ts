import type { NationalOrganization, NationalRegister } from '../register/organizations.ts'
import { placeReader } from '../register/places.ts'
import { AS_OF, dayBetween, plusDays } from '../words/calendar.ts'
import { type Random, randomOf } from '../words/random.ts'
import { LaterRegistrations } from './later-registrations.ts'
import { outcomeOf } from './outcomes.ts'
import { contentOf, drafted, handedIn, type NationalRegistration } from './registration.ts'

/** As many as the country has middle schools. */
export const REGISTRATIONS = 71_000

/**
 * `count` registrations in every state. Each organization that is registered has the one that was approved; the others have
 * what their standing says; what is left to `count` are second accounts, changes, rivals and proposals of unlisted schools.
 */
export function nationalRegistrations(register: NationalRegister, count: number): NationalRegistration[] {
  const placeOf = placeReader(register.divisions)
  const own = register.organizations.filter(({ is_occupied }) => !is_occupied)
  const approved = own.filter(({ registered_on }) => registered_on !== null)
  const waiting = own.filter(({ registered_on, standing }) => registered_on === null && standing !== 'silent')
  const registrations = [...approved, ...waiting].slice(0, count).map((organization, at) => {
    const { city, name } = placeOf(organization.division_code)
    return firstRegistration(organization, `${city}${name}`, at + 1)
  })
  const later = new LaterRegistrations(register, registrations)
  while (registrations.length < count) registrations.push(later.make(registrations.length + 1))
  return registrations
}

const subjectOf = ({ code, name, division_code, origin }: NationalOrganization, random: Random) => ({
  purpose: 'register' as const,
  organization_code: code,
  // Some schools were not on the list before they registered.
  ...(origin === 'generated' && random.chance(0.03)
    ? { proposed_name: name, proposed_division_code: division_code }
    : {}),
})

function firstRegistration(
  organization: NationalOrganization,
  place: string,
  number: number,
): NationalRegistration {
  const random = randomOf('registration', number)
  const { standing, registered_on, closed_on, official, level } = organization
  const count = random.weigh([
    [level <= 3 ? 10 : 55, 1],
    [30, 2],
    [level <= 3 ? 30 : 12, 3],
    [level <= 3 ? 20 : 3, 4],
  ])
  if (standing === 'draft')
    return drafted(number, random, organization, place, dayBetween(plusDays(AS_OF, -60), AS_OF, random))
  const state = standing === 'silent' ? 'submitted' : standing
  const wants = random.chance(state === 'activated' ? 0.6 : 0.35)
  const content = contentOf(organization, number, random, {
    count: official && wants && state === 'approved' ? count + 1 : count,
    wants,
  })
  const outcome = outcomeOf(state, random, {
    closedOn: closed_on,
    ...(registered_on === null ? {} : { decidedOn: registered_on }),
  })
  return handedIn(number, random, subjectOf(organization, random), content, outcome)
}
