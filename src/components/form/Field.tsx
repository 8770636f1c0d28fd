import type { ReactNode } from 'react'
import { describedBy, type FieldError, fieldId, messageFor } from '../../lib/form/field-error.ts'
import { FieldMessage } from './FieldMessage.tsx'

/** What an input needs so that its label, help and error are read with it. */
export interface FieldWiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FieldProps {
  path: string
  label: ReactNode
  help?: ReactNode
  errors: readonly FieldError[]
  children: (wiring: FieldWiring) => ReactNode
}

/** Label, help, error, input, in this order. */
export function Field({ path, label, help, errors, children }: FieldProps) {
  const id = fieldId(path)
  const error = messageFor(errors, path)
  return (
    <div className={error === undefined ? 'field' : 'field field-wrong'}>
      <label htmlFor={id}>{label}</label>
      {help === undefined ? null : (
        <div className="field-help" id={`${id}-help`}>
          {help}
        </div>
      )}
      <FieldMessage id={id} error={error} />
      {children({
        id,
        'aria-describedby': describedBy(id, help !== undefined, error !== undefined),
        'aria-invalid': error === undefined ? undefined : true,
      })}
    </div>
  )
}
