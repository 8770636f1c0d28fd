import { isRefusedFor } from '#contracts/registration/registration.ts'
import { receiptOf } from './correction.ts'
import { type Draft, serverDraft } from './draft.ts'
import type { RegisterGateway } from './register-gateway.ts'
import type { RegistrationEvent } from './registration-screen.ts'
import { readSubmission } from './step-validation.ts'

export interface HandingIn {
  draft: Draft
  /** The draft or returned registration that is handed in; null where the server has none yet. */
  id: string | null
  may_keep_on_server: boolean
  /** An earlier attempt was lost on the way, so it may have arrived. */
  may_have_arrived: boolean
}

type HandingInEvent = Extract<
  RegistrationEvent,
  { type: 'received' | 'refused' | 'signed_out' | 'lost' | 'step_refused' }
>

/**
 * Hands the form in and says what came of it, with the id it was sent under. A draft is kept first, so that the
 * registration has an id and an attempt whose reply was lost is found again instead of being sent twice.
 */
export async function handIn(
  form: HandingIn,
  register: RegisterGateway,
): Promise<{ answer: HandingInEvent; id: string | null }> {
  const invalid = readSubmission(form.draft.values, form.id).errors
  if (invalid !== null) return { answer: { type: 'step_refused', errors: invalid }, id: form.id }
  if (form.may_have_arrived && form.id !== null) {
    const receipt = await findReceipt(form.id, register)
    if (receipt !== null) return { answer: { type: 'received', receipt }, id: form.id }
  }
  const id = form.id ?? (form.may_keep_on_server ? await keptId(form.draft, register) : null)
  const { submission } = readSubmission(form.draft.values, id)
  if (submission === null) return { answer: { type: 'lost', failure: 'failed' }, id }
  const reply = await register.submit(submission)
  switch (reply.outcome) {
    case 'answered':
      return { answer: { type: 'received', receipt: reply.value }, id }
    case 'refused': {
      // A browser repeats a request by itself on a broken connection: then it is handed in already.
      const mayStand = isRefusedFor('registration-not-open', reply.refusal)
      const receipt = mayStand && id !== null ? await findReceipt(id, register) : null
      if (receipt !== null) return { answer: { type: 'received', receipt }, id }
      return { answer: { type: 'refused', refusal: reply.refusal }, id }
    }
    case 'signed_out':
      return { answer: { type: 'signed_out' }, id }
    default:
      return { answer: { type: 'lost', failure: reply.outcome }, id }
  }
}

async function keptId(draft: Draft, register: RegisterGateway): Promise<string | null> {
  const kept = await register.saveDraft(serverDraft(draft))
  return kept.outcome === 'answered' ? kept.value : null
}

async function findReceipt(id: string, register: RegisterGateway) {
  const mine = await register.mine()
  const found =
    mine.outcome === 'answered' ? mine.value.find((registration) => registration.id === id) : undefined
  return found === undefined ? null : receiptOf(found)
}
