import { z } from 'zod'
import { Instant } from '../instants.ts'
import {
  CredentialLink,
  CredentialState,
  LinkRefusal,
  OpenCredentialRequest,
  OpenedCredential,
} from './credential.ts'

/** One link to one proven mailbox, behind it a table of accounts that the level above hands on, one by one. */

/** The fragment of `/credential#bundle=<bundle>.<generation>.<token>`. */
export const BundleLink = z.object({
  bundle: z.uuid(),
  generation: CredentialLink.shape.generation,
  token: CredentialLink.shape.token,
})
export type BundleLink = z.output<typeof BundleLink>

const PREFIX = 'bundle='

export function formatBundleLink({ bundle, generation, token }: BundleLink): string {
  return `${PREFIX}${bundle}.${generation}.${token}`
}

/** Parses the fragment, with or without `#`; null where it carries no bundle. */
export function parseBundleLink(fragment: string): BundleLink | null {
  const text = fragment.replace(/^#/, '')
  if (!text.startsWith(PREFIX)) return null
  const [bundle, generation, token, ...rest] = text.slice(PREFIX.length).split('.')
  if (rest.length > 0) return null
  return BundleLink.safeParse({ bundle, generation: Number(generation), token }).data ?? null
}

/** What the token of a bundle is signed for: never the same text as a credential's own. */
export const bundleSubject = (bundle: string) => `bundle:${bundle}`

/** POST /functions/v1/open-bundle. */
export const OpenBundleRequest = z.discriminatedUnion('act', [
  BundleLink.extend({ act: z.literal('list') }),
  BundleLink.extend({
    act: z.literal('open'),
    credential: z.uuid(),
    reader: OpenCredentialRequest.shape.reader,
  }),
  BundleLink.extend({
    act: z.literal('hand_on'),
    credential: z.uuid(),
    /** Who took it, as the bearer writes it: name, perhaps a telephone. */
    taken_by: z.string().max(200),
  }),
])
export type OpenBundleRequest = z.output<typeof OpenBundleRequest>

export const BundledAccount = z.object({
  credential: z.uuid(),
  organization_code: z.string(),
  organization_name: z.string(),
  platform_name: z.string(),
  nickname: z.string().nullable(),
  state: CredentialState,
  can_open: z.boolean(),
  opened_at: Instant.nullable(),
  handed_on_at: Instant.nullable(),
  taken_by: z.string().nullable(),
})
export type BundledAccount = z.output<typeof BundledAccount>

export const ListedBundle = z.object({
  outcome: z.literal('listed'),
  title: z.string(),
  organization_name: z.string(),
  link_expires_at: Instant,
  accounts: z.array(BundledAccount),
})
export type ListedBundle = z.output<typeof ListedBundle>

export const HandOnReply = z.union([
  z.object({ outcome: z.literal('handed_on') }),
  z.object({ outcome: z.literal('not_opened') }),
  z.object({ outcome: z.literal('taker_missing') }),
  LinkRefusal,
])
export type HandOnReply = z.output<typeof HandOnReply>

export const ListBundleReply = z.union([ListedBundle, LinkRefusal])
export type ListBundleReply = z.output<typeof ListBundleReply>

/** As a credential's own link answers. */
export const OpenBundledReply = z.union([OpenedCredential, LinkRefusal])
export type OpenBundledReply = z.output<typeof OpenBundledReply>

/** One line of the reply of `desk_bundles()`: what the level above hands on, without its link. */
export const DeskBundle = z.object({
  id: z.uuid(),
  title: z.string(),
  /** Masked. */
  email: z.string(),
  link_expires_at: Instant.nullable(),
  can_send_link: z.boolean(),
  waiting: z.int(),
  opened: z.int(),
  handed_on: z.int(),
})
export type DeskBundle = z.output<typeof DeskBundle>
