import { z } from 'zod'
import { Account, Announcement, Division, Organization, Platform } from '#contracts/directory.ts'

/** The relations of the snapshot: the row as the contract gives it, and the primary key that REST is paged by. */
export const RELATIONS = {
  divisions: { row: Division, key: 'code' },
  platforms: { row: Platform, key: 'id' },
  organizations: { row: Organization, key: 'code' },
  accounts: { row: Account, key: 'id' },
  announcements: { row: Announcement, key: 'slug' },
} as const

export type RelationName = keyof typeof RELATIONS
export type Relations = { [Name in RelationName]: z.output<(typeof RELATIONS)[Name]['row']>[] }
export const RELATION_NAMES = [
  'divisions',
  'platforms',
  'organizations',
  'accounts',
  'announcements',
] as const

const Flag = z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1)
const JsonText = z.string().transform((text): unknown => JSON.parse(text))

/** The same rows as SQLite gives them back: booleans as 0/1, lists as JSON text. */
export const DivisionRow = Division.extend({ is_placeholder: Flag })
export const PlatformRow = Platform.extend({ is_alive: Flag })
export const OrganizationRow = Organization.extend({ aliases: JsonText.pipe(Organization.shape.aliases) })
export const AccountRow = Account.extend({ official: Flag })
export const AnnouncementRow = Announcement.extend({
  attachments: JsonText.pipe(Announcement.shape.attachments),
  audience_kinds: JsonText.pipe(Announcement.shape.audience_kinds),
  audience_levels: JsonText.pipe(Announcement.shape.audience_levels),
})
