import { z } from 'zod'
import { MyRecovery, type RecoveryRequest } from '#contracts/contact/recovery.ts'
import type { DatabaseCall } from '../session/database-call.ts'
import { Nothing, type Reply } from '../session/reply.ts'

/** The recoveries of whoever is signed in. */
export interface RecoveryGateway {
  mine(): Promise<Reply<MyRecovery[]>>
  /** Answers with the id of what was asked. */
  ask(request: RecoveryRequest): Promise<Reply<string>>
  withdraw(id: string): Promise<Reply<null>>
}

export const databaseRecovery = (call: DatabaseCall): RecoveryGateway => ({
  mine: () => call('my_recoveries', {}, z.array(MyRecovery)),
  ask: (request) => call('request_recovery', { request }, z.uuid()),
  withdraw: (recovery_id) => call('withdraw_recovery', { recovery_id }, Nothing),
})
