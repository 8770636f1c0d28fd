import { equalInConstantTime } from './constant-time.ts'
import type { CredentialLink } from './contracts/credential.ts'

export interface LinkSigner {
  /** The token of a credential's link: the same for the same generation, so that a repeated mail is the same mail. */
  mint(credential: string, generation: number): Promise<string>
  verify(link: CredentialLink): Promise<boolean>
  /** A name for a client's address under which attempts are counted, from which the address cannot be read back. */
  disguise(address: string): Promise<string>
}

/** Signs with a secret that only the functions hold: nothing in the database can open or mint a link. */
export function createLinkSigner(secret: string): LinkSigner {
  const encoder = new TextEncoder()
  const key = crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const sign = async (message: string) =>
    base64url(new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(message))))

  return {
    mint: (credential, generation) => sign(`${credential}.${generation}`),
    // Compared as text: of two texts that decode to the same bytes only the one we minted is right.
    verify: async ({ credential, generation, token }) =>
      equalInConstantTime(token, await sign(`${credential}.${generation}`)),
    disguise: (address) => sign(`address:${address}`),
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
