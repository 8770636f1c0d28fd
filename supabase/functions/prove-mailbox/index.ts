import { createLinkSigner } from '../_shared/links/link.ts'
import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'

serve(['SITE_URL', 'CREDENTIAL_LINK_SECRET'], ({ environment, database, log }) =>
  createHandler({
    siteUrl: environment.SITE_URL,
    links: createLinkSigner(environment.CREDENTIAL_LINK_SECRET),
    database,
    log,
  }),
)
