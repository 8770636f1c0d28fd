import type { Network } from '../client-network.ts'
import type { LinkRefusal } from '../contracts/credential/credential.ts'
import type { Database } from '../database/database.ts'
import type { LinkSigner } from './link.ts'

/** Wrong tokens are counted by address and never locked: a lock would let a stranger lock a school out. */
const ATTEMPTS_ALLOWED = 10
const ATTEMPTS_WINDOW_SECONDS = 600

/** Counts a wrong link against its sender. A right link is never counted, so nobody else's guesses stop it. */
export async function refuseWrongLink(
  caller: Network,
  links: Pick<LinkSigner, 'disguise'>,
  database: Pick<Database, 'takeAttempt'>,
): Promise<LinkRefusal> {
  const bucket = `open:${await links.disguise(caller.own)}`
  const allowed = await database.takeAttempt(bucket, ATTEMPTS_ALLOWED, ATTEMPTS_WINDOW_SECONDS)
  return allowed
    ? { outcome: 'wrong_link' }
    : { outcome: 'too_many_attempts', retry_after_s: ATTEMPTS_WINDOW_SECONDS }
}
