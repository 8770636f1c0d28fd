import { z } from 'zod'
import { LEVELS, ORGANIZATION_KINDS, SCHOOL_TYPES, UNIT_TYPES } from './federation.ts'
import { Day, Instant } from './instants.ts'

/** The rows that a visitor may read, one schema per relation, named as the columns of the database are named. */

/** GB/T 2260 division code, six digits; `000000` is the nation. */
export const DivisionCode = z.string().regex(/^\d{6}$/)

/** Permanent code of an organization: six digits given in sequence, never reused, silent about its place. */
export const OrganizationCode = z.string().regex(/^[1-9]\d{5}$/)

export const DivisionLevel = z.enum(LEVELS.flatMap(({ division_level }) => division_level ?? []))

export const OrganizationKind = z.enum(ORGANIZATION_KINDS.map(({ id }) => id))

/** From the root (1) down. */
export const OrganizationLevel = z.literal(LEVELS.map(({ number }) => number))

export const SchoolType = z.enum(SCHOOL_TYPES.map(({ id }) => id))

export const UnitType = z.enum(UNIT_TYPES.map(({ id }) => id))

/** expected: should exist, nothing handed in yet; registered: a registration was approved; closed: no more. */
export const OrganizationStatus = z.enum(['expected', 'registered', 'closed'])

/** Derived by the database from the dates of the account; never written. */
export const AccountState = z.enum(['not_opened', 'opened', 'verified', 'handed_over', 'closed'])

/** Only these two subjects are ever public. */
export const PublicAccountSubject = z.enum(['organization', 'project'])

const HttpAddress = z.url({ protocol: /^https?$/ })

export const Division = z.object({
  code: DivisionCode,
  name: z.string(),
  level: DivisionLevel,
  parent_code: DivisionCode.nullable(),
  /** A layer that exists only so that the tree has four levels (110100, 419000); it has no committee. */
  is_placeholder: z.boolean(),
  /** What people call it beside its name: 京, 延边州, 呼市. */
  spoken_names: z.array(z.string()),
  /** Never the name of another division today. */
  former_names: z.array(z.string()),
})
export type Division = z.output<typeof Division>

export const Platform = z.object({
  id: z.string(),
  name: z.string(),
  home_url: HttpAddress.nullable(),
  /** False for platforms that are gone (t.k618.cn): their accounts stay on record. */
  is_alive: z.boolean(),
  sort_order: z.int(),
})
export type Platform = z.output<typeof Platform>

export const Organization = z.object({
  code: OrganizationCode,
  name: z.string(),
  short_name: z.string().nullable(),
  aliases: z.array(z.string()),
  /** Never the name of another organization today. */
  former_names: z.array(z.string()),
  /** Names that nobody has confirmed: it is found by them, they are neither shown nor given away. */
  search_names: z.array(z.string()),
  english_name: z.string().nullable(),
  kind: OrganizationKind,
  level: OrganizationLevel,
  unit_type: UnitType.nullable(),
  school_type: SchoolType.nullable(),
  division_code: DivisionCode,
  parent_code: OrganizationCode.nullable(),
  /** ltree of codes from the nation down to the organization itself: `100001.100002.100345`. */
  path: z.string(),
  status: OrganizationStatus,
  registered_on: Day.nullable(),
  closed_on: Day.nullable(),
  successor_code: OrganizationCode.nullable(),
})
export type Organization = z.output<typeof Organization>

export const Account = z.object({
  id: z.int(),
  organization_code: OrganizationCode,
  subject: PublicAccountSubject,
  /** Name of the project where the subject is one (R074), otherwise null. */
  project: z.string().nullable(),
  platform: z.string(),
  nickname: z.string().nullable(),
  handle: z.string().nullable(),
  address: HttpAddress.nullable(),
  state: AccountState,
  /** Opened and verified, and not closed (R076). */
  official: z.boolean(),
  opened_on: Day.nullable(),
  verified_on: Day.nullable(),
  handed_over_on: Day.nullable(),
  closed_on: Day.nullable(),
  checked_at: Instant.nullable(),
})
export type Account = z.output<typeof Account>

export const Attachment = z.object({ title: z.string(), address: HttpAddress })

export const Announcement = z.object({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/),
  issuer_code: OrganizationCode,
  title: z.string(),
  document_number: z.string().nullable(),
  addressees: z.string().nullable(),
  /** Markdown without HTML. */
  body: z.string(),
  attachments: z.array(Attachment),
  issued_on: Day,
  publish_at: Instant,
  /** Pinned in the hall while this lies ahead of the snapshot's own time. */
  pinned_until: Instant.nullable(),
  audience_code: OrganizationCode.nullable(),
  audience_kinds: z.array(OrganizationKind),
  audience_levels: z.array(OrganizationLevel),
  relayed_from: z.string().nullable(),
  approved_by: z.string().nullable(),
  basis: z.string().nullable(),
})
export type Announcement = z.output<typeof Announcement>

/** What the register says about itself: `revision` grows with every change that visitors should see. */
export const RegisterState = z.object({
  revision: z.int(),
  changed_at: Instant,
  /** True where the demonstration set is loaded: every page carries the banner 演示数据. */
  is_demonstration: z.boolean(),
})
export type RegisterState = z.output<typeof RegisterState>

/** added: into the register; moved: to another superior or place; reopened: closed before; verified: an account became official, unverified: it is so no more. */
export const RegisterEventName = z.enum([
  'added',
  'registered',
  'renamed',
  'moved',
  'closed',
  'reopened',
  'verified',
  'unverified',
])

/** News of the register, in the order of `id`. */
export const RegisterEvent = z.object({
  id: z.int(),
  happened_at: Instant,
  event: RegisterEventName,
  organization_code: OrganizationCode,
  /** Name of the organization at that time. */
  name: z.string(),
  /** The name before (renamed) or the division's code before (moved). */
  previous: z.string().nullable(),
  platform: z.string().nullable(),
  /** Nickname or handle of the account (verified, unverified). */
  account: z.string().nullable(),
})
export type RegisterEvent = z.output<typeof RegisterEvent>

/** A public row that changed at a revision; `row_key` is its primary key as text. */
export const RegisterChange = z.object({
  id: z.int(),
  relation: z.enum(['divisions', 'platforms', 'organizations', 'accounts']),
  row_key: z.string(),
})
export type RegisterChange = z.output<typeof RegisterChange>
