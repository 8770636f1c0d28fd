import { Field, type FieldProps } from './Field.tsx'

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
