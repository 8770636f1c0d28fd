import { z } from 'zod'
import { ContactQuestion, MailboxChange } from '../contact/mailbox.ts'
import { CredentialProgress } from '../credential/credential.ts'
import { Day, Instant } from '../instants.ts'
import { RegistrationPurpose, RegistrationState } from './registration.ts'

/** The reply of `my_registrations()`: what `/my` needs, newest first, only the caller's own. */

/** Where mail about a registration goes, and the other mailbox that waits for its code. */
export const MyMailbox = z.object({
  email: z.string(),
  /** Why nothing is sent there any more; null where it is. */
  trouble: z.string().nullable(),
  change: MailboxChange.nullable(),
  questions: z.array(ContactQuestion),
})
export type MyMailbox = z.output<typeof MyMailbox>

export const MyRegistration = z.object({
  id: z.uuid(),
  purpose: RegistrationPurpose,
  state: RegistrationState,
  organization_code: z.string().nullable(),
  organization_name: z.string().nullable(),
  proposal: z.object({ name: z.string(), division_code: z.string() }).nullable(),
  contact: z
    .object({ name: z.string(), post: z.string(), phone: z.string().nullable(), mobile: z.string() })
    .nullable(),
  mailbox: MyMailbox.nullable(),
  existing_accounts: z.array(
    z.object({
      platform: z.string(),
      handle: z.string(),
      nickname: z.string(),
      address: z.string().nullable(),
    }),
  ),
  wanted_account: z.object({ platform: z.string(), nickname: z.string() }).nullable(),
  note: z.string().nullable(),
  /** Free shape, as the form saved it through `save_registration_draft`; only in state `draft`. */
  draft: z.unknown(),
  submitted_at: Instant.nullable(),
  decided_at: Instant.nullable(),
  decision_reason: z.string().nullable(),
  activated_at: Instant.nullable(),
  answer_due_on: Day.nullable(),
  updated_at: Instant,
  credentials: z.array(CredentialProgress),
})
export type MyRegistration = z.output<typeof MyRegistration>

export const MyRegistrations = z.array(MyRegistration)
