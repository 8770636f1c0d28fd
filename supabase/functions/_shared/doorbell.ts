import { equalInConstantTime } from './constant-time.ts'
import { type Guarded, guarded } from './doors.ts'
import { reply } from './http.ts'
import { describeCause, type Log } from './log.ts'

/** HTTP, beside what a function answers itself: unauthorized 401, method_not_allowed 405, failed 500. */
export type DoorbellRefusal = { readonly outcome: 'unauthorized' | 'method_not_allowed' | 'failed' }

/**
 * What a schedule or the stack rings, by POST and with the project's secret key. Nothing of the request is read but the key: who can
 * ring can say no more than "look".
 */
export function createDoorbell<Answer extends { readonly outcome: string }>(options: {
  readonly secretKey: string
  readonly log: Log
  /** Event name of what was not foreseen. */
  readonly failure: string
  readonly ring: () => Promise<Answer>
}): Guarded {
  const refuse = (status: number, body: DoorbellRefusal, headers = {}) => reply(status, body, headers)

  return guarded('doorbell', async (request) => {
    if (request.method !== 'POST') return refuse(405, { outcome: 'method_not_allowed' }, { allow: 'POST' })
    if (!(await carriesSecretKey(request, options.secretKey))) return refuse(401, { outcome: 'unauthorized' })
    try {
      return reply(200, await options.ring())
    } catch (cause) {
      options.log(options.failure, describeCause(cause))
      return refuse(500, { outcome: 'failed' })
    }
  })
}

/** Whether the caller carries the project's secret key, as `apikey` or as bearer: a schedule or the stack, never a browser. */
async function carriesSecretKey(request: Request, secretKey: string): Promise<boolean> {
  const bearer = request.headers.get('authorization')?.replace(/^Bearer\s+/i, '')
  const given = request.headers.get('apikey') ?? bearer ?? ''
  const matches = await Promise.all([given, bearer ?? ''].map((key) => equalInConstantTime(key, secretKey)))
  return matches.includes(true)
}
