import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import { PlatformId } from '#contracts/registration/registration.ts'
import { rowOf } from './account-rows.ts'
import { type ChosenOrganization, EMPTY_FORM, type FormValues } from './form-values.ts'

/**
 * The form of a returned registration, filled in as it was sent. The consents are asked again; a proposal's division
 * must be unfolded by `choiceOfDivision` once the list of divisions is there.
 */
export function valuesToCorrect(
  returned: MyRegistration,
  organization: ChosenOrganization | null,
): FormValues {
  const { contact, proposal, wanted_account: wanted, existing_accounts: accounts } = returned
  return {
    ...EMPTY_FORM,
    correcting: returned.id,
    purpose: returned.purpose,
    organization,
    proposing: proposal !== null,
    proposal: { ...EMPTY_FORM.proposal, name: proposal?.name ?? '', county: proposal?.division_code ?? '' },
    contact: contact === null ? EMPTY_FORM.contact : { ...contact, phone: contact.phone ?? '' },
    has_accounts: accounts.length > 0,
    existing_accounts: accounts.flatMap((account, index) => {
      const platform = PlatformId.safeParse(account.platform)
      return platform.success ? [rowOf({ ...account, platform: platform.data }, `recorded-${index}`)] : []
    }),
    wants_account: wanted !== null,
    wanted_account: {
      platform: PlatformId.catch('weibo').parse(wanted?.platform),
      nickname: wanted?.nickname ?? '',
    },
    note: returned.note ?? '',
  }
}

/** The receipt of a registration that arrived although its reply was lost. */
export function receiptOf(found: MyRegistration) {
  if (found.state !== 'submitted' || found.submitted_at === null || found.answer_due_on === null) return null
  return {
    id: found.id,
    state: found.state,
    organization_name: found.organization_name ?? found.proposal?.name ?? '',
    submitted_at: found.submitted_at,
    answer_due_on: found.answer_due_on,
  }
}
