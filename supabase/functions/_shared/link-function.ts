import type { CredentialLink } from './contracts/credential.ts'
import type { Database } from './database.ts'
import { corsHeaders, readJson, reply } from './http.ts'
import type { LinkSigner } from './link.ts'
import { describeCause, type Log } from './log.ts'
import { refuseWrongLink } from './wrong-link.ts'

const STATUS = {
  opened: 200,
  confirmed: 200,
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

/** An answer of the contract; its outcome fixes the status. */
type Answer = { readonly outcome: keyof typeof STATUS; readonly retry_after_s?: number }

/**
 * What the two functions behind a one-time link share: the site's own pages call them, by POST, with a small body whose
 * link is ours. Everything else is refused before `act`; what `act` throws is logged and answered as `failed`.
 */
export function createLinkFunction<Posted extends CredentialLink>(options: {
  readonly siteUrl: string
  readonly links: LinkSigner
  readonly database: Pick<Database, 'takeAttempt'>
  readonly log: Log
  /** Event name of what was not foreseen. */
  readonly failure: string
  /** Null where the body is no such request: it counts as a wrong link. */
  readonly parse: (json: unknown) => Posted | null
  readonly act: (posted: Posted) => Promise<Answer>
}): (request: Request) => Promise<Response> {
  const { links, database, log } = options
  const cors = corsHeaders(options.siteUrl)
  const fail = (status: number, headers = {}) => reply(status, { outcome: 'failed' }, { ...cors, ...headers })

  return async (request) => {
    if (request.method === 'OPTIONS')
      return new Response(null, { status: 204, headers: { ...cors, 'cache-control': 'no-store' } })
    if (request.method !== 'POST') return fail(405, { allow: 'POST, OPTIONS' })
    try {
      const body = await readJson(request)
      if (body.kind === 'too_large') return fail(413)
      const posted = options.parse(body.json)
      if (posted === null || !(await links.verify(posted)))
        return send(await refuseWrongLink(request, links, database))
      return send(await options.act(posted))
    } catch (cause) {
      log(options.failure, describeCause(cause))
      return fail(500)
    }
  }

  function send(answer: Answer): Response {
    const waiting: Record<string, string> =
      answer.retry_after_s === undefined ? {} : { 'retry-after': String(answer.retry_after_s) }
    return reply(STATUS[answer.outcome], answer, { ...cors, ...waiting })
  }
}
