import { z } from 'zod'
import type { TabStorage } from '../session/tab-storage.ts'
import { EMPTY_FORM, FormValues } from './form-values.ts'

/**
 * What was typed outlives a reload: in the tab before the mailbox is proven, in the tab and in the server's draft
 * afterwards. `subject` says what the form is about, so that a draft never leaks into another registration.
 */
export const Draft = z.object({
  version: z.literal(1),
  subject: z.string(),
  saved_at: z.iso.datetime(),
  values: FormValues,
})
export type Draft = z.output<typeof Draft>

/** `register`, `add_account:100123`, `change:100123` or `correct:<registration>`. */
export function subjectOf(values: Pick<FormValues, 'correcting' | 'purpose'>, code: string | null): string {
  if (values.correcting !== null) return `correct:${values.correcting}`
  return values.purpose === 'register' ? 'register' : `${values.purpose}:${code ?? ''}`
}

export const draftOf = (subject: string, values: FormValues, now: Date): Draft => ({
  version: 1,
  subject,
  saved_at: now.toISOString(),
  values,
})

/** What goes to the server: consents are given anew each time, and the mailbox is already known there. */
export const serverDraft = (draft: Draft): Draft => ({
  ...draft,
  values: { ...draft.values, email: '', declared: false, consented_register: false, consented_mail: false },
})

export function parseDraft(json: unknown): Draft | null {
  const draft = Draft.safeParse(json)
  return draft.success ? draft.data : null
}

const keyOf = (subject: string) => `minglu.draft.${subject}`
const SUBJECTS_KEY = 'minglu.drafts'

export function keepInTab(storage: TabStorage, draft: Draft): boolean {
  try {
    storage.setItem(keyOf(draft.subject), JSON.stringify(draft))
    storage.setItem(SUBJECTS_KEY, JSON.stringify([...new Set([...subjectsIn(storage), draft.subject])]))
    return true
  } catch {
    return false
  }
}

export const draftInTab = (storage: TabStorage, subject: string) =>
  parseDraft(parseJson(storage.getItem(keyOf(subject))))

export const forgetInTab = (storage: TabStorage, subject: string) => storage.removeItem(keyOf(subject))

/** Signing out on a shared computer leaves nothing behind. */
export function forgetAllInTab(storage: TabStorage) {
  for (const subject of subjectsIn(storage)) forgetInTab(storage, subject)
  storage.removeItem(SUBJECTS_KEY)
}

function subjectsIn(storage: TabStorage): string[] {
  const subjects = z.array(z.string()).safeParse(parseJson(storage.getItem(SUBJECTS_KEY)))
  return subjects.success ? subjects.data : []
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Joins two drafts of one subject, group by group: the newer one wins wherever it holds anything. Accounts of the older
 * one stay out where the newer one is about another organization.
 */
export function mergeDrafts(one: Draft | null, other: Draft | null): Draft | null {
  if (one === null || other === null || one.subject !== other.subject) return one ?? other
  const [older, newer] = one.saved_at < other.saved_at ? [one, other] : [other, one]
  const values = { ...newer.values, email: newer.values.email || older.values.email }
  const isUnnamed = values.organization === null && !values.proposing
  if (isUnnamed) {
    values.organization = older.values.organization
    values.proposing = older.values.proposing
    values.proposal = older.values.proposal
  }
  if (isSame(values.contact, EMPTY_FORM.contact)) values.contact = older.values.contact
  if (sameOrganization(values, older.values) && !hasAccounts(values)) {
    values.has_accounts = older.values.has_accounts
    values.existing_accounts = older.values.existing_accounts
    values.wants_account = older.values.wants_account
    values.wanted_account = older.values.wanted_account
  }
  if (values.note === '') values.note = older.values.note
  return { ...newer, values }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const hasAccounts = ({ has_accounts, wants_account }: FormValues) => has_accounts || wants_account
const sameOrganization = (one: FormValues, other: FormValues) =>
  one.proposing === other.proposing &&
  (one.proposing ? isSame(one.proposal, other.proposal) : one.organization?.code === other.organization?.code)
