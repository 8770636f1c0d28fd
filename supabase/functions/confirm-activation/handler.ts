import { ConfirmActivationRequest } from '../_shared/contracts/credential/credential.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import { createLinkFunction } from '../_shared/links/link-function.ts'
import type { Log } from '../_shared/log.ts'
import type { PageDoor } from '../_shared/page-function.ts'

/** Takes the school's word that the account works: the credential is erased, the registration is activated. */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: LinkSigner
  readonly database: Pick<Database, 'confirmActivation' | 'takeAttempt'>
  readonly log: Log
}): Guarded {
  return createLinkFunction({
    ...dependencies,
    failure: 'activation_not_confirmed',
    parse: (json) => ConfirmActivationRequest.safeParse(json).data ?? null,
    verify: (posted) => dependencies.links.verify(posted),
    act: ({ credential, generation, checklist }) =>
      dependencies.database.confirmActivation(credential, generation, checklist),
  })
}
