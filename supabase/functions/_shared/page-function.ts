import { clientNetwork, type Network } from './client-network.ts'
import { type Guarded, guarded } from './doors.ts'
import { corsHeaders, readJson, reply } from './http.ts'
import { describeCause, type Log } from './log.ts'

/** An answer of a contract; its outcome fixes the status. */
export interface PageAnswer {
  readonly outcome: string
  readonly retry_after_s?: number | undefined
}

/** Which pages may call, and how the caller's address is found. */
export interface PageDoor {
  /** The site's own, `https://minglu.example.org`. */
  readonly origins: readonly string[]
  /** How many proxies of production's own add to `X-Forwarded-For` before a request is here. */
  readonly hops: number
}

/** The largest body a page may post; the longest honest one, a report, has about 3,000 bytes. */
const BODY_LIMIT_BYTES = 4096

/** What sends a text or a form needs no leave of a browser to cross origins, so it is not JSON and does not come in. */
const isJson = (request: Request) =>
  /^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')

/**
 * What the functions that the site's own pages call have in common: by POST, as JSON with a small body, from a page of the site and
 * no other. Every browser names the origin of a POST; who names none is no browser. What `act` throws is logged and answered as
 * `failed`.
 */
export function createPageFunction<Answer extends PageAnswer>(options: {
  readonly door: PageDoor
  readonly log: Log
  /** Event name of what was not foreseen. */
  readonly failure: string
  readonly status: Readonly<Record<Answer['outcome'], number>>
  /** `json` is undefined where the body is none. */
  readonly act: (json: unknown, caller: Network) => Promise<Answer>
}): Guarded {
  const { origins, hops } = options.door

  return guarded('page', async (request) => {
    const origin = request.headers.get('origin') ?? ''
    const isOurs = origins.includes(origin)
    const cors: Readonly<Record<string, string>> = isOurs ? corsHeaders(origin) : { vary: 'origin' }
    const refuse = (status: number, reason: string, headers = {}) =>
      reply(status, { outcome: 'failed', reason }, { ...cors, ...headers })

    if (request.method === 'OPTIONS')
      return new Response(null, {
        status: isOurs ? 204 : 403,
        headers: { ...cors, 'cache-control': 'no-store' },
      })
    if (request.method !== 'POST') return refuse(405, 'method', { allow: 'POST, OPTIONS' })
    if (!isOurs) return refuse(403, 'origin')
    if (!isJson(request)) return refuse(415, 'content_type')
    try {
      const body = await readJson(request, BODY_LIMIT_BYTES)
      if (body.kind === 'too_large') return refuse(413, 'too_large')
      const answer = await options.act(body.json, clientNetwork(request, hops))
      const waiting: Record<string, string> =
        answer.retry_after_s === undefined ? {} : { 'retry-after': String(answer.retry_after_s) }
      return reply(options.status[answer.outcome as Answer['outcome']], answer, { ...cors, ...waiting })
    } catch (cause) {
      options.log(options.failure, describeCause(cause))
      return reply(500, { outcome: 'failed' }, cors)
    }
  })
}
