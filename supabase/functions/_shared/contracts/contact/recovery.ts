import { z } from 'zod'
import { Instant } from '../instants.ts'
import { Note } from '../registration/note.ts'
import { tidied } from '../text/tidied.ts'
import { ContactInput, ContactToCall } from './contact.ts'

/** Access that was lost: asked for from a proven mailbox, decided by the level above, never a second account. */

/** password_lost: 密码丢失; person_left: 原联系人离任. */
export const RecoveryReason = z.enum(['password_lost', 'person_left'], '请选择为什么要找回')
export type RecoveryReason = z.output<typeof RecoveryReason>

/** asked waits for the level above; approved waits for staff to issue anew; done is issued. */
export const RecoveryState = z.enum(['asked', 'approved', 'refused', 'withdrawn', 'done'])

/** What whoever lost access hands in to `request_recovery(request jsonb)`. The database repeats every rule. */
export const RecoveryInput = z.object({
  /** Which organization's account, by its permanent code. */
  organization_code: tidied('请填写单位编号').pipe(
    z.string().regex(/^[1-9]\d{5}$/, '单位编号是六位数字，在单位页面上能看到'),
  ),
  why: RecoveryReason,
  /** The person who asks and who becomes the contact where the level above agrees. */
  contact: ContactInput,
  /** A word to the level above. */
  note: Note,
})
export type RecoveryInput = z.input<typeof RecoveryInput>
export type RecoveryRequest = z.output<typeof RecoveryInput>

/** One line of the reply of `my_recoveries()`. */
export const MyRecovery = z.object({
  id: z.uuid(),
  organization_code: z.string(),
  organization_name: z.string(),
  why: RecoveryReason,
  state: RecoveryState,
  /** Why the level above did not agree; null in every other state. */
  decision_reason: z.string().nullable(),
  asked_at: Instant,
  decided_at: Instant.nullable(),
})
export type MyRecovery = z.output<typeof MyRecovery>

/** One line of the reply of `desk_recoveries()`: what waits for the supervisor. */
export const DeskRecovery = z.object({
  id: z.uuid(),
  why: RecoveryReason,
  /** What the asker added. */
  note: z.string().nullable(),
  asked_at: Instant,
  /** The asker, with the mailbox that was proven. */
  contact: ContactToCall,
})
export type DeskRecovery = z.output<typeof DeskRecovery>
