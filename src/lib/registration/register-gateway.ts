import { z } from 'zod'
import { MyRegistrations } from '#contracts/registration/my-registrations.ts'
import { RegistrationReceipt, type RegistrationSubmission } from '#contracts/registration/registration.ts'
import type { DatabaseCall } from '../session/database-call.ts'
import { Nothing, type Reply } from '../session/reply.ts'
import type { Draft } from './draft.ts'

const LinkRequest = z.object({ outcome: z.enum(['queued', 'asked']) })
export type LinkRequest = z.output<typeof LinkRequest>

export type OwnRegistrations = z.output<typeof MyRegistrations>

/** The database functions of the signed-in contact. */
export interface RegisterGateway {
  submit(submission: RegistrationSubmission): Promise<Reply<RegistrationReceipt>>
  /** Answers with the id of the caller's one draft. */
  saveDraft(draft: Draft): Promise<Reply<string>>
  discardDraft(): Promise<Reply<null>>
  mine(): Promise<Reply<OwnRegistrations>>
  withdraw(registrationId: string): Promise<Reply<null>>
  requestLink(credentialId: string): Promise<Reply<LinkRequest>>
}

export function databaseRegister(call: DatabaseCall): RegisterGateway {
  return {
    submit: (submission) => call('submit_registration', { submission }, RegistrationReceipt),
    saveDraft: (draft) => call('save_registration_draft', { draft }, z.uuid()),
    discardDraft: () => call('discard_registration_draft', {}, Nothing),
    mine: () => call('my_registrations', {}, MyRegistrations),
    withdraw: (registration_id) => call('withdraw_registration', { registration_id }, Nothing),
    requestLink: (credential_id) => call('request_credential_link', { credential_id }, LinkRequest),
  }
}
