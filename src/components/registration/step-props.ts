import type { FieldError } from '../../lib/form/field-error.ts'
import type { FormValues } from '../../lib/registration/form-values.ts'
import type { RegistrationServices } from './registration-services.ts'

/** What every step of the form is given. */
export interface StepProps {
  values: FormValues
  errors: readonly FieldError[]
  services: RegistrationServices
  onChange: (change: Partial<FormValues>) => void
}
