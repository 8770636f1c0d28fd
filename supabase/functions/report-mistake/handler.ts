import {
  MistakeReport,
  MistakeTicket,
  type ReportMistakeReply,
} from '../_shared/contracts/mistakes/mistake.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import type { Log } from '../_shared/log.ts'
import { createPageFunction, type PageDoor } from '../_shared/page-function.ts'

/** Nobody reads the form, chooses and writes a sentence in less. */
const SHORTEST_VISIT_SECONDS = 4
/** A form may stay open over night. */
const TICKET_HOURS = 24

/** Keeps what a visitor says is wrong, for staff to look after. How many are taken from where is the database's to say. */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: Pick<LinkSigner, 'disguise' | 'ticket' | 'readTicket'>
  readonly database: Pick<Database, 'reportMistake'>
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  readonly log: Log
}): Guarded {
  const { links, database, now, sleep, log } = dependencies

  /** Null where the form was open long enough. */
  async function tooEarly(ticket: string | null): Promise<ReportMistakeReply | null> {
    const handedOut = ticket === null ? null : await links.readTicket(ticket)
    const age = handedOut === null ? -1 : (now() - handedOut) / 1000
    if (age >= SHORTEST_VISIT_SECONDS && age < TICKET_HOURS * 3600) return null
    const isGood = ticket !== null && age >= 0 && age < SHORTEST_VISIT_SECONDS
    return {
      outcome: 'too_early',
      ticket: isGood ? ticket : await links.ticket(now()),
      retry_after_s: isGood ? Math.ceil(SHORTEST_VISIT_SECONDS - age) : SHORTEST_VISIT_SECONDS,
    }
  }

  return createPageFunction<ReportMistakeReply>({
    ...dependencies,
    failure: 'mistake_not_kept',
    status: {
      kept: 200,
      wrong: 400,
      unknown_organization: 404,
      too_early: 425,
      too_many: 429,
      failed: 500,
    },
    act: async (json, caller) => {
      const { ticket, left_empty } = MistakeTicket.safeParse(json).data ?? { ticket: null, left_empty: '' }
      const early = await tooEarly(ticket)
      if (early !== null) return early
      const posted = MistakeReport.safeParse(json)
      if (!posted.success)
        return {
          outcome: 'wrong',
          fields: [...new Set(posted.error.issues.map(({ path }) => String(path[0] ?? '')))],
        }
      // A program that is told of its mistake learns from it.
      if (left_empty !== '') return { outcome: 'kept' }
      if (caller.own === 'unknown') log('mistake_reporter_unknown')
      const [own, around] = await Promise.all([links.disguise(caller.own), links.disguise(caller.around)])
      const { outcome, wait_s } = await database.reportMistake(posted.data, own, around)
      await sleep(wait_s * 1000)
      return outcome === 'too_many' ? { outcome, retry_after_s: 3600 } : { outcome }
    },
  })
}
