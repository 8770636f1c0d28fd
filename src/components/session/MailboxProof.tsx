import { type ReactNode, useEffect, useReducer } from 'react'
import { keepCode, keptCode } from '../../lib/session/kept-code.ts'
import type { MailboxGateway } from '../../lib/session/mailbox-gateway.ts'
import { type MailboxProofState as Proof, proveMailbox, startProof } from '../../lib/session/mailbox-proof.ts'
import { OneTimeCode } from '../../lib/session/one-time-code.ts'
import { tabStorage } from '../../lib/session/tab-storage.ts'
import { AddressForm } from './AddressForm.tsx'
import { CodeForm } from './CodeForm.tsx'

interface Props {
  mailbox: MailboxGateway
  /** The mailbox that this tab has proven already, or null. */
  known: string | null
  /** What was typed before; kept by whoever keeps the form. */
  typed: string
  onTyped: (address: string) => void
  onProven: (address: string) => void
  why: ReactNode
}

/** Proves a mailbox: address, six digits from the mail, done. */
export function MailboxProof({ mailbox, known, typed, onTyped, onProven, why }: Props) {
  const [proof, dispatch] = useReducer(
    proveMailbox,
    known === null
      ? (keptCode(tabStorage(), Date.now()) ?? startProof(typed))
      : ({ phase: 'known', email: known } satisfies Proof),
  )
  useEffect(() => keepCode(tabStorage(), proof), [proof])
  const proven = proof.phase === 'proven' ? proof.email : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it happens
  useEffect(() => {
    if (proven !== null) onProven(proven)
  }, [proven])

  async function request(address: string) {
    dispatch({ type: 'code_requested', email: address })
    const outcome = await mailbox.requestCode(address)
    dispatch({ type: 'request_answered', outcome, at: Date.now() })
  }

  async function check(address: string, entered: string) {
    const code = OneTimeCode.safeParse(entered)
    if (!code.success)
      return dispatch({ type: 'code_refused', code: entered, message: code.error.issues[0]?.message ?? '' })
    dispatch({ type: 'code_entered', code: code.data })
    dispatch({ type: 'check_answered', outcome: await mailbox.checkCode(address, code.data) })
  }

  switch (proof.phase) {
    case 'known':
      return (
        <>
          <p className="chosen">
            您已经验证过邮箱
            <br />
            <strong>{proof.email}</strong>
          </p>
          <div className="form-actions">
            <button type="button" className="button" onClick={() => dispatch({ type: 'kept' })}>
              用这个邮箱继续
            </button>
            <button type="button" className="link-button" onClick={() => dispatch({ type: 'changed_mind' })}>
              换一个邮箱
            </button>
          </div>
        </>
      )
    case 'proven':
      return <p role="status">邮箱已验证，正在继续…</p>
    case 'address':
      return (
        <AddressForm
          typed={typed}
          error={proof.error}
          isSending={false}
          why={why}
          onTyped={onTyped}
          onRefused={(message) => dispatch({ type: 'address_refused', email: typed, message })}
          onSend={request}
        />
      )
    case 'requesting':
    case 'code':
    case 'checking':
      if (proof.phase === 'requesting' && proof.sent_at === null)
        return (
          <AddressForm
            typed={proof.email}
            error={null}
            isSending
            why={why}
            onTyped={onTyped}
            onRefused={() => undefined}
            onSend={request}
          />
        )
      return (
        <CodeForm
          proof={proof}
          onCheck={(code) => check(proof.email, code)}
          onResend={() => request(proof.email)}
          onOther={() => dispatch({ type: 'changed_mind' })}
        />
      )
  }
}
