import { equalInConstantTime } from '../_shared/constant-time.ts'

/** How far a sender's clock may be off, and how late a replayed request may come. */
const TOLERANCE_SECONDS = 5 * 60

/** Whether these very bytes were signed for this id, not long ago. */
export type VerifySvix = (headers: Headers, body: string, nowMs: number) => Promise<boolean>

/**
 * Verifies Svix's signature, `v1,<base64 of HMAC-SHA256 over id.timestamp.body>`; a request may carry several. While a secret is
 * being changed both are given, and either will do. https://docs.svix.com/receiving/verifying-payloads/how-manual
 * @param secrets each `whsec_` and base64
 */
export function createVerifySvix(secrets: readonly string[]): VerifySvix {
  const keys = Promise.all(secrets.map(importSecret))
  // Whoever verifies awaits them and hears of a bad one; until then the refusal must not count as unheard.
  keys.catch(() => undefined)

  return async (headers, body, nowMs) => {
    const id = headers.get('svix-id')
    const timestamp = headers.get('svix-timestamp') ?? ''
    const given = (headers.get('svix-signature') ?? '')
      .split(' ')
      .filter((signature) => signature.startsWith('v1,'))
    if (!id || !/^\d{1,12}$/.test(timestamp)) return false
    if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return false
    const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
    for (const key of await keys) {
      const expected = `v1,${base64(await crypto.subtle.sign('HMAC', key, content))}`
      for (const signature of given) if (await equalInConstantTime(signature, expected)) return true
    }
    return false
  }
}

function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
}

function base64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
}
