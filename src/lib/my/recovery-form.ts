import { RecoveryInput, type RecoveryReason, type RecoveryRequest } from '#contracts/contact/recovery.ts'
import { errorsOf, type FieldError } from '../form/field-error.ts'
import { given, givenOf } from '../form/given.ts'

/** The form of a recovery as it is typed. */
export interface RecoveryValues {
  organization_code: string
  why: RecoveryReason
  contact: { name: string; post: string; phone: string; mobile: string }
  note: string
}

export const EMPTY_RECOVERY: RecoveryValues = {
  organization_code: '',
  why: 'password_lost',
  contact: { name: '', post: '', phone: '', mobile: '' },
  note: '',
}

/** What is sent, or the errors that keep it from being sent, in the order of the fields. */
export function readRecovery({
  organization_code,
  why,
  contact,
  note,
}: RecoveryValues): { request: RecoveryRequest; errors: null } | { request: null; errors: FieldError[] } {
  const parsed = RecoveryInput.safeParse({
    organization_code: given(organization_code),
    why,
    contact: givenOf(contact),
    note,
  })
  return parsed.success
    ? { request: parsed.data, errors: null }
    : { request: null, errors: errorsOf(parsed.error) }
}
