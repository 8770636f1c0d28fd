import { equalInConstantTime } from '../constant-time.ts'
import { type BundleLink, bundleSubject } from '../contracts/credential/bundle.ts'
import type { CredentialLink } from '../contracts/credential/credential.ts'

export interface LinkSigner {
  /** The token of a credential's link: the same for the same generation, so that a repeated mail is the same mail. */
  mint(credential: string, generation: number): Promise<string>
  verify(link: CredentialLink): Promise<boolean>
  /** The same for the link of a bundle. */
  verifyBundle(link: BundleLink): Promise<boolean>
  /** The six digits that prove a mailbox, the same for the same number. */
  code(proof: string, number: number): Promise<string>
  /**
   * A name for a client's address under which attempts are counted. The address cannot be read back, and every day has names of its own: no
   * two days can be laid side by side.
   */
  disguise(address: string): Promise<string>
  /** A ticket that says when it was handed out; anybody may have one, and nobody can write an earlier hour into it. */
  ticket(handedOut: number): Promise<string>
  /** When this ticket was handed out; null where it is none of ours. */
  readTicket(ticket: string): Promise<number | null>
}

/** Signs with a secret that only the functions hold: nothing in the database can open or mint a link. */
export function createLinkSigner(secret: string, now: () => number = Date.now): LinkSigner {
  const encoder = new TextEncoder()
  const key = crypto.subtle.importKey(
    'raw',
    encoder.encode(secret),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const bytes = async (message: string) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', await key, encoder.encode(message)))
  const sign = async (message: string) => base64url(await bytes(message))
  const ticket = async (handedOut: number) => `${handedOut}.${await sign(`ticket:${handedOut}`)}`

  return {
    mint: (credential, generation) => sign(`${credential}.${generation}`),
    // Compared as text: of two texts that decode to the same bytes only the one we minted is right.
    verify: async ({ credential, generation, token }) =>
      equalInConstantTime(token, await sign(`${credential}.${generation}`)),
    verifyBundle: async ({ bundle, generation, token }) =>
      equalInConstantTime(token, await sign(`${bundleSubject(bundle)}.${generation}`)),
    // Of 2^48 values; what 10^6 leaves over weighs less than one part in 10^8.
    code: async (proof, number) => {
      const digest = await bytes(`code:${proof}.${number}`)
      const value = digest.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0)
      return String(value % 1_000_000).padStart(6, '0')
    },
    disguise: (address) => sign(`address:${new Date(now()).toISOString().slice(0, 10)}:${address}`),
    ticket,
    readTicket: async (given) => {
      const handedOut = Number(/^(\d{13})\./.exec(given)?.[1] ?? Number.NaN)
      return !Number.isNaN(handedOut) && (await equalInConstantTime(given, await ticket(handedOut)))
        ? handedOut
        : null
    },
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
