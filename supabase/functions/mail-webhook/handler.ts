import type { Database } from '../_shared/database/database.ts'
import { type Guarded, guarded } from '../_shared/doors.ts'
import { readText, reply } from '../_shared/http.ts'
import { describeCause, type Log } from '../_shared/log.ts'
import { readReport } from './report.ts'
import type { VerifySvix } from './svix.ts'

/** HTTP: the first three 200, unreadable 400, unauthorized 401, method_not_allowed 405, too_large 413, failed 500. */
export interface MailWebhookReply {
  readonly outcome:
    | 'applied'
    | 'repeated'
    | 'kept'
    | 'unreadable'
    | 'unauthorized'
    | 'method_not_allowed'
    | 'too_large'
    | 'failed'
}

/** The longest report has about 2 KB. */
const BODY_LIMIT_BYTES = 64 * 1024

/**
 * Takes the provider's reports. One call of the database stores and applies one, so that the answer is fast; a report that
 * could not be stored is answered 500 and comes again. https://resend.com/docs/webhooks/retries-and-replays
 */
export function createHandler(dependencies: {
  readonly verify: VerifySvix
  readonly database: Pick<Database, 'recordMailEvent'>
  readonly now: () => number
  readonly log: Log
}): Guarded {
  const { log } = dependencies
  const answer = (status: number, outcome: MailWebhookReply['outcome'], headers = {}) =>
    reply(status, { outcome }, headers)

  return guarded('webhook', async (request) => {
    if (request.method !== 'POST') return answer(405, 'method_not_allowed', { allow: 'POST' })
    const body = await readText(request, BODY_LIMIT_BYTES)
    if (body === null) return answer(413, 'too_large')
    // Over the bytes as they came: a body that was parsed and written again is another one.
    if (!(await dependencies.verify(request.headers, body, dependencies.now()))) {
      log('webhook_unauthorized')
      return answer(401, 'unauthorized')
    }
    const event = readReport(body)
    if (event === null) return answer(400, 'unreadable')
    try {
      return answer(
        200,
        await dependencies.database.recordMailEvent(request.headers.get('svix-id') ?? '', event),
      )
    } catch (cause) {
      log('webhook_failed', { type: event.type, ...describeCause(cause) })
      return answer(500, 'failed')
    }
  })
}
