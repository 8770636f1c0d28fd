import { type MouseEvent, useEffect, useId, useRef } from 'react'
import { type FieldError, fieldId } from '../../lib/form/field-error.ts'

/** Repeats the fields' own words on top of the step, takes focus with every refusal, and leads to the fields. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const summary = useRef<HTMLDivElement>(null)
  const title = useId()
  useEffect(() => {
    if (errors.length > 0) summary.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  return (
    <div className="error-summary" ref={summary} tabIndex={-1} role="alert" aria-labelledby={title}>
      <h2 id={title}>{errors.some(({ path }) => path !== '') ? '请修改下面的内容' : '没有办成'}</h2>
      <ul>
        {errors.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path === '' ? (
              message
            ) : (
              <a href={`#${fieldId(path)}`} onClick={(event) => leadTo(event, path)}>
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The fragment belongs to the steps, so the link moves the focus itself. */
function leadTo(event: MouseEvent, path: string) {
  event.preventDefault()
  const field = document.getElementById(fieldId(path))
  field?.scrollIntoView({ block: 'center' })
  field?.focus({ preventScroll: true })
}
