import { recogniseAddress } from '#contracts/addresses/recognise.ts'
import { ContactInput } from '#contracts/contact/contact.ts'
import { plainHandle, tidy } from '#contracts/text/text.ts'
import type { AccountFormRow, FormValues } from './form-values.ts'

/** The values as they will be sent, shown back in the fields once a step is right: `１３８ …` becomes `138…`. */
export function tidiedValues(values: FormValues): FormValues {
  return {
    ...values,
    proposal: { ...values.proposal, name: tidy(values.proposal.name) },
    contact: tidiedContact(values.contact),
    existing_accounts: values.existing_accounts.map(tidiedRow),
    wanted_account: { ...values.wanted_account, nickname: tidy(values.wanted_account.nickname) },
  }
}

function tidiedContact(contact: FormValues['contact']): FormValues['contact'] {
  const parsed = ContactInput.safeParse(contact)
  return parsed.success ? { ...parsed.data, phone: parsed.data.phone ?? '' } : contact
}

function tidiedRow(row: AccountFormRow): AccountFormRow {
  const address = row.by === 'address' ? recogniseAddress(row.pasted)?.address : undefined
  return {
    ...row,
    pasted: address ?? row.pasted,
    handle: plainHandle(row.handle),
    nickname: tidy(row.nickname),
  }
}
