import { AS_OF, dayBetween } from '../words/calendar.ts'
import { randomOf } from '../words/random.ts'
import type { RealDivision, RealOrganization, RealRegister } from './real-register.ts'
import { generateSchools } from './schools.ts'
import { sliceRegister } from './slice.ts'
import { type CampaignProgress, campaignProgressOf, NO_CAMPAIGN_PROGRESS } from './standings.ts'

/** As many as the country has: its committees, its universities, 71,000 middle schools. */
export const NATIONAL_SIZE = 77_000

export interface NationalOrganization extends Omit<RealOrganization, 'is_occupied'> {
  /** Codes from the nation down: `100001.100002.100345`. */
  readonly path: string
  readonly standing: CampaignProgress['standing']
  /** Stands in the register already, or is made up here. */
  readonly origin: 'real' | 'generated'
  /** Real and with a life of its own: nothing is invented about it. */
  readonly is_occupied: boolean
}

export interface NationalRegister {
  readonly divisions: readonly RealDivision[]
  /** By code. */
  readonly organizations: readonly NationalOrganization[]
}

/**
 * The register of a whole country, or of a smaller one in its shape, with exactly `size` organizations: generated schools over
 * the divisions of `real`. Where `real` alone is larger, a part of it is taken that keeps the tree whole. The same arguments
 * give the same register. Throws where `size` is too small for the provinces.
 */
export function nationalRegister(real: RealRegister, size: number = NATIONAL_SIZE): NationalRegister {
  const base = size < real.organizations.length ? sliceRegister(real, size) : real
  const schools = generateSchools(base, size - base.organizations.length, real.last_code + 1)
  const paths = new Map<string, string>()
  const known = base.organizations.map((each) => advance(each, 'real'))
  const generated = closeSome(schools.map((each) => advance(each, 'generated')))
  // A superior's level is above, so that its path is known before.
  const organizations = [...known, ...generated].sort((one, other) => one.level - other.level)
  for (const { code, parent_code } of organizations)
    paths.set(code, parent_code === null ? code : `${paths.get(parent_code)}.${code}`)
  return {
    divisions: base.divisions,
    organizations: organizations
      .map((each) => ({ ...each, path: paths.get(each.code) ?? each.code }))
      .sort((one, other) => (one.code < other.code ? -1 : 1)),
  }
}

type Pathless = Omit<NationalOrganization, 'path'>

function advance(organization: RealOrganization, origin: Pathless['origin']): Pathless {
  const { is_occupied, registered_on, closed_on, official } = organization
  if (is_occupied || registered_on !== null || closed_on !== null)
    return { ...organization, ...NO_CAMPAIGN_PROGRESS, registered_on, official, is_occupied: true, origin }
  const progress = campaignProgressOf(organization)
  return { ...organization, ...progress, status: progress.registered_on ? 'registered' : 'expected', origin }
}

/** One school in eighty is no more; most have gone into one that stands before them in the same place. */
function closeSome(schools: readonly Pathless[]): Pathless[] {
  const successors = new Map<string, string[]>()
  return schools.map((school) => {
    const random = randomOf('closing', school.code)
    const before = successors.get(school.division_code) ?? []
    successors.set(school.division_code, before)
    const isClosed = random.chance(1 / 80)
    const successor = before.length > 0 && random.chance(0.7) ? random.pick(before) : null
    // A few successors have closed in their turn.
    if (!isClosed || random.chance(0.1)) before.push(school.code)
    return isClosed ? closed(school, successor) : school
  })
}

function closed(school: Pathless, successor_code: string | null): Pathless {
  const random = randomOf('closed', school.code)
  const wasRegistered = school.registered_on !== null
  return {
    ...school,
    ...(wasRegistered ? { official: false } : NO_CAMPAIGN_PROGRESS),
    status: 'closed',
    closed_on: dayBetween(school.registered_on ?? '2014-07-01', AS_OF, random),
    successor_code,
  }
}
