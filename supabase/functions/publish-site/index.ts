import { createDatabase } from '../_shared/database/database.ts'
import { Environment, readEnvironment } from '../_shared/env.ts'
import { writeLog } from '../_shared/log.ts'
import { createHandler } from './handler.ts'

const environment = readEnvironment(
  Environment.pick({
    SUPABASE_URL: true,
    SUPABASE_SECRET_KEY: true,
    SITE_URL: true,
    PUBLICATION_HOOK_URL: true,
  }),
  Deno.env.toObject(),
)
const handler = createHandler({
  database: createDatabase({ url: environment.SUPABASE_URL, secretKey: environment.SUPABASE_SECRET_KEY }),
  siteUrl: environment.SITE_URL,
  hookUrl: environment.PUBLICATION_HOOK_URL,
  secretKey: environment.SUPABASE_SECRET_KEY,
  fetch,
  log: writeLog,
})

Deno.serve(handler)
