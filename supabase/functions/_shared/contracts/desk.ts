import { z } from 'zod'
import { CredentialState } from './credential.ts'
import { ProofAsker } from './my-registrations.ts'

/** What a supervisor sees of the subtree below, and the words that the page and the database share. */

const Time = z.iso.datetime({ offset: true })

export const TaskKind = z.enum(['undeliverable', 'no_response', 'not_activated', 'mailbox', 'recovery'])
export type TaskKind = z.output<typeof TaskKind>

/** The person to call. Shown to those who supervise the organization, and to nobody else. */
export const DeskContact = z.object({
  name: z.string(),
  post: z.string(),
  phone: z.string().nullable(),
  mobile: z.string(),
  email: z.string(),
})
export type DeskContact = z.output<typeof DeskContact>

export const DeskTask = z.object({
  id: z.int(),
  kind: TaskKind,
  /** In words, as the school reads it too. */
  reason: z.string(),
  opened_at: Time,
  organization_code: z.string(),
  organization_name: z.string(),
  /** Null where the credential goes through a bundle. */
  registration_id: z.uuid().nullable(),
  contact: DeskContact.nullable(),
  /** Another mailbox that waits for its code. */
  change: z
    .object({
      email: z.string(),
      asked_by: ProofAsker,
      code_sent_at: Time,
      expires_at: Time,
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
      reissue_requested_at: Time.nullable(),
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

export const DeskRecovery = z.object({
  id: z.uuid(),
  why: z.enum(['password_lost', 'person_left']),
  note: z.string().nullable(),
  asked_at: Time,
  contact: DeskContact,
})
export type DeskRecovery = z.output<typeof DeskRecovery>

export const DeskBundle = z.object({
  id: z.uuid(),
  title: z.string(),
  /** Masked. */
  email: z.string(),
  link_expires_at: Time.nullable(),
  can_send_link: z.boolean(),
  waiting: z.int(),
  opened: z.int(),
  handed_on: z.int(),
})
export type DeskBundle = z.output<typeof DeskBundle>
