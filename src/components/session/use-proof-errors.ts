import { useState } from 'react'
import type { FieldError } from '../../lib/form/field-error.ts'
import type { ProofError } from '../../lib/session/mailbox-proof.ts'

const asErrors = (error: ProofError | null): FieldError[] =>
  error === null ? [] : [{ path: error.field ?? '', message: error.message }]

/** One array for one error, so that the summary takes the focus once for each refusal. */
export function useProofErrors(error: ProofError | null): FieldError[] {
  const [shown, setShown] = useState(() => ({ error, errors: asErrors(error) }))
  if (shown.error === error) return shown.errors
  const next = { error, errors: asErrors(error) }
  setShown(next)
  return next.errors
}
