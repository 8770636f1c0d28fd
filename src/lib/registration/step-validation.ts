import { z } from 'zod'
import { ContactInput } from '#contracts/contact/contact.ts'
import {
  ExistingAccountInput,
  Nickname,
  ProposalInput,
  RegistrationInput,
  type RegistrationSubmission,
} from '#contracts/registration/registration.ts'
import { errorsOf, type FieldError } from '../form/field-error.ts'
import { failures, given, givenOf } from '../form/given.ts'
import { platformName } from '../site/platform-name.ts'
import { accountOf, addressRefusal, platformOf } from './account-rows.ts'
import { type AccountFormRow, type FormValues, levelOf } from './form-values.ts'
import { nicknameRefusal } from './naming-rule.ts'
import type { Step } from './steps.ts'
import { inputOf } from './submission.ts'

/** The errors of one step, in the order of its fields; the mailbox proves itself elsewhere. */
export function validateStep(step: Step, values: FormValues): FieldError[] {
  switch (step) {
    case 'organization':
      return organizationErrors(values)
    case 'mailbox':
      return []
    case 'contact':
      return failures(ContactInput, givenOf(values.contact), 'contact')
    case 'accounts':
      return accountErrors(values)
    case 'review':
      return reviewErrors(values)
  }
}

/** What is sent, or the errors that keep it from being sent. */
export function readSubmission(
  values: FormValues,
  id: string | null,
): { submission: RegistrationSubmission; errors: null } | { submission: null; errors: FieldError[] } {
  const parsed = RegistrationInput.safeParse(inputOf(values, id))
  return parsed.success
    ? { submission: parsed.data, errors: null }
    : { submission: null, errors: errorsOf(parsed.error) }
}

function organizationErrors(values: FormValues): FieldError[] {
  if (values.proposing) {
    const { name, county } = values.proposal
    const chosen = z.object({
      ...ProposalInput.shape,
      division_code: z.string().min(1, '请选择单位所在地区'),
    })
    return failures(chosen, { name: given(name), division_code: county }, 'proposal')
  }
  if (values.organization === null)
    return [{ path: 'organization_code', message: '请输入单位名称，并从列表里选择您的单位' }]
  if (values.organization.status === 'closed')
    return [{ path: 'organization_code', message: '这个单位已撤销，不能再登记，请选择继续它工作的单位' }]
  if (
    values.organization.status === 'registered' &&
    values.purpose === 'register' &&
    values.correcting === null
  )
    return [{ path: 'organization_code', message: '这个单位已经登记，请改为「增加账号」或「提出变更」' }]
  return []
}

function accountErrors(values: FormValues): FieldError[] {
  const { purpose, has_accounts, wants_account, existing_accounts: rows } = values
  const errors: FieldError[] = []
  if (purpose === 'change' && values.note.trim() === '')
    errors.push({ path: 'note', message: '请写明要变更什么' })
  if (values.note.length > 500) errors.push({ path: 'note', message: '说明最多 500 个字' })
  if (purpose !== 'change' && !wants_account && (!has_accounts || rows.length === 0))
    errors.push({ path: 'wanted_account', message: '请填写已有账号，或选择申请开通新账号' })
  if (has_accounts) errors.push(...rows.flatMap((row, index) => rowErrors(row, index, rows)))
  if (wants_account) errors.push(...wantedErrors(values))
  return errors
}

function rowErrors(row: AccountFormRow, index: number, rows: AccountFormRow[]): FieldError[] {
  const under = `existing_accounts.${index}`
  const refusal = row.by === 'address' ? addressRefusal(row.pasted) : null
  if (refusal !== null)
    return [
      { path: `${under}.address`, message: refusal },
      ...failures(Nickname, given(row.nickname), `${under}.nickname`),
    ]
  const account = accountOf(row)
  if (account.nickname === '') return failures(Nickname, given(row.nickname), `${under}.nickname`)
  const first = rows.findIndex((other) => platformOf(other) === account.platform)
  const message = `${platformName(account.platform)}的账号填了两次（第 ${first + 1} 个也是），每个平台只登记一个`
  return first < index
    ? [{ path: `${under}.${row.by === 'address' ? 'address' : 'platform'}`, message }]
    : failures(ExistingAccountInput, account, under)
}

function wantedErrors(values: FormValues): FieldError[] {
  const { platform } = values.wanted_account
  if (values.has_accounts && values.existing_accounts.some((row) => platformOf(row) === platform))
    return [
      {
        path: 'wanted_account.platform',
        message: `${platformName(platform)}已有账号，每个平台只登记一个，请换一个平台`,
      },
    ]
  const path = 'wanted_account.nickname'
  const errors = failures(Nickname, given(values.wanted_account.nickname), path)
  if (errors.length > 0) return errors
  const refusal = nicknameRefusal(levelOf(values), values.wanted_account.nickname)
  return refusal === null ? [] : [{ path, message: refusal }]
}

function reviewErrors(values: FormValues): FieldError[] {
  return readSubmission(values, null).errors ?? []
}
