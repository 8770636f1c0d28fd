import { z } from 'zod'
import {
  Account,
  Announcement,
  Division,
  Organization,
  Platform,
  RegisterEvent,
} from '#contracts/directory.ts'

/**
 * The relations of the snapshot: the row as the contract gives it, the primary key that REST is paged by, what staff call
 * it, and, where only the newest rows are wanted, how many.
 */
export const RELATIONS = {
  divisions: { row: Division, key: 'code', words: '地区', newest: null },
  platforms: { row: Platform, key: 'id', words: '平台', newest: null },
  organizations: { row: Organization, key: 'code', words: '组织', newest: null },
  accounts: { row: Account, key: 'id', words: '账号', newest: null },
  announcements: { row: Announcement, key: 'slug', words: '公告', newest: null },
  register_events: { row: RegisterEvent, key: 'id', words: '名录动态', newest: 20_000 },
} as const

export type RelationName = keyof typeof RELATIONS
export type Row<Name extends RelationName> = z.output<(typeof RELATIONS)[Name]['row']>
export type Relations = { [Name in RelationName]: Row<Name>[] }
export const RELATION_NAMES = [
  'divisions',
  'platforms',
  'organizations',
  'accounts',
  'announcements',
  'register_events',
] as const satisfies RelationName[]

/** Columns by the contract's names: a column that the database gets later is never carried along. */
export function columnsOf(relation: RelationName): string[] {
  return Object.keys(RELATIONS[relation].row.shape)
}

const Flag = z.union([z.literal(0), z.literal(1)]).transform((number) => number === 1)
const JsonText = z.string().transform((text): unknown => JSON.parse(text))

/** The same rows as SQLite gives them back: booleans as 0/1, lists as JSON text. */
export const DivisionRow = Division.extend({
  is_placeholder: Flag,
  spoken_names: JsonText.pipe(Division.shape.spoken_names),
  former_names: JsonText.pipe(Division.shape.former_names),
})
export const OrganizationRow = Organization.extend({
  aliases: JsonText.pipe(Organization.shape.aliases),
  former_names: JsonText.pipe(Organization.shape.former_names),
  search_names: JsonText.pipe(Organization.shape.search_names),
})
export const AccountRow = Account.extend({ official: Flag })
export const AnnouncementRow = Announcement.extend({
  attachments: JsonText.pipe(Announcement.shape.attachments),
  audience_kinds: JsonText.pipe(Announcement.shape.audience_kinds),
  audience_levels: JsonText.pipe(Announcement.shape.audience_levels),
})
