import { corsHeaders, readJson, reply } from './http.ts'
import { describeCause, type Log } from './log.ts'

/** An answer of a contract; its outcome fixes the status. */
export interface PageAnswer {
  readonly outcome: string
  readonly retry_after_s?: number | undefined
}

/**
 * What the functions that the site's own pages call have in common: by POST, with a small body, from no other origin. What
 * `act` throws is logged and answered as `failed`.
 */
export function createPageFunction<Answer extends PageAnswer>(options: {
  readonly siteUrl: string
  readonly log: Log
  /** Event name of what was not foreseen. */
  readonly failure: string
  readonly status: Readonly<Record<Answer['outcome'], number>>
  /** `json` is undefined where the body is none. */
  readonly act: (json: unknown, request: Request) => Promise<Answer>
}): (request: Request) => Promise<Response> {
  const cors = corsHeaders(options.siteUrl)
  const fail = (status: number, headers = {}) => reply(status, { outcome: 'failed' }, { ...cors, ...headers })

  return async (request) => {
    if (request.method === 'OPTIONS')
      return new Response(null, { status: 204, headers: { ...cors, 'cache-control': 'no-store' } })
    if (request.method !== 'POST') return fail(405, { allow: 'POST, OPTIONS' })
    try {
      const body = await readJson(request)
      if (body.kind === 'too_large') return fail(413)
      const answer = await options.act(body.json, request)
      const waiting: Record<string, string> =
        answer.retry_after_s === undefined ? {} : { 'retry-after': String(answer.retry_after_s) }
      return reply(options.status[answer.outcome as Answer['outcome']], answer, { ...cors, ...waiting })
    } catch (cause) {
      options.log(options.failure, describeCause(cause))
      return fail(500)
    }
  }
}
