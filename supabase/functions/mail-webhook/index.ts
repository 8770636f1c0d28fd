import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'
import { createVerifySvix } from './svix.ts'

serve(['RESEND_WEBHOOK_SECRET'], ({ environment, database, log }) =>
  createHandler({
    verify: createVerifySvix(environment.RESEND_WEBHOOK_SECRET),
    database,
    now: Date.now,
    log,
  }),
)
