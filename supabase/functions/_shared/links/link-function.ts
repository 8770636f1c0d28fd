import type { Database } from '../database/database.ts'
import type { Guarded } from '../doors.ts'
import type { Log } from '../log.ts'
import { createPageFunction, type PageAnswer, type PageDoor } from '../page-function.ts'
import type { LinkSigner } from './link.ts'
import { refuseWrongLink } from './wrong-link.ts'

const STATUS = {
  opened: 200,
  confirmed: 200,
  listed: 200,
  handed_on: 200,
  taker_missing: 400,
  checklist_incomplete: 400,
  wrong_link: 403,
  not_opened: 409,
  already_opened: 410,
  expired: 410,
  superseded: 410,
  revoked: 410,
  activated: 410,
  too_many_attempts: 429,
  failed: 500,
} as const satisfies Record<string, number>

type LinkAnswer = PageAnswer & { readonly outcome: keyof typeof STATUS }

/** What the functions behind a one-time link share: whatever does not carry a link of ours is refused before `act`. */
export function createLinkFunction<Posted>(options: {
  readonly door: PageDoor
  readonly links: LinkSigner
  readonly database: Pick<Database, 'takeAttempt'>
  readonly log: Log
  /** Event name of what was not foreseen. */
  readonly failure: string
  /** Null where the body is no such request: it counts as a wrong link. */
  readonly parse: (json: unknown) => Posted | null
  readonly verify: (posted: Posted) => Promise<boolean>
  readonly act: (posted: Posted) => Promise<LinkAnswer>
}): Guarded {
  const { links, database } = options
  return createPageFunction<LinkAnswer>({
    ...options,
    status: STATUS,
    act: async (json, caller) => {
      const posted = options.parse(json)
      return posted !== null && (await options.verify(posted))
        ? options.act(posted)
        : refuseWrongLink(caller, links, database)
    },
  })
}
