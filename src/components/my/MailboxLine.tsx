import { type FormEvent, useState } from 'react'
import type { MyMailbox } from '#contracts/my-registrations.ts'
import type { FieldError } from '../../lib/form/field-error.ts'
import { changeInWords } from '../../lib/my/own-mailbox.ts'
import { MailboxAddress } from '../../lib/session/mailbox-address.ts'
import { OneTimeCode } from '../../lib/session/one-time-code.ts'
import { TextField } from '../form/Field.tsx'

interface Props {
  /** Makes the fields of several cards on one page tell apart. */
  registrationId: string
  mailbox: MyMailbox
  isBusy: boolean
  onAsk: (email: string) => void
  onWithdraw: () => void
  /** Answers with the words of a refusal, or null. */
  onProve: (code: string) => Promise<string | null>
}

/** Where mail about this registration goes, what is wrong with it, and the way to another mailbox. */
export function MailboxLine({ registrationId, mailbox, isBusy, onAsk, onWithdraw, onProve }: Props) {
  const [isOpen, setOpen] = useState(false)
  const { change } = mailbox
  return (
    <section className="mailbox-line" aria-label="联系邮箱">
      <p className="mailbox-address">
        <span>
          联系邮箱：<strong>{mailbox.email}</strong>
        </span>
        {change === null ? (
          <button
            type="button"
            className="link-button"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            换邮箱
          </button>
        ) : null}
      </p>
      {mailbox.trouble === null ? null : (
        <p className="notice notice-bad">
          这个邮箱收不到我们的信：{mailbox.trouble}。请换一个邮箱；已经修好的，要一个新的链接再试。
        </p>
      )}
      {change === null ? (
        isOpen ? (
          <NewMailboxForm id={registrationId} isBusy={isBusy} onAsk={onAsk} />
        ) : null
      ) : (
        <>
          <p className={change.trouble === null ? 'notice notice-warn' : 'notice notice-bad'}>
            {changeInWords(change)}
          </p>
          {change.asked_by === 'school' && change.trouble === null ? (
            <NewMailboxCode id={registrationId} isBusy={isBusy} onProve={onProve} />
          ) : null}
          <div className="form-actions">
            {change.trouble === null ? (
              <button
                type="button"
                className="link-button"
                aria-disabled={isBusy}
                onClick={() => isBusy || onAsk(change.email)}
              >
                再发一次验证码
              </button>
            ) : null}
            <button
              type="button"
              className="link-button"
              aria-disabled={isBusy}
              onClick={() => isBusy || onWithdraw()}
            >
              不换了
            </button>
          </div>
        </>
      )}
    </section>
  )
}

function NewMailboxForm({ id, isBusy, onAsk }: { id: string; isBusy: boolean; onAsk: Props['onAsk'] }) {
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const path = `mailbox-${id}`
  function submit(event: FormEvent) {
    event.preventDefault()
    const address = MailboxAddress.safeParse(typed)
    setErrors(address.success ? [] : [{ path, message: address.error.issues[0]?.message ?? '' }])
    if (address.success && !isBusy) onAsk(address.data)
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        path={path}
        label="新的邮箱"
        help="验证码会发到新邮箱。填好验证码才换，旧邮箱和上级会得到通知，以前的一次性链接都会失效。"
        type="email"
        inputMode="email"
        autoComplete="email"
        value={typed}
        errors={errors}
        onChange={setTyped}
      />
      <div className="form-actions">
        <button type="submit" className="button" aria-disabled={isBusy}>
          发送验证码
        </button>
      </div>
    </form>
  )
}

function NewMailboxCode({ id, isBusy, onProve }: { id: string; isBusy: boolean; onProve: Props['onProve'] }) {
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  const path = `code-${id}`
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (isBusy) return
    const code = OneTimeCode.safeParse(typed)
    const refusal = code.success ? await onProve(code.data) : (code.error.issues[0]?.message ?? '')
    setErrors(refusal === null ? [] : [{ path, message: refusal }])
  }
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        path={path}
        label="新邮箱收到的六位验证码"
        inputMode="numeric"
        autoComplete="one-time-code"
        width="short"
        value={typed}
        errors={errors}
        onChange={setTyped}
      />
      <div className="form-actions">
        <button type="submit" className="button" aria-disabled={isBusy}>
          确认新邮箱
        </button>
      </div>
    </form>
  )
}
