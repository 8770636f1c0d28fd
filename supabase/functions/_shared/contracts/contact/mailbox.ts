import { z } from 'zod'
import { Instant } from '../instants.ts'

/** What proves a mailbox, the link that carries it, and what the function answers. */

/** The fragment of `/my#mailbox=<proof>.<number>.<code>`. */
export const MailboxCode = z.object({
  proof: z.uuid(),
  /** How many codes were sent for this proof so far; earlier ones are dead. */
  number: z.int32().min(1),
  /** Six digits where the school asked and types them; the token of a link where somebody else did. */
  code: z.string().regex(/^(?:\d{6}|[A-Za-z0-9_-]{43})$/),
})
export type MailboxCode = z.output<typeof MailboxCode>

/** Six digits, and no link's token. */
export const isTyped = ({ code }: Pick<MailboxCode, 'code'>): boolean => code.length === 6

/** What the token of a mailbox's link is signed for: never the same text as a credential's or a bundle's. */
export const mailboxSubject = (proof: string) => `mailbox:${proof}`

/** POST /functions/v1/prove-mailbox. `look` only asks what there is to confirm; with six digits it is a try like any other. */
export const ProveMailboxRequest = MailboxCode.extend({ act: z.enum(['look', 'confirm']) })
export type ProveMailboxRequest = z.output<typeof ProveMailboxRequest>

const PREFIX = 'mailbox='

export function formatMailboxCode({ proof, number, code }: MailboxCode): string {
  return `${PREFIX}${proof}.${number}.${code}`
}

/** Parses the fragment, with or without `#`; null where it carries no code. */
export function parseMailboxCode(fragment: string): MailboxCode | null {
  const text = fragment.replace(/^#/, '')
  if (!text.startsWith(PREFIX)) return null
  const [proof, number, code, ...rest] = text.slice(PREFIX.length).split('.')
  if (rest.length > 0) return null
  return MailboxCode.safeParse({ proof, number: Number(number), code }).data ?? null
}

export const MailboxRefusal = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('wrong_code') }),
  z.object({ outcome: z.literal('superseded') }),
  z.object({ outcome: z.literal('too_many_codes') }),
  /** Codes before were wrong too often: nothing is tried, and nothing counted, until the pause is over. */
  z.object({ outcome: z.literal('paused'), retry_after_s: z.int() }),
  z.object({ outcome: z.literal('expired') }),
  z.object({ outcome: z.literal('failed') }),
])
export type MailboxRefusal = z.output<typeof MailboxRefusal>

const AboutMailbox = z.object({
  /** `change`: mail goes there from now on. `check`: it does already, and the mailbox is known to be alive. */
  purpose: z.enum(['change', 'check']),
  /** Null where the organization is not in the register yet. */
  organization_name: z.string().nullable(),
  mailbox: z.string(),
})

export const ProvenMailbox = AboutMailbox.extend({ outcome: z.literal('proven') })
export type ProvenMailbox = z.output<typeof ProvenMailbox>

/** What the page shows before anything is confirmed. */
export const WaitingProof = AboutMailbox.extend({ outcome: z.literal('waits') })
export type WaitingProof = z.output<typeof WaitingProof>

/** HTTP: proven, waits 200; wrong_code 403; superseded, expired 410; too_many_codes, paused 429; failed 500. */
export const ProveMailboxReply = z.union([ProvenMailbox, WaitingProof, MailboxRefusal])
export type ProveMailboxReply = z.output<typeof ProveMailboxReply>

export const ProofAsker = z.enum(['school', 'supervisor', 'staff'])

/** Whether the mailbox that is to be another one is proven too, and by what. */
export const OldMailboxAnswer = z.enum([
  'signed_in',
  'undeliverable',
  'asked',
  'agreed',
  'declined',
  'silent',
  'recovered',
])
export type OldMailboxAnswer = z.output<typeof OldMailboxAnswer>

/** What only the present contact can say: whether a stranger's registration is the organization's, or somebody else's wish for a mailbox. */
export const ContactQuestion = z.object({
  id: z.uuid(),
  about: z.enum(['change', 'add_account', 'mailbox']),
  /** Null where a stranger asks. */
  asked_by: ProofAsker.nullable(),
  /** Where mail would go after a yes. */
  mailbox: z.string(),
  asked_at: Instant,
  /** When it goes on without an answer: to the level above, or to the new mailbox. Null where no letter told of it yet. */
  due_at: Instant.nullable(),
})
export type ContactQuestion = z.output<typeof ContactQuestion>

/** Another mailbox that waits for its code, as `private.change_json` tells it. */
export const MailboxChange = z.object({
  id: z.uuid(),
  code_number: z.int(),
  email: z.string(),
  asked_by: ProofAsker,
  old_mailbox: OldMailboxAnswer,
  asked_at: Instant,
  code_sent_at: Instant,
  expires_at: Instant,
  /** Why the code could not be delivered. */
  trouble: z.string().nullable(),
})
export type MailboxChange = z.output<typeof MailboxChange>
