import { createLinkSigner } from '../_shared/links/link.ts'
import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'

serve(['CREDENTIAL_LINK_SECRET'], ({ environment, door, database, log }) =>
  createHandler({
    door,
    links: createLinkSigner(environment.CREDENTIAL_LINK_SECRET),
    database,
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    log,
  }),
)
