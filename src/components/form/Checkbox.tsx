import type { ReactNode } from 'react'
import { describedBy, type FieldError, fieldId, messageFor } from '../../lib/form/field-error.ts'
import { FieldMessage } from './FieldMessage.tsx'

interface CheckboxProps {
  path: string
  label: ReactNode
  help?: ReactNode
  checked: boolean
  errors: readonly FieldError[]
  onChange: (checked: boolean) => void
}

export function Checkbox({ path, label, help, checked, errors, onChange }: CheckboxProps) {
  const id = fieldId(path)
  const error = messageFor(errors, path)
  return (
    <div className={error === undefined ? 'checkbox' : 'checkbox field-wrong'}>
      <FieldMessage id={id} error={error} />
      <div className="checkbox-row">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-describedby={describedBy(id, help !== undefined, error !== undefined)}
          aria-invalid={error === undefined ? undefined : true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      {help === undefined ? null : (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  )
}
