import { equalInConstantTime } from '../_shared/constant-time.ts'
import {
  isTyped,
  mailboxSubject,
  type ProveMailboxReply,
  ProveMailboxRequest,
} from '../_shared/contracts/contact/mailbox.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import type { Log } from '../_shared/log.ts'
import { createPageFunction, type PageDoor } from '../_shared/page-function.ts'

/**
 * Takes the code or the link that was sent to a mailbox. Only the functions can say which one is right; whether it still counts, whether
 * a code or a link was sent there, and how often a code may be wrong, is the database's to say.
 */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: Pick<LinkSigner, 'code' | 'mint'>
  readonly database: Pick<Database, 'proveMailbox'>
  readonly log: Log
}): Guarded {
  const { links, database } = dependencies
  return createPageFunction<ProveMailboxReply>({
    ...dependencies,
    failure: 'mailbox_not_proven',
    status: {
      proven: 200,
      waits: 200,
      wrong_code: 403,
      superseded: 410,
      expired: 410,
      too_many_codes: 429,
      paused: 429,
      failed: 500,
    },
    act: async (json) => {
      const posted = ProveMailboxRequest.safeParse(json)
      if (!posted.success) return { outcome: 'wrong_code' }
      const { proof, number, code, act } = posted.data
      const byLink = !isTyped(posted.data)
      const right = byLink ? links.mint(mailboxSubject(proof), number) : links.code(proof, number)
      return database.proveMailbox({
        proof_id: proof,
        code_number: number,
        is_right: await equalInConstantTime(code, await right),
        by_link: byLink,
        confirms: act === 'confirm',
      })
    },
  })
}
