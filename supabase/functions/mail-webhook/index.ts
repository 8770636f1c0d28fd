import { createDatabase } from '../_shared/database/database.ts'
import { Environment, readEnvironment } from '../_shared/env.ts'
import { writeLog } from '../_shared/log.ts'
import { createHandler } from './handler.ts'
import { createVerifySvix } from './svix.ts'

const environment = readEnvironment(
  Environment.pick({ SUPABASE_URL: true, SUPABASE_SECRET_KEY: true, RESEND_WEBHOOK_SECRET: true }),
  Deno.env.toObject(),
)

Deno.serve(
  createHandler({
    verify: createVerifySvix(environment.RESEND_WEBHOOK_SECRET),
    database: createDatabase({ url: environment.SUPABASE_URL, secretKey: environment.SUPABASE_SECRET_KEY }),
    now: Date.now,
    log: writeLog,
  }),
)
