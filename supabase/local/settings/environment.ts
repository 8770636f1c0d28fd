import { createHmac } from 'node:crypto'
import type { Keys } from './keys.ts'
import type { Ports } from './ports.ts'

/** The addresses of a running stack, all on 127.0.0.1. */
export interface Addresses {
  /** The API: /auth/v1, /rest/v1, /functions/v1. */
  readonly api: string
  readonly site: string
  readonly mailbox: string
}

/** Stands for the build hook of a static host, whose address is its key. Made of another key, so that a data folder needs no new one. */
export function buildHookPathOf(keys: Pick<Keys, 'jwtSecret'>): string {
  return `/local/build-hook/${createHmac('sha256', keys.jwtSecret).update('build-hook').digest('base64url')}`
}

export function addressesOf(ports: Ports): Addresses {
  const at = (port: number) => `http://127.0.0.1:${port}`
  return { api: at(ports.api), site: at(ports.site), mailbox: at(ports.mailbox) }
}

/** What a site build is given: nothing that a visitor may not know. */
export function siteEnvironment(addresses: Addresses, keys: Keys) {
  return {
    SUPABASE_URL: addresses.api,
    SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SITE_URL: addresses.site,
  }
}

/** What the functions are given. */
export function functionsEnvironment(addresses: Addresses, keys: Keys, sealingPrivateKey: string) {
  return {
    SUPABASE_URL: addresses.api,
    SUPABASE_SECRET_KEY: keys.secretKey,
    SITE_URL: addresses.site,
    // The same site, as many type it.
    SITE_ORIGINS: addresses.site.replace('127.0.0.1', 'localhost'),
    CLIENT_HOPS: '1',
    RESEND_API_KEY: keys.resendApiKey,
    RESEND_BASE_URL: addresses.mailbox,
    RESEND_WEBHOOK_SECRET: keys.webhookSecret,
    MAIL_FROM: '名录 <notice@localhost>',
    SEALING_PRIVATE_KEY: sealingPrivateKey,
    CREDENTIAL_LINK_SECRET: keys.credentialLinkSecret,
    PUBLICATION_HOOK_URL: `${addresses.api}${buildHookPathOf(keys)}`,
  }
}
