import { fileURLToPath } from 'node:url'
import { App } from '@supabase/lite'
import { createCodeGuard, guardCodes } from './code-guard.ts'
import { createMendedConnection } from './connection.ts'
import { type AuthMail, createMailDriver, withRedirect } from './mail.ts'
import { isClosed, mendRequest } from './requests.ts'

export interface LiteOptions {
  /** Of the login `authenticator`. */
  readonly databaseUrl: string
  readonly siteUrl: string
  readonly publishableKey: string
  readonly secretKey: string
  readonly jwtSecret: string
  deliver(mail: AuthMail): Promise<void>
}

export interface Lite {
  /** Answers what begins with /auth/v1 or /rest/v1, and nothing else. */
  fetch(request: Request): Promise<Response>
  /** To be called when a migration has changed what the API shows. */
  reloadSchema(): Promise<void>
  close(): Promise<void>
}

/** What the API gives at most in one answer, without a word about the rest; as in config.toml. */
const rowLimit = 1000

/** Ten minutes, as in config.toml. */
const codeLifetimeSeconds = 600

/** Whatever letter of Auth's a stranger asks for; as in config.toml. */
const codeMail = {
  subject: '登录验证码',
  content_path: fileURLToPath(new URL('../../templates/sign_in_code.html', import.meta.url)),
}

export function createLite(options: LiteOptions): Lite {
  // Lite makes up a password for who signs in by code and hashes it; nobody can ever use it, so the cheapest will do.
  process.env.LITE_AUTH_BCRYPT_COST ??= '4'
  const connection = createMendedConnection(options.databaseUrl, 20)
  const app = new App({
    connection,
    api: { schemas: ['public'], max_rows: rowLimit },
    auth: {
      enabled: true,
      site_url: options.siteUrl,
      jwt_secret: options.jwtSecret,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
      enable_signup: true,
      email: {
        enable_signup: true,
        enable_confirmations: true,
        otp_length: 6,
        otp_expiry: codeLifetimeSeconds,
        template: { magic_link: codeMail, recovery: codeMail },
      },
    },
    studio: { enabled: false },
    options: { drivers: { email: createMailDriver(options.deliver) } },
  })
  const codes = createCodeGuard()
  return {
    async fetch(request) {
      if (isClosed(new URL(request.url).pathname))
        return Response.json({ message: 'not found' }, { status: 404 })
      const mended = await mendRequest(request)
      return guardCodes(codes, mended, () => withRedirect(mended, () => app.fetch(mended)))
    },
    reloadSchema: () => connection.clearSchemaCache(),
    close: () => connection.close(),
  }
}
