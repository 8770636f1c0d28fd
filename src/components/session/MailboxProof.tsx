import { type ClipboardEvent, type FormEvent, type ReactNode, useEffect, useReducer, useState } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import { keepCode, keptCode } from '../../lib/session/kept-code.ts'
import { likelyAddress, MailboxAddress } from '../../lib/session/mailbox-address.ts'
import type { MailboxGateway } from '../../lib/session/mailbox-gateway.ts'
import { type MailboxProofState as Proof, proveMailbox, startProof } from '../../lib/session/mailbox-proof.ts'
import { codeFromPaste, OneTimeCode } from '../../lib/session/one-time-code.ts'
import { tabStorage } from '../../lib/session/tab-storage.ts'
import { ErrorSummary } from '../form/ErrorSummary.tsx'
import { Field, TextField } from '../form/Field.tsx'
import { ResendCode } from './ResendCode.tsx'

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

const asErrors = (error: { field: 'email' | 'code' | null; message: string } | null): FieldError[] =>
  error === null ? [] : [{ path: error.field ?? '', message: error.message }]

/** One array for one error, so that the summary takes the focus once for each refusal. */
function useErrors(error: Parameters<typeof asErrors>[0]) {
  const [shown, setShown] = useState(() => ({ error, errors: asErrors(error) }))
  if (shown.error === error) return shown.errors
  const next = { error, errors: asErrors(error) }
  setShown(next)
  return next.errors
}

interface AddressFormProps {
  typed: string
  error: Parameters<typeof asErrors>[0]
  isSending: boolean
  why: ReactNode
  onTyped: (address: string) => void
  onRefused: (message: string) => void
  onSend: (address: string) => void
}

function AddressForm({ typed, error, isSending, why, onTyped, onRefused, onSend }: AddressFormProps) {
  const errors = useErrors(error)
  const meant = likelyAddress(typed)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isSending) return
    const address = MailboxAddress.safeParse(typed)
    if (!address.success) return onRefused(address.error.issues[0]?.message ?? '')
    onTyped(address.data)
    onSend(address.data)
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      {why}
      <TextField
        path="email"
        label="邮箱地址"
        help="最好用单位的公共邮箱，换人也能收到。"
        type="email"
        inputMode="email"
        autoComplete="email"
        value={typed}
        errors={errors}
        onChange={onTyped}
      />
      {meant === null ? null : (
        <p className="notice notice-warn">
          是不是 <strong>{meant}</strong>？
          <button type="button" className="link-button" onClick={() => onTyped(meant)}>
            改成这个
          </button>
        </p>
      )}
      <div className="form-actions">
        <button type="submit" className="button" aria-disabled={isSending}>
          {isSending ? '正在发送…' : '发送验证码'}
        </button>
      </div>
    </form>
  )
}

interface CodeFormProps {
  proof: Extract<Proof, { phase: 'requesting' | 'code' | 'checking' }>
  onCheck: (code: string) => void
  onResend: () => void
  onOther: () => void
}

function CodeForm({ proof, onCheck, onResend, onOther }: CodeFormProps) {
  const [code, setCode] = useState('')
  const errors = useErrors(proof.phase === 'code' ? proof.error : null)
  const isBusy = proof.phase !== 'code'
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isBusy) onCheck(code)
  }
  function paste(event: ClipboardEvent) {
    event.preventDefault()
    setCode(codeFromPaste(event.clipboardData.getData('text')))
  }
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary errors={errors} />
      <p className="lead" role="status">
        验证码已{proof.phase === 'code' && proof.resent ? '重新' : ''}发到 <strong>{proof.email}</strong>
        ，一般一分钟内到。没看到时请检查垃圾邮件。
      </p>
      <Field path="code" label="六位验证码" errors={errors}>
        {(wiring) => (
          <input
            {...wiring}
            className="input input-code"
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            // biome-ignore lint/a11y/noAutofocus: the person asked for this field by pressing the button before it
            autoFocus
            value={code}
            onChange={(event) => setCode(event.target.value)}
            onPaste={paste}
          />
        )}
      </Field>
      <div className="form-actions">
        <button type="submit" className="button" aria-disabled={isBusy}>
          {proof.phase === 'checking' ? '正在验证…' : '验证邮箱'}
        </button>
      </div>
      <ResendCode sentAt={proof.sent_at ?? 0} isBusy={isBusy} onResend={onResend} />
      <p>
        <button type="button" className="link-button" onClick={onOther}>
          邮箱写错了，改一下
        </button>
      </p>
    </form>
  )
}
