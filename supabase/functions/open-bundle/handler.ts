import {
  type HandOnReply,
  type ListBundleReply,
  type OpenBundledReply,
  OpenBundleRequest,
} from '../_shared/contracts/credential/bundle.ts'
import type { Database } from '../_shared/database/database.ts'
import type { Guarded } from '../_shared/doors.ts'
import type { LinkSigner } from '../_shared/links/link.ts'
import { createLinkFunction } from '../_shared/links/link-function.ts'
import { readerHash } from '../_shared/links/reader-hash.ts'
import type { Unseal } from '../_shared/links/sealing.ts'
import type { Log } from '../_shared/log.ts'
import type { PageDoor } from '../_shared/page-function.ts'

/** Lists a bundle without a secret, opens one of its accounts, records to whom one was handed on. */
export function createHandler(dependencies: {
  readonly door: PageDoor
  readonly links: LinkSigner
  readonly database: Pick<Database, 'listBundle' | 'openBundled' | 'handOn' | 'takeAttempt'>
  readonly unseal: Unseal
  readonly log: Log
}): Guarded {
  const { database, links, unseal } = dependencies

  return createLinkFunction({
    ...dependencies,
    failure: 'bundle_not_opened',
    parse: (json) => OpenBundleRequest.safeParse(json).data ?? null,
    verify: (posted) => links.verifyBundle(posted),
    act: async (posted): Promise<ListBundleReply | OpenBundledReply | HandOnReply> => {
      const { bundle, generation } = posted
      switch (posted.act) {
        case 'list':
          return database.listBundle(bundle, generation)
        case 'open': {
          const { credential, reader } = posted
          const opening = await database.openBundled(bundle, generation, credential, await readerHash(reader))
          if (opening.outcome !== 'opened') return opening
          const { sealed, ...shown } = opening
          const { login_name, initial_password } = await unseal(sealed, credential)
          return { ...shown, login_name, initial_password }
        }
        case 'hand_on':
          return database.handOn(bundle, generation, posted.credential, posted.taken_by)
      }
    },
  })
}
