import { Resend } from 'resend'
import { createLinkSigner } from '../_shared/links/link.ts'
import { createRenderMail } from '../_shared/mail/render.ts'
import { serve } from '../_shared/serve.ts'
import { createHandler } from './handler.ts'
import { createLift } from './lift.ts'
import { createSearch } from './search.ts'
import { createSend } from './send.ts'

serve(
  ['RESEND_API_KEY', 'RESEND_BASE_URL', 'MAIL_FROM', 'CREDENTIAL_LINK_SECRET'],
  ({ environment, database, log }) => {
    const baseUrl = environment.RESEND_BASE_URL
    const resend = new Resend(environment.RESEND_API_KEY, baseUrl === undefined ? {} : { baseUrl })
    return createHandler({
      database,
      render: createRenderMail({
        siteUrl: environment.SITE_URL,
        from: environment.MAIL_FROM,
        links: createLinkSigner(environment.CREDENTIAL_LINK_SECRET),
      }),
      send: createSend(resend),
      lift: createLift(resend),
      search: createSearch(resend),
      clock: { now: Date.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) },
      random: Math.random,
      secretKey: environment.SUPABASE_SECRET_KEY,
      log,
    })
  },
)
