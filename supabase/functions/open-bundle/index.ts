import { createLinkSigner } from '../_shared/links/link.ts'
import { createUnseal } from '../_shared/links/sealing.ts'
import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'

serve(['CREDENTIAL_LINK_SECRET', 'SEALING_PRIVATE_KEY'], ({ environment, door, database, log }) =>
  createHandler({
    door,
    links: createLinkSigner(environment.CREDENTIAL_LINK_SECRET),
    database,
    unseal: createUnseal(environment.SEALING_PRIVATE_KEY),
    log,
  }),
)
