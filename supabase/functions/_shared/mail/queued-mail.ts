import { z } from 'zod'

/**
 * A mail as `claim_mail` hands it over: whom it is for, and the facts its letter is written from. What a link or a code stands for is
 * named by `subject_id`; the kind says whether that is a credential, a bundle, the proof of a mailbox, an answer to a check or a
 * request by somebody else.
 */

const Addressed = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  to: z.string().min(3),
})

const About = z.object({
  /** As the register has it; null where a stranger's proposal is all there is. */
  organization_name: z.string().nullish(),
  organization_code: z
    .string()
    .regex(/^[1-9]\d{5}$/)
    .nullish(),
  /** Of a contact whom the level above has approved, or of staff. */
  contact_name: z.string().nullish(),
})

const Reasoned = About.extend({ reason: z.string() })

const HandOut = About.extend({
  platform_name: z.string(),
  link_expires_at: z.iso.datetime({ offset: true }),
})

const Asker = z.enum(['school', 'supervisor', 'staff'])

export const QueuedMail = z.discriminatedUnion('kind', [
  Addressed.extend({
    kind: z.literal('registration_received'),
    payload: About.extend({ answer_due_on: z.iso.date().nullish() }),
  }),
  Addressed.extend({ kind: z.literal('registration_returned'), payload: Reasoned }),
  Addressed.extend({
    kind: z.literal('registration_approved'),
    payload: About.extend({ reason: z.string().nullish() }),
  }),
  Addressed.extend({ kind: z.literal('registration_rejected'), payload: Reasoned }),
  Addressed.extend({ kind: z.literal('registration_withdrawn'), payload: About }),
  Addressed.extend({
    kind: z.literal('credential_link'),
    payload: HandOut,
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('credential_reminder'),
    payload: HandOut,
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('activation_reminder'),
    payload: About.extend({ platform_name: z.string() }),
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('mailbox_check'),
    payload: About,
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('desk_digest'),
    payload: About.extend({
      undeliverable: z.int(),
      no_response: z.int(),
      not_activated: z.int(),
      mailbox: z.int(),
      recovery: z.int(),
      no_contact: z.int(),
    }),
  }),
  Addressed.extend({
    kind: z.literal('mailbox_proof'),
    payload: About.extend({ asked_by: Asker }),
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('mailbox_link'),
    payload: About.extend({ asked_by: Asker }),
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('mailbox_question'),
    payload: About.extend({ asked_by: Asker.exclude(['school']), new_mailbox: z.string() }),
  }),
  // Nothing of what the stranger typed: neither name nor note, and no address.
  Addressed.extend({
    kind: z.literal('foreign_request'),
    payload: About.extend({ purpose: z.enum(['change', 'add_account']) }),
  }),
  Addressed.extend({
    kind: z.literal('mailbox_changed'),
    payload: About.extend({
      asked_by: Asker,
      reader: z.enum(['old', 'new', 'supervisor']),
      /** Masked: enough to recognise, too little to learn. */
      old_mailbox: z.string(),
      new_mailbox: z.string(),
    }),
  }),
  Addressed.extend({
    kind: z.literal('recovery_asked'),
    payload: About.extend({
      why: z.enum(['password_lost', 'person_left']),
      reader: z.enum(['asker', 'old']),
    }),
  }),
  Addressed.extend({
    kind: z.literal('recovery_decided'),
    payload: About.extend({ is_approved: z.boolean(), reason: z.string().nullish() }),
  }),
  Addressed.extend({
    kind: z.literal('bundle_link'),
    payload: About.extend({
      title: z.string(),
      accounts: z.int(),
      link_expires_at: z.iso.datetime({ offset: true }),
    }),
    subject_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('activation_confirmed'),
    payload: About.extend({ platform_name: z.string().nullish() }),
  }),
])
export type QueuedMail = z.output<typeof QueuedMail>
export type MailKind = QueuedMail['kind']
