import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const keysSchema = z.strictObject({
  publishableKey: z.string().describe('What a browser and the site build carry; stands for the role anon.'),
  secretKey: z.string().describe('What the functions carry; stands for service_role.'),
  jwtSecret: z.string().describe('Signs the sessions.'),
  superuserPassword: z.string(),
  staffPassword: z.string().describe('Of the database role postgres.'),
  authenticatorPassword: z.string(),
  credentialLinkSecret: z.string().describe('HMAC secret of one-time credential links.'),
  resendApiKey: z.string().describe('The mailbox takes any; the resend SDK wants one.'),
  webhookSecret: z.string().describe('Signs mail events as Svix does: whsec_ and base64.'),
})

export type Keys = z.output<typeof keysSchema>

async function makeKeys(): Promise<Keys> {
  const { generateApiKey } = await import('@supabase/lite')
  const secret = () => randomBytes(32).toString('hex')
  const password = () => randomBytes(16).toString('base64url')
  return {
    publishableKey: (await generateApiKey('publishable')).key,
    secretKey: (await generateApiKey('secret')).key,
    jwtSecret: secret(),
    superuserPassword: password(),
    staffPassword: password(),
    authenticatorPassword: password(),
    credentialLinkSecret: secret(),
    resendApiKey: `re_local_${randomBytes(12).toString('hex')}`,
    webhookSecret: `whsec_${randomBytes(24).toString('base64')}`,
  }
}

/** Written beside and renamed, so that a kill in between leaves the old file or the new one, never half of it. */
export function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, text, { mode })
  renameSync(draft, file)
}

/** The keys of a data folder: made once, readable by its owner alone. */
export async function keysOf(dataFolder: string): Promise<Keys> {
  const file = join(dataFolder, 'keys.json')
  if (existsSync(file)) return keysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const keys = await makeKeys()
  writeWhole(file, `${JSON.stringify(keys, null, 2)}\n`, 0o600)
  return keys
}
