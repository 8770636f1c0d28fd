import {
  type OpenCredentialReply,
  OpenCredentialRequest,
} from '../_shared/contracts/credential/credential.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import { createLinkFunction } from '../_shared/links/link-function.ts'
import { readerHash } from '../_shared/links/reader-hash.ts'
import type { Unseal } from '../_shared/links/sealing.ts'
import type { Log } from '../_shared/log.ts'
import type { PageDoor } from '../_shared/page-function.ts'

/** Shows a credential to whoever holds its one-time link, once; the same browser may read again for ten minutes. */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: LinkSigner
  readonly database: Pick<Database, 'openCredential' | 'takeAttempt'>
  readonly unseal: Unseal
  readonly log: Log
}): Guarded {
  const { database, unseal } = dependencies

  return createLinkFunction({
    ...dependencies,
    failure: 'credential_not_opened',
    parse: (json) => OpenCredentialRequest.safeParse(json).data ?? null,
    verify: (posted) => dependencies.links.verify(posted),
    act: async ({ credential, generation, reader }): Promise<OpenCredentialReply> => {
      const opening = await database.openCredential(credential, generation, await readerHash(reader))
      if (opening.outcome !== 'opened') return opening
      const { sealed, ...shown } = opening
      const { login_name, initial_password } = await unseal(sealed, credential)
      return { ...shown, login_name, initial_password }
    },
  })
}
