import type { NationalOrganization, NationalRegister } from '../register/organizations.ts'
import { type Random, randomOf } from '../words/random.ts'
import type { NationalAccount, UnnumberedAccount } from './account.ts'
import { goneAccount, ownAccount, personAccount, projectAccount, replacedAccount } from './other-accounts.ts'
import { registeredAccounts } from './registered-accounts.ts'
import { handleSerial, type NationalRegistration } from './registration.ts'

export const ACCOUNTS = 100_000
/** What the organization with the most of them has, projects included. */
export const MOST_ACCOUNTS = 40

/** Of what registrations leave to `count`; the rest are organizations' own accounts that staff know of. */
const SHARES = { gone: 0.22, persons: 0.1, projects: 0.04, replaced: 0.03 } as const

/**
 * `count` accounts: first those that the registrations brought, in every state, then forty of one committee, then accounts on
 * platforms that are gone, of persons, of projects, replaced ones, and those of organizations that have not registered yet.
 */
export function nationalAccounts(
  { organizations }: NationalRegister,
  registrations: readonly NationalRegistration[],
  count: number,
): NationalAccount[] {
  const byCode = new Map(organizations.map((each) => [each.code, each]))
  const accounts: UnnumberedAccount[] = []
  for (const [at, registration] of registrations.entries()) {
    const organization = byCode.get(registration.organization_code ?? '')
    if (organization !== undefined) accounts.push(...registeredAccounts(registration, at + 1, organization))
  }
  if (accounts.length > count)
    throw new RangeError(`the registrations alone bring ${accounts.length} accounts`)
  const makers = new OtherAccounts(organizations, accounts, registrations.length)
  const left = Math.max(count - accounts.length, 0)
  makers.crowd()
  makers.make(goneAccount, Math.floor(left * SHARES.gone), (each) => each.closed_on === null)
  makers.make(personAccount, Math.floor(left * SHARES.persons), (each) => each.status !== 'closed')
  makers.make(
    projectAccount,
    Math.floor(left * SHARES.projects),
    (each) => each.kind === 'committee' && each.level < 4,
  )
  makers.make(replacedAccount, Math.floor(left * SHARES.replaced), (each) => each.status === 'registered')
  makers.fill(count)
  return accounts.slice(0, count).map((account, at) => ({ number: at + 1, ...account }))
}

type Maker = (organization: NationalOrganization, serial: number, random: Random) => UnnumberedAccount

class OtherAccounts {
  readonly #accounts: UnnumberedAccount[]
  readonly #crowded: NationalOrganization | undefined
  readonly #others: readonly NationalOrganization[]
  /** Of each organization, the number of its first account. */
  readonly #firsts = new Map<string, number>()
  #serial: number

  constructor(
    organizations: readonly NationalOrganization[],
    accounts: UnnumberedAccount[],
    registrations: number,
  ) {
    const free = organizations.filter(({ is_occupied }) => !is_occupied)
    this.#crowded = free.find(({ kind }) => kind === 'committee')
    this.#others = free.filter((each) => each !== this.#crowded)
    this.#accounts = accounts
    for (const [at, { organization_code: code }] of accounts.entries())
      if (!this.#firsts.has(code)) this.#firsts.set(code, at + 1)
    this.#serial = handleSerial(registrations + 1, 0)
  }

  /** The mobile platform's accounts are bound to one that was there before (R119). */
  #push(account: UnnumberedAccount): void {
    const { organization_code: code, platform } = account
    const first = this.#firsts.get(code)
    this.#accounts.push(
      platform === 'mobile' && first !== undefined ? { ...account, bound_to: first } : account,
    )
    if (first === undefined) this.#firsts.set(code, this.#accounts.length)
  }

  #next(): { serial: number; random: Random } {
    this.#serial += 1
    return { serial: this.#serial, random: randomOf('other account', this.#serial) }
  }

  #make(maker: Maker, count: number, organizations: readonly NationalOrganization[]): void {
    for (let left = organizations.length === 0 ? 0 : count; left > 0; left -= 1) {
      const { serial, random } = this.#next()
      this.#push(maker(random.pick(organizations), serial, random))
    }
  }

  /** Makes `count` accounts of organizations of a kind, drawn anew each time. */
  make(maker: Maker, count: number, isMeant: (organization: NationalOrganization) => boolean): void {
    this.#make(maker, count, this.#others.filter(isMeant))
  }

  /** Gives the first committee accounts of projects until it has the most of all. */
  crowd(): void {
    if (this.#crowded === undefined) return
    const { code } = this.#crowded
    const known = this.#accounts.filter(({ organization_code }) => organization_code === code)
    this.#make(projectAccount, MOST_ACCOUNTS - known.length, [this.#crowded])
  }

  /** Gives organizations that have not registered one account after another until there are `count`. */
  fill(count: number): void {
    const expected = this.#others
      .filter(({ status }) => status === 'expected')
      .map((organization) => ({
        organization,
        place: randomOf('fill', organization.code).below(2 ** 30),
        taken: new Set<string>(),
      }))
      .sort((one, other) => one.place - other.place)
    while (this.#accounts.length < count) {
      const before = this.#accounts.length
      for (const { organization, taken } of expected) {
        if (this.#accounts.length === count) return
        const { serial, random } = this.#next()
        const account = ownAccount(organization, serial, random, taken)
        if (account === null) continue
        taken.add(account.platform)
        this.#push(account)
      }
      if (this.#accounts.length === before) throw new RangeError(`there is no room for ${count} accounts`)
    }
  }
}
