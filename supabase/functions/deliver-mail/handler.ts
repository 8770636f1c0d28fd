import { createDoorbell } from '../_shared/doorbell.ts'
import type { Guarded } from '../_shared/doors.ts'
import { type DeliveryDependencies, type DeliveryReport, deliverMail } from './deliver.ts'

/** HTTP: 200; a doorbell's refusals besides. */
export type DeliverMailReply = { readonly outcome: 'delivered' } & DeliveryReport

/** Rung by a schedule or by the stack. Any number may run at once; the leases keep them apart. */
export function createHandler(dependencies: DeliveryDependencies & { readonly secretKey: string }): Guarded {
  return createDoorbell<DeliverMailReply>({
    ...dependencies,
    failure: 'mail_delivery_failed',
    ring: async () => ({ outcome: 'delivered', ...(await deliverMail(dependencies)) }),
  })
}
