import { z } from 'zod'
import { ContactToCall } from '../contact/contact.ts'
import { MailboxChange } from '../contact/mailbox.ts'
import { CredentialProgress } from '../credential/credential.ts'
import { Instant } from '../instants.ts'

/** What waits for the supervisor of a subtree. */

export const TaskKind = z.enum([
  'undeliverable',
  'no_response',
  'not_activated',
  'mailbox',
  'recovery',
  'no_contact',
])
export type TaskKind = z.output<typeof TaskKind>

export const DeskTask = z.object({
  id: z.int(),
  kind: TaskKind,
  /** In words, as the school reads it too. */
  reason: z.string(),
  opened_at: Instant,
  organization_code: z.string(),
  organization_name: z.string(),
  /** Null where the credential goes through a bundle. */
  registration_id: z.uuid().nullable(),
  contact: ContactToCall.nullable(),
  change: MailboxChange.nullable(),
  credential: CredentialProgress.nullable(),
})
export type DeskTask = z.output<typeof DeskTask>

/** The reply of `desk_tasks()`: fifty at a time, oldest first; `counts` leaves out kinds of which there is none. */
export const Desk = z.object({
  organizations: z.array(z.object({ code: z.string(), name: z.string() })),
  counts: z.partialRecord(TaskKind, z.int()),
  tasks: z.array(DeskTask),
})
export type Desk = z.output<typeof Desk>
