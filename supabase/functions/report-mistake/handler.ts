import type { Network } from '../_shared/client-network.ts'
import { MistakeReport, type ReportMistakeReply } from '../_shared/contracts/mistakes/mistake.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import type { Log } from '../_shared/log.ts'
import { createPageFunction, type PageDoor } from '../_shared/page-function.ts'

/** A client may forge its address, so that everybody together has a limit too. */
const LIMITS = { client: 5, everybody: 300 }
const WINDOW_SECONDS = 3600

/** Keeps what a visitor says is wrong, for staff to look after. */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: Pick<LinkSigner, 'disguise'>
  readonly database: Pick<Database, 'reportMistake' | 'takeAttempt'>
  readonly log: Log
}): Guarded {
  const { links, database } = dependencies
  const isAllowed = async (caller: Network) =>
    (await database.takeAttempt(
      `report:${await links.disguise(caller.own)}`,
      LIMITS.client,
      WINDOW_SECONDS,
    )) && (await database.takeAttempt('report', LIMITS.everybody, WINDOW_SECONDS))

  return createPageFunction<ReportMistakeReply>({
    ...dependencies,
    failure: 'mistake_not_kept',
    status: { kept: 200, wrong: 400, unknown_organization: 404, too_many: 429, failed: 500 },
    act: async (json, caller) => {
      const posted = MistakeReport.safeParse(json)
      if (!posted.success)
        return {
          outcome: 'wrong',
          fields: [...new Set(posted.error.issues.map(({ path }) => String(path[0] ?? '')))],
        }
      if (!(await isAllowed(caller))) return { outcome: 'too_many', retry_after_s: WINDOW_SECONDS }
      return { outcome: await database.reportMistake(posted.data) }
    },
  })
}
