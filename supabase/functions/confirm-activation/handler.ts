import {
  type ConfirmActivationReply,
  ConfirmActivationRequest,
} from '../_shared/contracts/credential/credential.ts'
import { REQUIRED_ITEMS } from '../_shared/contracts/federation.ts'
import type { Database } from '../_shared/database/database.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import { createLinkFunction } from '../_shared/links/link-function.ts'
import type { Log } from '../_shared/log.ts'

/** The page does not let anybody confirm without the required items, so this was not our page. */
class ChecklistIncomplete extends Error {
  override name = 'ChecklistIncomplete'
}

/** Takes the school's word that the account works: the credential is erased, the registration is activated. */
export function createHandler(dependencies: {
  readonly siteUrl: string
  readonly links: LinkSigner
  readonly database: Pick<Database, 'confirmActivation' | 'takeAttempt'>
  readonly log: Log
}): (request: Request) => Promise<Response> {
  return createLinkFunction({
    ...dependencies,
    failure: 'activation_not_confirmed',
    parse: (json) => ConfirmActivationRequest.safeParse(json).data ?? null,
    verify: (posted) => dependencies.links.verify(posted),
    act: ({ credential, generation, checklist }): Promise<ConfirmActivationReply> => {
      if (!REQUIRED_ITEMS.every((item) => checklist.includes(item))) throw new ChecklistIncomplete()
      return dependencies.database.confirmActivation(credential, generation, checklist)
    },
  })
}
