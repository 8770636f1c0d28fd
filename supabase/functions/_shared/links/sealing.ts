import { decrypt, readMessage, readPrivateKey } from 'openpgp'
import { z } from 'zod'

/** What staff sealed. It names its own credential, so that bytes moved to another row do not open there. */
const SealedCredential = z.object({
  credential_id: z.uuid(),
  login_name: z.string(),
  initial_password: z.string(),
})
export type SealedCredential = z.output<typeof SealedCredential>

/** The bytes do not open, hold something else, or belong to another credential. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

/** Opens base64 of OpenPGP bytes sealed for that credential. @throws SealBroken */
export type Unseal = (sealed: string, credential: string) => Promise<SealedCredential>

/** @param armored the OpenPGP private key, without passphrase */
export function createUnseal(armored: string): Unseal {
  const key = readPrivateKey({ armoredKey: armored })
  // Whoever unseals awaits it and hears of a bad key; until then the refusal must not count as unheard.
  key.catch(() => undefined)

  return async (sealed, credential) => {
    const opened = SealedCredential.safeParse(await plaintext(sealed))
    if (!opened.success) throw new SealBroken('not a credential')
    if (opened.data.credential_id !== credential) throw new SealBroken('sealed for another credential')
    return opened.data
  }

  async function plaintext(sealed: string): Promise<unknown> {
    const decryptionKeys = await key
    try {
      const bytes = Uint8Array.from(atob(sealed), (character) => character.charCodeAt(0))
      const message = await readMessage({ binaryMessage: bytes })
      const { data } = await decrypt({ message, decryptionKeys })
      return JSON.parse(data)
    } catch {
      // No `cause`: a parser's error quotes what it read.
      throw new SealBroken('does not open')
    }
  }
}
