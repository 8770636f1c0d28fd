import type { ClipboardEvent } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import { codeFromPaste } from '../../lib/session/one-time-code.ts'
import { Field } from '../form/Field.tsx'

interface Props {
  path: string
  label: string
  takesFocus: boolean
  value: string
  errors: readonly FieldError[]
  onChange: (code: string) => void
}

/** The six digits of a mail; a pasted sentence gives them up. */
export function CodeField({ path, label, takesFocus, value, errors, onChange }: Props) {
  function paste(event: ClipboardEvent) {
    event.preventDefault()
    onChange(codeFromPaste(event.clipboardData.getData('text')))
  }
  return (
    <Field path={path} label={label} errors={errors}>
      {(wiring) => (
        <input
          {...wiring}
          className="input input-code"
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          // biome-ignore lint/a11y/noAutofocus: the person asked for this field by pressing the button before it
          autoFocus={takesFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onPaste={paste}
        />
      )}
    </Field>
  )
}
