import { PROPOSED_KIND } from '#contracts/federation.ts'
import type { MyRegistration } from '#contracts/registration/my-registrations.ts'
import type { MailboxGateway } from '../session/mailbox-gateway.ts'
import type { NotSignedIn } from '../session/signed-in.ts'
import type { TabStorage } from '../session/tab-storage.ts'
import { valuesToCorrect } from './correction.ts'
import { choiceOfDivision, type DivisionNode } from './division-choices.ts'
import { type Draft, draftInTab, draftOf, mergeDrafts, parseDraft, subjectOf } from './draft.ts'
import type { FormAddress } from './form-address.ts'
import { type ChosenOrganization, EMPTY_FORM, type FormValues, newKey } from './form-values.ts'
import type { FindOrganization } from './organization-choices.ts'
import type { OwnRegistrations, RegisterGateway } from './register-gateway.ts'

export interface FormSources {
  mailbox: MailboxGateway
  register: RegisterGateway
  findOrganization: FindOrganization
  divisions(): Promise<DivisionNode[] | null>
  storage: TabStorage
  now(): Date
}

export interface OpenedForm {
  values: FormValues
  subject: string
  mailbox: string | null
  /** The server's draft of this subject; null where there is none yet. */
  draft_id: string | null
  /** False where the caller's one draft on the server is about something else: then the tab alone keeps this one. */
  may_keep_on_server: boolean
  /** The reviewer's reason, where a returned registration is corrected. */
  reason: string | null
  /** False where the server could not be asked for a draft. */
  is_current: boolean
}

export type Opening =
  | { outcome: 'answered'; value: OpenedForm }
  | NotSignedIn
  | { outcome: 'nothing_to_correct' }
  | { outcome: 'unreachable' }

/** Puts together what the form starts with: the address, the tab's draft, the server's draft, a returned registration. */
export async function openForm(address: FormAddress, sources: FormSources): Promise<Opening> {
  const mailbox = await sources.mailbox.current().catch(() => null)
  if (address.correct !== null && mailbox === null) return { outcome: 'sign_in_first' }
  const mine = mailbox === null ? null : await sources.register.mine()
  const own = mine?.outcome === 'answered' ? mine.value : []
  const isCurrent = mine === null || mine.outcome === 'answered'
  if (address.correct !== null) {
    if (mine?.outcome === 'signed_out') return { outcome: 'signed_out' }
    return isCurrent ? openCorrection(address.correct, own, mailbox, sources) : { outcome: 'unreachable' }
  }
  const organization = await chosenOrganization(address.organization, sources)
  const fresh = { ...EMPTY_FORM, purpose: address.purpose, organization }
  const opened = open(fresh, own, mailbox, sources)
  return answered({ ...opened, values: aimAt(organization, opened.values), is_current: isCurrent })
}

/** After the mailbox is proven inside the form: what the server has kept joins what was typed. */
export async function joinServerDraft(values: FormValues, mailbox: string, sources: FormSources) {
  const mine = await sources.register.mine()
  const own = mine.outcome === 'answered' ? mine.value : []
  const subject = subjectOf(values, values.organization?.code ?? null)
  const typed = draftOf(subject, values, sources.now())
  return { ...joined(typed, own, subject), mailbox, is_current: mine.outcome === 'answered' }
}

async function openCorrection(
  id: string,
  own: OwnRegistrations,
  mailbox: string | null,
  sources: FormSources,
): Promise<Opening> {
  const returned = own.find((registration) => registration.id === id && registration.state === 'returned')
  if (returned === undefined) return { outcome: 'nothing_to_correct' }
  const organization = await chosenOrganization(returned.organization_code, sources, returned)
  const values = await withDivision(valuesToCorrect(returned, organization), sources)
  return answered({ ...open(values, own, mailbox, sources), reason: returned.decision_reason })
}

const answered = (value: OpenedForm): Opening => ({
  outcome: 'answered',
  value: { ...value, values: { ...value.values, key: value.values.key ?? newKey() } },
})

function open(
  fresh: FormValues,
  own: OwnRegistrations,
  mailbox: string | null,
  sources: FormSources,
): OpenedForm {
  const subject = subjectOf(fresh, fresh.organization?.code ?? null)
  const inTab = draftInTab(sources.storage, subject)
  const { values, ...kept } = joined(inTab, own, subject)
  const start = values ?? { ...fresh, contact: fresh.correcting === null ? lastContact(own) : fresh.contact }
  return { ...kept, values: start, subject, mailbox, reason: null, is_current: true }
}

function joined(typed: Draft | null, own: OwnRegistrations, subject: string) {
  const row = own.find(({ state }) => state === 'draft')
  const onServer = parseDraft(row?.draft)
  const isSameSubject = onServer?.subject === subject
  const merged = mergeDrafts(typed, isSameSubject ? onServer : null)
  return {
    values: merged?.values ?? null,
    draft_id: isSameSubject ? (row?.id ?? null) : null,
    may_keep_on_server: onServer === null || isSameSubject,
  }
}

async function chosenOrganization(
  code: string | null,
  sources: FormSources,
  returned?: MyRegistration,
): Promise<ChosenOrganization | null> {
  if (code === null) return null
  const found = await sources.findOrganization(code).catch(() => null)
  if (found !== null || returned === undefined) return found
  const name = returned.organization_name ?? code
  return { code, name, place: '', level: PROPOSED_KIND.level, kind: PROPOSED_KIND.id, status: 'expected' }
}

async function withDivision(values: FormValues, sources: FormSources): Promise<FormValues> {
  if (!values.proposing) return values
  const choice = choiceOfDivision((await sources.divisions()) ?? [], values.proposal.county)
  return {
    ...values,
    proposal: { ...EMPTY_FORM.proposal, ...choice, name: values.proposal.name },
  }
}

/** An address that names an organization wins over a draft about another one; the contact person stays. */
function aimAt(asked: ChosenOrganization | null, values: FormValues): FormValues {
  if (asked === null || (!values.proposing && values.organization?.code === asked.code)) return values
  if (values.organization === null && !values.proposing) return { ...values, organization: asked }
  return {
    ...EMPTY_FORM,
    purpose: values.purpose,
    organization: asked,
    contact: values.contact,
    email: values.email,
  }
}

function lastContact(own: OwnRegistrations): FormValues['contact'] {
  const contact = own.find((registration) => registration.contact !== null)?.contact
  return contact == null ? EMPTY_FORM.contact : { ...contact, phone: contact.phone ?? '' }
}
