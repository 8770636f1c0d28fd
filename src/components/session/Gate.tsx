import { type ReactNode, useState } from 'react'
import type { Unreachable } from '../../lib/session/function-call.ts'
import type { Loaded } from '../../lib/session/loader.ts'
import type { MailboxGateway } from '../../lib/session/mailbox-gateway.ts'
import { isNotSignedIn, type NotSignedIn } from '../../lib/session/signed-in.ts'
import { MailboxProof } from './MailboxProof.tsx'

/** What the page behind the gate can do with its session. */
export interface Session {
  reload: () => void
  /** Shows what is new, and leaves the screen alone where nothing comes. */
  refresh: () => Promise<void>
  signOut: () => Promise<void>
}

export interface GateWords<Value, Failure extends { outcome: string }> {
  mailbox: MailboxGateway
  /** The heading over the field that signs in. */
  heading: string
  why: ReactNode
  waiting: ReactNode
  failed: (failure: Exclude<Failure, NotSignedIn> | Unreachable, session: Session) => ReactNode
  children: (value: Value, session: Session) => ReactNode
}

interface Props<Value, Failure extends { outcome: string }> extends GateWords<Value, Failure> {
  loaded: Loaded<Value, Failure | NotSignedIn>
  session: Session
}

/** What stands before a page that belongs to a mailbox, or the page. */
export function Gate<Value, Failure extends { outcome: string }>({
  loaded,
  session,
  mailbox,
  heading,
  why,
  waiting,
  failed,
  children,
}: Props<Value, Failure>) {
  const [typed, setTyped] = useState('')
  if (loaded.phase === 'loading') return waiting
  if (loaded.phase === 'loaded') return children(loaded.value, session)
  const { failure } = loaded
  if (!isNotSignedIn(failure)) return failed(failure as Exclude<Failure, NotSignedIn> | Unreachable, session)
  return (
    <div className="registration">
      <h1>{heading}</h1>
      {failure.outcome === 'signed_out' ? (
        <p className="notice notice-warn">登录已过期，请再验证一次邮箱。</p>
      ) : null}
      <MailboxProof
        mailbox={mailbox}
        known={null}
        typed={typed}
        onTyped={setTyped}
        onProven={session.reload}
        why={why}
      />
    </div>
  )
}
