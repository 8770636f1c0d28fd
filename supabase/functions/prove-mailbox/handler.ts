import { equalInConstantTime } from '../_shared/constant-time.ts'
import { MailboxCode, type ProveMailboxReply } from '../_shared/contracts/contact/mailbox.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import type { Log } from '../_shared/log.ts'
import { createPageFunction, type PageDoor } from '../_shared/page-function.ts'

/**
 * Takes the code that was sent to a new mailbox. Only the functions can say which code is right; whether it still counts, and how
 * often it may be wrong, is the database's to say.
 */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: Pick<LinkSigner, 'code'>
  readonly database: Pick<Database, 'proveMailbox'>
  readonly log: Log
}): Guarded {
  const { links, database } = dependencies
  return createPageFunction<ProveMailboxReply>({
    ...dependencies,
    failure: 'mailbox_not_proven',
    status: { proven: 200, wrong_code: 403, superseded: 410, expired: 410, too_many_codes: 429, failed: 500 },
    act: async (json) => {
      const posted = MailboxCode.safeParse(json)
      if (!posted.success) return { outcome: 'wrong_code' }
      const { proof, number, code } = posted.data
      const isRight = await equalInConstantTime(code, await links.code(proof, number))
      return database.proveMailbox(proof, number, isRight)
    },
  })
}
