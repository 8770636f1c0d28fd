import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'

serve(['PUBLICATION_HOOK_URL'], ({ environment, database, log }) =>
  createHandler({
    database,
    siteUrl: environment.SITE_URL,
    hookUrl: environment.PUBLICATION_HOOK_URL,
    secretKey: environment.SUPABASE_SECRET_KEY,
    fetch,
    log,
  }),
)
