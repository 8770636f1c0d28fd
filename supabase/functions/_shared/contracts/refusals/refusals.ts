import { OF_ACCOUNTS } from './accounts.ts'
import { OF_ANNOUNCEMENTS } from './announcements.ts'
import { OF_CONTACTS } from './contacts.ts'
import { OF_CREDENTIALS } from './credentials.ts'
import { OF_ORGANIZATIONS } from './organizations.ts'
import { OF_PERSONS } from './persons.ts'
import { OF_RECOVERIES } from './recoveries.ts'
import { OF_REGISTRATIONS } from './registrations.ts'
import { OF_STAFF } from './staff.ts'

/**
 * Every code that the database refuses with, once, in the room of the noun that it begins with. A test holds the rooms to the functions
 * of the database, sentence by sentence; `docs/refusals.md` is written from them by `npm run docs:refusals`. Pages take the type alone.
 */

export const REFUSAL_ROOMS = {
  accounts: OF_ACCOUNTS,
  announcements: OF_ANNOUNCEMENTS,
  contacts: OF_CONTACTS,
  credentials: OF_CREDENTIALS,
  organizations: OF_ORGANIZATIONS,
  persons: OF_PERSONS,
  recoveries: OF_RECOVERIES,
  registrations: OF_REGISTRATIONS,
  staff: OF_STAFF,
} as const

/** What the database says no with (P0001), by its code, which is the `hint`. */
export const REFUSALS = {
  ...OF_ACCOUNTS,
  ...OF_ANNOUNCEMENTS,
  ...OF_CONTACTS,
  ...OF_CREDENTIALS,
  ...OF_ORGANIZATIONS,
  ...OF_PERSONS,
  ...OF_RECOVERIES,
  ...OF_REGISTRATIONS,
  ...OF_STAFF,
} as const

export type RefusalCode = keyof typeof REFUSALS
