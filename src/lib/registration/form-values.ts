import { z } from 'zod'
import {
  DivisionCode,
  OrganizationCode,
  OrganizationKind,
  OrganizationLevel,
  OrganizationStatus,
} from '#contracts/directory.ts'
import { PROPOSED_KIND } from '#contracts/federation.ts'
import { PlatformId, RegistrationPurpose } from '#contracts/registration/registration.ts'

/** Everything the form holds, as it was typed. The tab and the server's draft keep this very shape. */

export const ChosenOrganization = z.object({
  code: OrganizationCode,
  name: z.string(),
  place: z.string(),
  level: OrganizationLevel,
  kind: OrganizationKind,
  status: OrganizationStatus,
})
export type ChosenOrganization = z.output<typeof ChosenOrganization>

const Code = z.union([DivisionCode, z.literal('')])

/** `county` equal to `prefecture` (or to `province`) means: belongs to no county. */
export const ProposedOrganization = z.object({
  name: z.string(),
  province: Code,
  prefecture: Code,
  county: Code,
})
export type ProposedOrganization = z.output<typeof ProposedOrganization>

/** A row is named by an address that was pasted, or by platform and account name where there is no address. */
export const AccountFormRow = z.object({
  key: z.string(),
  by: z.enum(['address', 'name']),
  pasted: z.string(),
  platform: PlatformId,
  handle: z.string(),
  nickname: z.string(),
})
export type AccountFormRow = z.output<typeof AccountFormRow>

export const FormValues = z.object({
  /** The registration that is handed in again; null for a new one. */
  correcting: z.uuid().nullable(),
  /** What this hand-in is called, however often it is sent; null before the form is opened. */
  key: z.string().nullable().default(null),
  purpose: RegistrationPurpose,
  organization: ChosenOrganization.nullable(),
  proposing: z.boolean(),
  proposal: ProposedOrganization,
  email: z.string(),
  contact: z.object({ name: z.string(), post: z.string(), phone: z.string(), mobile: z.string() }),
  has_accounts: z.boolean(),
  existing_accounts: z.array(AccountFormRow),
  wants_account: z.boolean(),
  wanted_account: z.object({ platform: PlatformId, nickname: z.string() }),
  note: z.string(),
  declared: z.boolean(),
  consented_register: z.boolean(),
  consented_mail: z.boolean(),
})
export type FormValues = z.output<typeof FormValues>

/** `crypto.randomUUID` is younger than some browsers that we serve. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

let rows = 0

export function emptyRow(by: AccountFormRow['by']): AccountFormRow {
  rows += 1
  const key = `${Date.now().toString(36)}-${rows}`
  return { key, by, pasted: '', platform: by === 'name' ? 'wechat' : 'weibo', handle: '', nickname: '' }
}

export const EMPTY_FORM: FormValues = {
  correcting: null,
  key: null,
  purpose: 'register',
  organization: null,
  proposing: false,
  proposal: { name: '', province: '', prefecture: '', county: '' },
  email: '',
  contact: { name: '', post: '', phone: '', mobile: '' },
  has_accounts: false,
  existing_accounts: [],
  wants_account: false,
  wanted_account: { platform: 'weibo', nickname: '' },
  note: '',
  declared: false,
  consented_register: false,
  consented_mail: false,
}

/** The level whose naming rule holds; an organization that is not in the directory yet is taken for the kind that is proposed. */
export const levelOf = (values: FormValues) =>
  (values.proposing ? null : values.organization?.level) ?? PROPOSED_KIND.level

export const organizationNameOf = (values: FormValues) =>
  values.proposing ? values.proposal.name : (values.organization?.name ?? '')
