import { z } from 'zod'
import type { Database } from '../_shared/database/database.ts'
import type { ClaimedPublication } from '../_shared/database/publication.ts'
import { createDoorbell } from '../_shared/doorbell.ts'
import type { Guarded } from '../_shared/doors.ts'
import { describeCause, type Log } from '../_shared/log.ts'

/** HTTP: 200; a doorbell's refusals besides. */
export type PublishSiteReply =
  | { readonly outcome: 'nothing_due' | 'rung' }
  | { readonly outcome: 'live'; readonly revision: number }
  | { readonly outcome: 'hook_refused'; readonly reason: string }

/** What every built site says about itself at `/publication.json`. */
const LivePublication = z.object({ revision: z.int() })

/**
 * Production's doorbell, rung by a schedule with the secret key. A publication takes two calls: the first claims it and
 * rings the host's build hook, which answers long before the site is built; a later one, after the claim's lease, finds
 * the revision live and settles it, or rings again. Whatever else is due by then is part of the claim.
 */
export function createHandler(dependencies: {
  readonly database: Pick<Database, 'claimPublication' | 'settlePublication'>
  readonly siteUrl: string
  /** A capability: it must not reach a log or a stored reason. */
  readonly hookUrl: string
  readonly secretKey: string
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>
  readonly log: Log
}): Guarded {
  const { database, log } = dependencies

  return createDoorbell<PublishSiteReply>({
    ...dependencies,
    failure: 'publication_failed',
    ring: async () => {
      const publication = await database.claimPublication()
      return publication === null ? { outcome: 'nothing_due' } : publish(publication)
    },
  })

  async function publish(publication: ClaimedPublication): Promise<PublishSiteReply> {
    const live = publication.attempt > 1 ? await liveRevision() : null
    if (live !== null && live >= publication.revision) {
      await database.settlePublication(publication.id, { succeeded: true, revision: live, error: null })
      return { outcome: 'live', revision: live }
    }
    const reason = await ring()
    if (reason === null) return { outcome: 'rung' }
    await database.settlePublication(publication.id, { succeeded: false, revision: null, error: reason })
    log('publication_hook_refused', { publication: publication.id, attempt: publication.attempt })
    return { outcome: 'hook_refused', reason }
  }

  /** Null where the hook took it, else why not. */
  async function ring(): Promise<string | null> {
    try {
      const response = await dependencies.fetch(dependencies.hookUrl, { method: 'POST', signal: timeout() })
      await response.body?.cancel()
      return response.ok ? null : `网站主机的构建钩子答复 ${response.status}`
    } catch {
      return '网站主机的构建钩子没有答复'
    }
  }

  /** Null where the site does not say. */
  async function liveRevision(): Promise<number | null> {
    try {
      const address = `${dependencies.siteUrl}/publication.json`
      const response = await dependencies.fetch(address, { cache: 'no-store', signal: timeout() })
      return LivePublication.parse(await response.json()).revision
    } catch (cause) {
      log('live_revision_unknown', describeCause(cause))
      return null
    }
  }
}

const timeout = () => AbortSignal.timeout(10_000)
