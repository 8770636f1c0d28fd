import { createDatabase } from '../_shared/database/database.ts'
import { Environment, readEnvironment } from '../_shared/env.ts'
import { createLinkSigner } from '../_shared/links/link.ts'
import { writeLog } from '../_shared/log.ts'
import { createHandler } from './handler.ts'

const environment = readEnvironment(
  Environment.pick({
    SUPABASE_URL: true,
    SUPABASE_SECRET_KEY: true,
    SITE_URL: true,
    CREDENTIAL_LINK_SECRET: true,
  }),
  Deno.env.toObject(),
)

Deno.serve(
  createHandler({
    siteUrl: environment.SITE_URL,
    links: createLinkSigner(environment.CREDENTIAL_LINK_SECRET),
    database: createDatabase({ url: environment.SUPABASE_URL, secretKey: environment.SUPABASE_SECRET_KEY }),
    log: writeLog,
  }),
)
