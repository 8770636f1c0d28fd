import { accountOf } from './account-rows.ts'
import type { FormValues } from './form-values.ts'

/**
 * The form as the input of `RegistrationInput`; the index of a row is the index of its account, so that a refusal of
 * `existing_accounts.2.address` finds its field.
 */
export function inputOf(values: FormValues, id: string | null) {
  const { proposal } = values
  return {
    id,
    key: values.key,
    purpose: values.purpose,
    organization_code: values.proposing ? null : (values.organization?.code ?? null),
    proposal: values.proposing ? { name: proposal.name, division_code: proposal.county } : null,
    contact: values.contact,
    existing_accounts: values.has_accounts ? values.existing_accounts.map(accountOf) : [],
    wanted_account: values.wants_account ? values.wanted_account : null,
    note: values.note,
    declared: values.declared,
    consented_register: values.consented_register,
    consented_mail: values.consented_mail,
  }
}
