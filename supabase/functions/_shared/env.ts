import { z } from 'zod'

const HttpAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address' })
  .transform((address) => address.replace(/\/+$/, ''))

/** Everything the functions read from their environment; each takes its own part by `Environment.pick`. */
export const Environment = z.object({
  SUPABASE_URL: HttpAddress,
  SUPABASE_SECRET_KEY: z.string().min(20, 'is too short for a secret key'),
  SITE_URL: HttpAddress,
  /** Further addresses under which the site's pages are read, with spaces between them; its own is one by itself. */
  SITE_ORIGINS: z
    .string()
    .transform((origins) => origins.trim().split(/\s+/).filter(Boolean))
    .pipe(z.array(HttpAddress))
    .optional(),
  /** How many proxies of production's own add to `X-Forwarded-For`; one, the gateway, unless given. */
  CLIENT_HOPS: z.coerce.number().int().min(1).max(9).optional(),
  RESEND_API_KEY: z.string().min(1, 'is empty'),
  /** Only where mail goes to a stand-in; Resend's own address otherwise. */
  RESEND_BASE_URL: HttpAddress.optional(),
  /** `whsec_…`; two, with a space between them, while one is being changed for the other. */
  RESEND_WEBHOOK_SECRET: z
    .string()
    .transform((secrets) => secrets.trim().split(/\s+/))
    .pipe(z.array(z.string().regex(/^whsec_[A-Za-z0-9+/]{24,}={0,2}$/, 'is no webhook secret'))),
  /** `名录 <notice@example.org>` */
  MAIL_FROM: z.string().regex(/@/, 'must hold a mail address'),
  /** Armored OpenPGP key. Hosts that keep one line per variable hold it with `\n` written out. */
  SEALING_PRIVATE_KEY: z
    .string()
    .transform((armored) => armored.replaceAll('\\n', '\n').trim())
    .pipe(
      z.string().startsWith('-----BEGIN PGP PRIVATE KEY BLOCK-----', 'is no armored OpenPGP private key'),
    ),
  CREDENTIAL_LINK_SECRET: z.string().min(32, 'must have at least 32 characters'),
  PUBLICATION_HOOK_URL: HttpAddress,
})

const SecretKeys = z.record(z.string(), z.string())

/**
 * Parses a function's environment once, at its start.
 * @throws Error that names every variable that is missing or wrong, and never a value.
 */
export function readEnvironment<Shape extends z.ZodType>(
  schema: Shape,
  source: Readonly<Record<string, string | undefined>>,
): z.output<Shape> {
  const result = schema.safeParse({ SUPABASE_SECRET_KEY: hostedSecretKey(source), ...source })
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => {
    const name = String(issue.path[0])
    return source[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`
  })
  throw new Error(`The function's environment is incomplete: ${faults.join('; ')}.`)
}

/**
 * Hosted projects give their functions a dictionary of secret keys and let nobody set a name that begins with SUPABASE_.
 * https://supabase.com/docs/guides/functions/secrets
 */
function hostedSecretKey(source: Readonly<Record<string, string | undefined>>): string | undefined {
  try {
    return SecretKeys.parse(JSON.parse(source.SUPABASE_SECRET_KEYS ?? '{}')).default
  } catch {
    return undefined
  }
}
