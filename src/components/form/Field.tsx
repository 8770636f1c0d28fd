import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { type FieldError, fieldId, messageFor } from '../../lib/form/field-error.ts'

/** What an input needs so that its label, help and error are read with it. */
export interface FieldWiring {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

interface FieldProps {
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
  const described = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
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
        'aria-describedby': described.filter((part) => part !== '').join(' ') || undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
    </div>
  )
}

export function FieldMessage({ id, error }: { id: string; error: string | undefined }) {
  if (error === undefined) return null
  return (
    <p className="field-error" id={`${id}-error`}>
      <span className="visually-hidden">错误：</span>
      {error}
    </p>
  )
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email' | 'tel' | 'url'
  inputMode?: 'numeric' | 'tel' | 'email' | 'url'
  autoComplete?: HTMLInputAutoCompleteAttribute
  width?: 'short' | 'middle' | 'full'
}

export function TextField({
  value,
  onChange,
  type = 'text',
  inputMode,
  autoComplete = 'off',
  width = 'full',
  ...field
}: TextFieldProps) {
  return (
    <Field {...field}>
      {(wiring) => (
        <input
          {...wiring}
          className={`input input-${width}`}
          type={type}
          inputMode={inputMode}
          autoComplete={autoComplete}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

interface SelectFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  options: readonly { value: string; name: string }[]
  onChange: (value: string) => void
}

export function SelectField({ value, options, onChange, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      {(wiring) => (
        <select
          {...wiring}
          className="input input-middle"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

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
  const described = [help === undefined ? '' : `${id}-help`, error === undefined ? '' : `${id}-error`]
  return (
    <div className={error === undefined ? 'checkbox' : 'checkbox field-wrong'}>
      <FieldMessage id={id} error={error} />
      <div className="checkbox-row">
        <input
          id={id}
          type="checkbox"
          checked={checked}
          aria-describedby={described.filter((part) => part !== '').join(' ') || undefined}
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
