import { Resend } from 'resend'
import { createDatabase } from '../_shared/database/database.ts'
import { Environment, readEnvironment } from '../_shared/env.ts'
import { createLinkSigner } from '../_shared/links/link.ts'
import { writeLog } from '../_shared/log.ts'
import { createRenderMail } from '../_shared/mail/render.ts'
import { createHandler } from './handler.ts'
import { createLift } from './lift.ts'
import { createSearch } from './search.ts'
import { createSend } from './send.ts'

const environment = readEnvironment(
  Environment.pick({
    SUPABASE_URL: true,
    SUPABASE_SECRET_KEY: true,
    SITE_URL: true,
    RESEND_API_KEY: true,
    RESEND_BASE_URL: true,
    MAIL_FROM: true,
    CREDENTIAL_LINK_SECRET: true,
  }),
  Deno.env.toObject(),
)
const baseUrl = environment.RESEND_BASE_URL
const resend = new Resend(environment.RESEND_API_KEY, baseUrl === undefined ? {} : { baseUrl })

Deno.serve(
  createHandler({
    database: createDatabase({ url: environment.SUPABASE_URL, secretKey: environment.SUPABASE_SECRET_KEY }),
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
    log: writeLog,
  }),
)
