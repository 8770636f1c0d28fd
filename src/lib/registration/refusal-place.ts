import type { Refusal } from '#contracts/registration/registration.ts'
import type { FieldError } from '../form/field-error.ts'
import type { FormValues } from './form-values.ts'

/**
 * Puts a refusal of the database at the field that `details` names. A path that the form does not show falls back to
 * the nearest field that it does, and what names no field stands in the summary alone (empty path).
 */
export function placeRefusal(refusal: Refusal, values: FormValues): FieldError {
  return { path: shownPath(refusal.details ?? '', values), message: refusal.message }
}

const SHOWN = new Set([
  'organization_code',
  'proposal.name',
  'proposal.division_code',
  'contact.name',
  'contact.post',
  'contact.phone',
  'contact.mobile',
  'wanted_account',
  'wanted_account.platform',
  'wanted_account.nickname',
  'note',
  'declared',
  'consented_register',
  'consented_mail',
])

function shownPath(path: string, values: FormValues): string {
  const account = /^existing_accounts\.(\d+)(?:\.(\w+))?$/.exec(path)
  if (account !== null) return shownAccountPath(Number(account[1]), account[2], values)
  if (path === 'existing_accounts') return 'wanted_account'
  if (path === 'proposal' || path === 'organization')
    return values.proposing ? 'proposal.name' : 'organization_code'
  if (path === 'contact') return 'contact.name'
  return SHOWN.has(path) ? path : ''
}

function shownAccountPath(index: number, field: string | undefined, values: FormValues): string {
  const row = values.existing_accounts[index]
  if (row === undefined || !values.has_accounts) return 'wanted_account'
  const under = `existing_accounts.${index}`
  if (field === 'nickname') return `${under}.nickname`
  if (row.by === 'address') return `${under}.address`
  return field === 'platform' ? `${under}.platform` : `${under}.handle`
}
