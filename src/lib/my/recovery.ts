import { z } from 'zod'
import { dateInWords } from '#contracts/time.ts'
import type { DatabaseCall } from '../session/database-call.ts'
import type { Reply } from '../session/reply.ts'

/** Access that was lost: asked for from a proven mailbox, decided by the level above, never a second account. */

const Time = z.iso.datetime({ offset: true })

export const MyRecovery = z.object({
  id: z.uuid(),
  organization_code: z.string(),
  organization_name: z.string(),
  why: z.enum(['password_lost', 'person_left']),
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn', 'done']),
  decision_reason: z.string().nullable(),
  asked_at: Time,
  decided_at: Time.nullable(),
})
export type MyRecovery = z.output<typeof MyRecovery>

export interface RecoveryRequest {
  organization_code: string
  why: MyRecovery['why']
  contact: { name: string; post: string; phone: string; mobile: string }
  note: string
}

export interface RecoveryGateway {
  mine(): Promise<Reply<MyRecovery[]>>
  ask(request: RecoveryRequest): Promise<Reply<string>>
  withdraw(id: string): Promise<Reply<null>>
}

export const databaseRecovery = (call: DatabaseCall): RecoveryGateway => ({
  mine: () => call('my_recoveries', {}, z.array(MyRecovery)),
  ask: (request) => call('request_recovery', { request }, z.uuid()),
  withdraw: (recovery_id) =>
    call(
      'withdraw_recovery',
      { recovery_id },
      z.unknown().transform(() => null),
    ),
})

export function recoveryInWords({ organization_name, state, asked_at, decision_reason }: MyRecovery): string {
  const asked = `${dateInWords(asked_at)} 为「${organization_name}」申请找回账号：`
  switch (state) {
    case 'asked':
      return `${asked}等上级团组织打电话核实。`
    case 'approved':
      return `${asked}上级已同意，等工作人员重新发放。办好以后，一次性链接发到您的邮箱。`
    case 'done':
      return `${asked}已重新发放，请查看邮箱里的一次性链接。`
    case 'refused':
      return `${asked}上级没有同意。原因：${decision_reason ?? ''}`
    case 'withdrawn':
      return `${asked}已撤回。`
  }
}
