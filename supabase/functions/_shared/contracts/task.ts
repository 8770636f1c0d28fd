import { z } from 'zod'
import { ContactToCall } from './contact.ts'
import { CredentialState } from './credential.ts'
import { Instant } from './instants.ts'
import { ProofAsker } from './my-registrations.ts'

/** What waits for the supervisor of a subtree. */

export const TaskKind = z.enum(['undeliverable', 'no_response', 'not_activated', 'mailbox', 'recovery'])
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
  /** Another mailbox that waits for its code. */
  change: z
    .object({
      email: z.string(),
      asked_by: ProofAsker,
      code_sent_at: Instant,
      expires_at: Instant,
      trouble: z.string().nullable(),
    })
    .nullable(),
  credential: z
    .object({
      id: z.uuid(),
      platform: z.string(),
      nickname: z.string().nullable(),
      state: CredentialState,
      reminders: z.int(),
      can_send_link: z.boolean(),
      reissue_requested_at: Instant.nullable(),
    })
    .nullable(),
})
export type DeskTask = z.output<typeof DeskTask>

/** The reply of `desk_tasks()`: fifty at a time, oldest first; `counts` leaves out kinds of which there is none. */
export const Desk = z.object({
  organizations: z.array(z.object({ code: z.string(), name: z.string() })),
  counts: z.partialRecord(TaskKind, z.int()),
  tasks: z.array(DeskTask),
})
export type Desk = z.output<typeof Desk>
