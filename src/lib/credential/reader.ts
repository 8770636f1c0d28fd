import type { TabStorage } from '../session/tab-storage.ts'

const KEY = 'minglu.credential.reader'
const WELL_FORMED = /^[A-Za-z0-9_-]{43}$/

/** The nonce of this tab, 32 random bytes in base64url: whoever holds it may read the credential again for ten minutes. */
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
