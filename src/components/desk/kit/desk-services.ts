import { type DeskGateway, databaseDesk } from '../../../lib/desk/desk-gateway.ts'
import { connect, SESSION_KEY } from '../../../lib/session/client.ts'
import { createDatabaseCall } from '../../../lib/session/database-call.ts'
import { type MailboxGateway, supabaseMailbox } from '../../../lib/session/mailbox-gateway.ts'
import { tabStorage } from '../../../lib/session/tab-storage.ts'

export interface DeskServices {
  readonly mailbox: MailboxGateway
  readonly desk: DeskGateway
}

export function browserDesk(): DeskServices {
  const storage = tabStorage()
  return {
    mailbox: supabaseMailbox(connect, () => storage.getItem(SESSION_KEY) !== null),
    desk: databaseDesk(createDatabaseCall(connect)),
  }
}
