import { z } from 'zod'
import type { MailboxProofState } from './mailbox-proof.ts'
import type { TabStorage } from './tab-storage.ts'

const KEY = 'minglu.session.code'
/** As long as Auth takes it. */
const LIFETIME_MS = 10 * 60 * 1000

const KeptCode = z.object({ email: z.string(), sent_at: z.number() })

/**
 * Remembers in the tab that a code is on its way, so that a phone that reloads the page on the way back from the mail still asks for
 * it; forgets it with any other step.
 */
export function keepCode(storage: TabStorage, proof: MailboxProofState): void {
  if (proof.phase === 'code')
    storage.setItem(KEY, JSON.stringify({ email: proof.email, sent_at: proof.sent_at }))
  else if (proof.phase === 'address' || proof.phase === 'proven') storage.removeItem(KEY)
}

/** The proof as it stood before a reload; null where no code is on its way any more. */
export function keptCode(storage: TabStorage, now: number): MailboxProofState | null {
  try {
    const { email, sent_at } = KeptCode.parse(JSON.parse(storage.getItem(KEY) ?? ''))
    if (now - sent_at > LIFETIME_MS) return null
    return { phase: 'code', email, code: '', sent_at, error: null, resent: false }
  } catch {
    return null
  }
}
