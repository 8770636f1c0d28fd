import { z } from 'zod'
import { ACTIVATION_CHECKLIST } from '../federation.ts'
import { Instant } from '../instants.ts'

/** The one-time link, what the page posts, and what the functions answer. */

export const CredentialState = z.enum([
  'issued',
  'queued',
  'sent',
  'delivered',
  'opened',
  'activated',
  'undeliverable',
  'no_response',
  'expired',
  'revoked',
])
export type CredentialState = z.output<typeof CredentialState>

/** One hand-out as `private.credential_json` tells it, to its school and to the level above. */
export const CredentialProgress = z.object({
  id: z.uuid(),
  platform: z.string(),
  nickname: z.string().nullable(),
  state: CredentialState,
  /** Nobody opened the newest link in time, whatever the state says besides. */
  is_expired: z.boolean(),
  sent_at: Instant.nullable(),
  link_expires_at: Instant.nullable(),
  opened_at: Instant.nullable(),
  activated_at: Instant.nullable(),
  /** How often its school was reminded. */
  reminders: z.int(),
  /** The bytes are still sealed in the database, so a new link can go out at once; else staff must issue again. */
  can_send_link: z.boolean(),
  /** The school asked for a new hand-out and staff have not acted yet. */
  reissue_requested_at: Instant.nullable(),
  /** Why it could not be delivered, in words; null in every other state. */
  trouble: z.string().nullable(),
})
export type CredentialProgress = z.output<typeof CredentialProgress>

/** The fragment of `/credential#<credential>.<generation>.<token>`; token is 32 bytes in base64url. */
export const CredentialLink = z.object({
  credential: z.uuid(),
  generation: z.int32().min(1),
  token: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type CredentialLink = z.output<typeof CredentialLink>

export function formatLink(link: CredentialLink): string {
  return `${link.credential}.${link.generation}.${link.token}`
}

/** Parses the fragment, with or without `#`; null where it is not a link. */
export function parseLink(fragment: string): CredentialLink | null {
  const [credential, generation, token, ...rest] = fragment.replace(/^#/, '').split('.')
  if (rest.length > 0) return null
  const link = CredentialLink.safeParse({ credential, generation: Number(generation), token })
  return link.success ? link.data : null
}

/** POST /functions/v1/open-credential. `reader` is a nonce of this browser: it alone may read again, for ten minutes. */
export const OpenCredentialRequest = CredentialLink.extend({
  reader: z.string().regex(/^[A-Za-z0-9_-]{22,86}$/),
})

/** Why a link does not open; each gets a page that says what to do. */
export const LinkRefusal = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('already_opened'), opened_at: Instant }),
  z.object({ outcome: z.literal('expired') }),
  z.object({ outcome: z.literal('superseded') }),
  z.object({ outcome: z.literal('revoked') }),
  z.object({ outcome: z.literal('activated') }),
  z.object({ outcome: z.literal('wrong_link') }),
  z.object({ outcome: z.literal('too_many_attempts'), retry_after_s: z.int() }),
  z.object({ outcome: z.literal('failed') }),
])
export type LinkRefusal = z.output<typeof LinkRefusal>

export const OpenedCredential = z.object({
  outcome: z.literal('opened'),
  organization_code: z.string(),
  organization_name: z.string(),
  platform_name: z.string(),
  platform_home: z.string().nullable(),
  login_name: z.string(),
  initial_password: z.string(),
  /** Until then this browser may read it again; afterwards it is erased. */
  readable_until: Instant,
})
export type OpenedCredential = z.output<typeof OpenedCredential>

/** HTTP: opened 200; already_opened, expired, superseded, revoked, activated 410; wrong_link 403; too_many_attempts 429; failed 500. */
export const OpenCredentialReply = z.union([OpenedCredential, LinkRefusal])
export type OpenCredentialReply = z.output<typeof OpenCredentialReply>

export const ActivationItem = z.enum(ACTIVATION_CHECKLIST.map((entry) => entry.item))

/** POST /functions/v1/confirm-activation. What is required of the checklist must be in it. */
export const ConfirmActivationRequest = CredentialLink.extend({ checklist: z.array(ActivationItem) })

export const ConfirmedActivation = z.object({
  outcome: z.literal('confirmed'),
  organization_code: z.string(),
  organization_name: z.string(),
  activated_at: Instant,
})

/** HTTP: confirmed 200 (again for a repeated confirmation), refusals as above, not_opened 409, checklist_incomplete 400. */
export const ConfirmActivationReply = z.union([
  ConfirmedActivation,
  z.object({ outcome: z.literal('not_opened') }),
  z.object({ outcome: z.literal('checklist_incomplete') }),
  LinkRefusal,
])
export type ConfirmActivationReply = z.output<typeof ConfirmActivationReply>
