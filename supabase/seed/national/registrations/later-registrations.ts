import type { RegistrationState } from '../../../functions/_shared/contracts/registration/registration.ts'
import type { NationalOrganization, NationalRegister } from '../register/organizations.ts'
import type { RealDivision } from '../register/real-register.ts'
import { AS_OF, plusDays } from '../words/calendar.ts'
import { type Random, randomOf } from '../words/random.ts'
import { outcomeOf } from './outcomes.ts'
import { type Content, contentOf, handedIn, type NationalRegistration } from './registration.ts'

type Undecided = Exclude<RegistrationState, 'draft'>
type States = readonly (readonly [weight: number, state: Undecided])[]

const SECOND: States = [
  [45, 'approved'],
  [15, 'activated'],
  [16, 'submitted'],
  [8, 'returned'],
  [6, 'rejected'],
  [8, 'withdrawn'],
]
/** A change brings no credential that could be activated. */
const CHANGE: States = SECOND.filter(([, state]) => state !== 'activated')
const PROPOSAL: States = [
  [60, 'submitted'],
  [15, 'returned'],
  [15, 'rejected'],
  [10, 'withdrawn'],
]

const CHANGES = [
  '联系人已调动，请改为现任团委书记。',
  '学校更名，请把全称改过来。',
  '微博账号已注销，请从名录中去掉。',
  '昵称已按规则改好，请更新。',
]
const PROPOSED = [
  '启明星学校',
  '新城实验学校',
  '第十二中学',
  '师范附属中学',
  '滨江外国语学校',
  '高新区第二中学',
]

const NO_ACCOUNTS = { existing_accounts: [], wanted_platform: null, wanted_nickname: null } as const

/** Makes the registrations that follow the first ones: second accounts, changes, rivals, proposals of unlisted schools. */
export class LaterRegistrations {
  readonly #registered: readonly NationalOrganization[]
  readonly #waiting: readonly NationalOrganization[]
  readonly #counties: readonly RealDivision[]
  /** Platforms that an organization has named already. */
  readonly #platforms = new Map<string, Set<string>>()

  constructor({ organizations, divisions }: NationalRegister, first: readonly NationalRegistration[]) {
    const free = organizations.filter(({ is_occupied }) => !is_occupied)
    this.#registered = free.filter(({ status }) => status === 'registered')
    this.#waiting = free.filter(({ standing, status }) => standing === 'submitted' && status === 'expected')
    this.#counties = divisions.filter(({ level, is_placeholder }) => level === 'county' && !is_placeholder)
    for (const { organization_code, ...content } of first)
      if (organization_code !== null) this.#note(organization_code, content)
  }

  #note(code: string, { existing_accounts, wanted_platform }: Content): void {
    const known = this.#platforms.get(code) ?? new Set()
    this.#platforms.set(code, known)
    for (const { platform } of existing_accounts) known.add(platform)
    if (wanted_platform !== null) known.add(wanted_platform)
  }

  make(number: number): NationalRegistration {
    const random = randomOf('registration', number)
    return random.weigh([
      [40, () => this.#second(number, random)],
      [25, () => this.#change(number, random)],
      [15, () => this.#rival(number, random)],
      [20, () => this.#proposal(number, random)],
    ])()
  }

  #second(number: number, random: Random): NationalRegistration {
    const organization = random.pick(this.#registered)
    const except = this.#platforms.get(organization.code) ?? new Set()
    if (except.size > 5) return this.#change(number, random)
    const content = contentOf(organization, number, random, { count: 1, wants: random.chance(0.5), except })
    this.#note(organization.code, content)
    const subject = { organization_code: organization.code, purpose: 'add_account' } as const
    return handedIn(
      number,
      random,
      subject,
      content,
      outcomeOf(random.weigh(SECOND), random, sinceApproval(organization)),
    )
  }

  #change(number: number, random: Random): NationalRegistration {
    const organization = random.pick(this.#registered)
    const subject = { organization_code: organization.code, purpose: 'change' } as const
    const content = { ...NO_ACCOUNTS, note: random.pick(CHANGES) }
    return handedIn(
      number,
      random,
      subject,
      content,
      outcomeOf(random.weigh(CHANGE), random, sinceApproval(organization)),
    )
  }

  /** Several may ask for one organization; none learns of the other. */
  #rival(number: number, random: Random): NationalRegistration {
    const organization = random.pick(this.#waiting.length > 0 ? this.#waiting : this.#registered)
    const content = contentOf(organization, number, random, { count: 1, wants: random.chance(0.5) })
    const subject = { organization_code: organization.code, purpose: 'register' } as const
    return handedIn(
      number,
      random,
      subject,
      content,
      outcomeOf(random.chance(0.5) ? 'submitted' : 'rejected', random),
    )
  }

  #proposal(number: number, random: Random): NationalRegistration {
    const { code, name: county } = random.pick(this.#counties)
    const name = `${county}${random.pick(PROPOSED)}`
    const school = { name, short_name: null, kind: 'school' } as const
    const content = contentOf(school, number, random, { count: 1, wants: random.chance(0.7) })
    const subject = {
      purpose: 'register',
      organization_code: null,
      proposed_name: name,
      proposed_division_code: code,
    } as const
    return handedIn(number, random, subject, content, outcomeOf(random.weigh(PROPOSAL), random))
  }
}

const sinceApproval = ({ registered_on }: NationalOrganization) => ({
  since: plusDays(registered_on ?? AS_OF, 1),
})
