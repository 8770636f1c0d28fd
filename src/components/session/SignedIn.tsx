import type { Load } from '../../lib/session/loader.ts'
import type { NotSignedIn } from '../../lib/session/signed-in.ts'
import { Gate, type GateWords, type Session } from './Gate.tsx'
import { useLoaded } from './use-loaded.ts'

interface Props<Value, Failure extends { outcome: string }> extends GateWords<Value, Failure> {
  /** Another function is called at once, so it must stay the same while nothing has changed. */
  load: Load<Value, Failure | NotSignedIn>
  /** Signs out and forgets what this tab kept. */
  leave: () => Promise<void>
}

/** A page that belongs to a mailbox: asks, lets whoever is not signed in prove a mailbox, and asks again. */
export function SignedIn<Value, Failure extends { outcome: string }>({
  load,
  leave,
  ...words
}: Props<Value, Failure>) {
  const [loaded, { reload, refresh, fail }] = useLoaded(load)
  const session: Session = {
    reload: () => void reload(),
    refresh,
    async signOut() {
      await leave().catch(() => undefined)
      fail({ outcome: 'sign_in_first' })
    },
  }
  return <Gate {...words} loaded={loaded} session={session} />
}
