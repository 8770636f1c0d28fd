import { browserStorage, type TabStorage } from '../session/tab-storage.ts'

const KEY = 'minglu.credential.reader'
const WELL_FORMED = /^[A-Za-z0-9_-]{43}$/

/**
 * The nonce of this browser, 32 random bytes in base64url: with it and the link the credential may be read again for ten minutes, also
 * when the link in the mail is pressed a second time and opens another tab. By itself it opens nothing.
 */
export function readerNonce(storage: TabStorage, random: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const kept = storage.getItem(KEY)
  if (kept !== null && WELL_FORMED.test(kept)) return kept
  const bytes = new Uint8Array(32)
  random(bytes)
  const nonce = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  storage.setItem(KEY, nonce)
  return nonce
}

/** The nonce of the browser that runs this. */
export const browserReader = () => readerNonce(browserStorage(), (bytes) => crypto.getRandomValues(bytes))
