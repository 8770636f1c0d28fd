import { type FormEvent, useState } from 'react'
import type { DeskTask } from '#contracts/desk.ts'
import { changeOnDesk } from '../../../lib/desk/troubles/desk-words.ts'
import type { FieldError } from '../../../lib/form/field-error.ts'
import { MailboxAddress } from '../../../lib/session/mailbox-address.ts'
import { TextField } from '../../form/Field.tsx'

interface Props {
  change: DeskTask['change']
  isBusy: boolean
  onAsk: (email: string) => void
  onWithdraw: () => void
}

/** Another mailbox for the school: nothing goes there before its code came back. */
export function DeskMailbox({ change, isBusy, onAsk, onWithdraw }: Props) {
  const [typed, setTyped] = useState('')
  const [errors, setErrors] = useState<FieldError[]>([])
  function submit(event: FormEvent) {
    event.preventDefault()
    const address = MailboxAddress.safeParse(typed)
    setErrors(
      address.success ? [] : [{ path: 'desk-mailbox', message: address.error.issues[0]?.message ?? '' }],
    )
    if (address.success && !isBusy) onAsk(address.data)
  }
  return (
    <section aria-labelledby="desk-mailbox-title">
      <h3 id="desk-mailbox-title">更正邮箱</h3>
      {change === null ? null : (
        <>
          <p className={change.trouble === null ? 'notice notice-warn' : 'notice notice-bad'}>
            {changeOnDesk(change)}
          </p>
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
      <form onSubmit={submit} noValidate>
        <TextField
          path="desk-mailbox"
          label={change === null ? '新的邮箱' : '换成另一个邮箱'}
          help="验证码发到新邮箱，对方确认以后才换；旧邮箱、新邮箱和您都会收到通知，以前的链接都会失效。"
          type="email"
          inputMode="email"
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
    </section>
  )
}
