import type { NationalOrganization } from '../register/organizations.ts'
import { AS_OF, dayOf } from '../words/calendar.ts'
import { inventedHandle } from '../words/handles.ts'
import { randomOf } from '../words/random.ts'
import { closedOn, UNOPENED, type UnnumberedAccount, verified } from './account.ts'
import { handleSerial, type NationalRegistration } from './registration.ts'

/**
 * The accounts that the database opens when it approves a registration, and what became of them: verified where the
 * organization is official, handed over where the registration was activated, closed where the organization is no more.
 */
export function registeredAccounts(
  registration: NationalRegistration,
  number: number,
  organization: NationalOrganization,
): UnnumberedAccount[] {
  const { state, purpose, decided_at, activated_at } = registration
  if ((state !== 'approved' && state !== 'activated') || decided_at === null) return []
  const random = randomOf('registered accounts', number)
  const { code: organization_code, official, closed_on } = organization
  const activatedOn = activated_at === null ? null : dayOf(activated_at)
  const existing = registration.existing_accounts.map(
    (claimed): UnnumberedAccount => ({
      ...UNOPENED,
      organization_code,
      ...claimed,
      opened_on: dayOf(decided_at),
    }),
  )
  const accounts = [...existing, ...wished(registration, number, organization_code, activatedOn)]
  // The school was handed the account that it wished for, or else the first one it had.
  const handed =
    accounts.findLast(({ opened_on }) => opened_on !== null && opened_on === activatedOn) ?? accounts[0]
  const last = closed_on ?? AS_OF
  const isFirst = purpose === 'register'
  let needsOfficial = isFirst && official
  return accounts.map((each) => {
    const isOpened = each.opened_on !== null
    const isVerified = isOpened && (needsOfficial || ((official || closed_on !== null) && random.chance(0.5)))
    if (isVerified) needsOfficial = false
    const handedOver =
      each === handed && activatedOn !== null ? { ...each, handed_over_on: activatedOn } : each
    const account = isVerified ? verified(handedOver, random, last) : handedOver
    return closed_on === null ? account : closedOn({ ...account, checked_at: null }, closed_on)
  })
}

/** Not opened before the school has confirmed it; the platform's name for it is known only then. */
function wished(
  { wanted_platform: platform, wanted_nickname: nickname }: NationalRegistration,
  number: number,
  organization_code: string,
  activatedOn: string | null,
): UnnumberedAccount[] {
  if (platform === null) return []
  if (activatedOn === null) return [{ ...UNOPENED, organization_code, platform, nickname }]
  const named = inventedHandle(platform, handleSerial(number, 9))
  return [{ ...UNOPENED, organization_code, ...named, nickname, opened_on: activatedOn }]
}
