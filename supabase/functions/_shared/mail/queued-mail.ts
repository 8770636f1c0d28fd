import { z } from 'zod'

/** A mail as `claim_mail` hands it over: whom it is for, and the facts its letter is written from. */

const Addressed = z.object({
  id: z.union([z.string(), z.int()]).transform(String),
  to: z.string().min(3),
})

const About = z.object({
  organization_name: z.string(),
  organization_code: z
    .string()
    .regex(/^[1-9]\d{5}$/)
    .nullish(),
  contact_name: z.string().nullish(),
})

const Reasoned = About.extend({ reason: z.string() })

const HandOut = About.extend({
  platform_name: z.string(),
  link_expires_at: z.iso.datetime({ offset: true }),
})

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
    credential_id: z.uuid(),
    generation: z.int().min(1),
  }),
  Addressed.extend({
    kind: z.literal('activation_confirmed'),
    payload: About.extend({ platform_name: z.string().nullish() }),
  }),
])
export type QueuedMail = z.output<typeof QueuedMail>
export type MailKind = QueuedMail['kind']
