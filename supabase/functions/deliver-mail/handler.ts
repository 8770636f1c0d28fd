import { carriesSecretKey } from '../_shared/authorization.ts'
import { reply } from '../_shared/http.ts'
import { describeCause } from '../_shared/log.ts'
import { type DeliveryDependencies, type DeliveryReport, deliverMail } from './deliver.ts'

/** HTTP: delivered 200, unauthorized 401, method_not_allowed 405, failed 500. */
export type DeliverMailReply =
  | ({ readonly outcome: 'delivered' } & DeliveryReport)
  | { readonly outcome: 'unauthorized' | 'method_not_allowed' | 'failed' }

/** Rung by a schedule or by the stack with the secret key. Any number may run at once; the leases keep them apart. */
export function createHandler(
  dependencies: DeliveryDependencies & { readonly secretKey: string },
): (request: Request) => Promise<Response> {
  const { secretKey, log } = dependencies
  const answer = (status: number, body: DeliverMailReply, headers = {}) => reply(status, body, headers)

  return async (request) => {
    if (request.method !== 'POST') return answer(405, { outcome: 'method_not_allowed' }, { allow: 'POST' })
    if (!(await carriesSecretKey(request, secretKey))) return answer(401, { outcome: 'unauthorized' })
    try {
      return answer(200, { outcome: 'delivered', ...(await deliverMail(dependencies)) })
    } catch (cause) {
      log('mail_delivery_failed', describeCause(cause))
      return answer(500, { outcome: 'failed' })
    }
  }
}
