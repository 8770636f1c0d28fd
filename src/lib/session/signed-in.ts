import type { MailboxGateway } from './mailbox-gateway.ts'
import type { Reply } from './reply.ts'

/** Nobody has signed in in this tab. */
export type SignInFirst = { outcome: 'sign_in_first' }

/** Why whoever comes must prove a mailbox: nobody has, or it was too long ago. */
export type NotSignedIn = SignInFirst | { outcome: 'signed_out' }

/** Asks as whoever is signed in. */
export async function whenSignedIn<Value>(
  mailbox: Pick<MailboxGateway, 'current'>,
  ask: (email: string) => Promise<Reply<Value>>,
): Promise<Reply<Value> | SignInFirst> {
  const email = await mailbox.current()
  return email === null ? { outcome: 'sign_in_first' } : ask(email)
}

export const isNotSignedIn = (failure: { outcome: string }): failure is NotSignedIn =>
  failure.outcome === 'sign_in_first' || failure.outcome === 'signed_out'
