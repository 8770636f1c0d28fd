import { z } from 'zod'
import { DeskRecovery } from '#contracts/contact/recovery.ts'
import { DeskBundle } from '#contracts/credential/bundle.ts'
import { Desk, type TaskKind } from '#contracts/desk/task.ts'
import type { DatabaseCall } from '../session/database-call.ts'
import { Nothing, type Reply } from '../session/reply.ts'

const ChangeAsked = z.object({ outcome: z.enum(['code_sent', 'waits_for_old']), email: z.string() })
const LinkSent = z.object({ outcome: z.enum(['queued', 'asked']) })

export interface DeskGateway {
  /** Fifty, oldest first, after the id that was seen last. */
  tasks(kind: TaskKind | null, after: number | null): Promise<Reply<Desk>>
  bundles(): Promise<Reply<DeskBundle[]>>
  recoveries(registrationId: string): Promise<Reply<DeskRecovery[]>>
  /** `waits_for_old`: the old mailbox still takes mail, so it is asked first. The same address again sends another code. */
  changeMailbox(registrationId: string, email: string): Promise<Reply<z.output<typeof ChangeAsked>>>
  withdrawChange(registrationId: string): Promise<Reply<null>>
  /** `asked`: nothing is sealed any more, staff must issue again. */
  sendLink(credentialId: string): Promise<Reply<z.output<typeof LinkSent>>>
  confirmActivation(credentialId: string): Promise<Reply<null>>
  decideRecovery(recoveryId: string, isApproved: boolean, reason: string | null): Promise<Reply<null>>
  sendBundle(bundleId: string): Promise<Reply<null>>
}

export function databaseDesk(call: DatabaseCall): DeskGateway {
  return {
    tasks: (kind, after) => call('desk_tasks', { kind, after }, Desk),
    bundles: () => call('desk_bundles', {}, z.array(DeskBundle)),
    recoveries: (registration_id) => call('desk_recoveries', { registration_id }, z.array(DeskRecovery)),
    changeMailbox: (registration_id, email) =>
      call('desk_change_mailbox', { registration_id, email }, ChangeAsked),
    withdrawChange: (registration_id) => call('desk_withdraw_change', { registration_id }, Nothing),
    sendLink: (credential_id) => call('desk_send_link', { credential_id }, LinkSent),
    confirmActivation: (credential_id) => call('desk_confirm_activation', { credential_id }, Nothing),
    decideRecovery: (recovery_id, is_approved, reason) =>
      call('desk_decide_recovery', { recovery_id, is_approved, reason }, Nothing),
    sendBundle: (bundle_id) => call('desk_send_bundle', { bundle_id }, Nothing),
  }
}
