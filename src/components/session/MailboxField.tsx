import type { FieldError } from '../../lib/form/field-error.ts'
import { likelyAddress } from '../../lib/session/mailbox-address.ts'
import { TextField } from '../form/TextField.tsx'

interface Props {
  path: string
  label: string
  help: string
  /** Whose address it is: the browser offers the visitor's own. */
  isOwn: boolean
  value: string
  errors: readonly FieldError[]
  onChange: (address: string) => void
}

/** The address of a mailbox, with a question where it looks mistyped. */
export function MailboxField({ isOwn, value, onChange, ...field }: Props) {
  const meant = likelyAddress(value)
  return (
    <>
      <TextField
        {...field}
        type="email"
        inputMode="email"
        autoComplete={isOwn ? 'email' : 'off'}
        value={value}
        onChange={onChange}
      />
      {meant === null ? null : (
        <p className="notice notice-warn">
          是不是 <strong>{meant}</strong>？
          <button type="button" className="link-button" onClick={() => onChange(meant)}>
            改成这个
          </button>
        </p>
      )}
    </>
  )
}
