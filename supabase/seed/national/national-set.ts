import { ANNOUNCEMENTS, type NationalAnnouncement, nationalAnnouncements } from './hall/announcements.ts'
import { NATIONAL_SIZE, type NationalRegister, nationalRegister } from './register/organizations.ts'
import type { RealRegister } from './register/real-register.ts'
import type { NationalAccount } from './registrations/account.ts'
import { ACCOUNTS, nationalAccounts } from './registrations/accounts.ts'
import type { NationalRegistration } from './registrations/registration.ts'
import { nationalRegistrations, REGISTRATIONS } from './registrations/registrations.ts'

export interface NationalSet extends NationalRegister {
  readonly registrations: readonly NationalRegistration[]
  readonly accounts: readonly NationalAccount[]
  readonly announcements: readonly NationalAnnouncement[]
}

/** The whole of it for `size` organizations: what else there is keeps its proportion to 77,000. */
export function nationalSet(real: RealRegister, size: number = NATIONAL_SIZE): NationalSet {
  const inProportion = (count: number) => Math.round((count * size) / NATIONAL_SIZE)
  const register = nationalRegister(real, size)
  const registrations = nationalRegistrations(register, inProportion(REGISTRATIONS))
  return {
    ...register,
    registrations,
    accounts: nationalAccounts(register, registrations, inProportion(ACCOUNTS)),
    announcements: nationalAnnouncements(register, inProportion(ANNOUNCEMENTS)),
  }
}
