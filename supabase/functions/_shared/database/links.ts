import { z } from 'zod'
import { ProveMailboxReply } from '../contracts/contact/mailbox.ts'
import { HandOnReply, ListBundleReply } from '../contracts/credential/bundle.ts'
import { ConfirmedActivation, LinkRefusal, OpenedCredential } from '../contracts/credential/credential.ts'
import type { Call } from './calls.ts'

const OpeningReply = z.union([
  OpenedCredential.omit({ login_name: true, initial_password: true }).extend({ sealed: z.string() }),
  LinkRefusal,
])

const ActivationReply = z.union([
  ConfirmedActivation,
  z.object({ outcome: z.enum(['not_opened', 'checklist_incomplete']) }),
  LinkRefusal,
])

/** What stands behind a link or a code. */
export const linkCalls = (call: Call) => ({
  /** @param reader_hash SHA-256 of the reader's nonce, hexadecimal */
  openCredential: (credential_id: string, generation: number, reader_hash: string) =>
    call('open_credential', { credential_id, generation, reader_hash }, OpeningReply),

  confirmActivation: (credential_id: string, generation: number, checklist: readonly string[]) =>
    call('confirm_activation', { credential_id, generation, checklist }, ActivationReply),

  listBundle: (bundle_id: string, generation: number) =>
    call('list_bundle', { bundle_id, generation }, ListBundleReply),

  openBundled: (bundle_id: string, generation: number, credential_id: string, reader_hash: string) =>
    call('open_bundled', { bundle_id, generation, credential_id, reader_hash }, OpeningReply),

  handOn: (bundle_id: string, generation: number, credential_id: string, taken_by: string) =>
    call('hand_on', { bundle_id, generation, credential_id, taken_by }, HandOnReply),

  proveMailbox: (shown: {
    readonly proof_id: string
    readonly code_number: number
    readonly is_right: boolean
    readonly by_link: boolean
    readonly confirms: boolean
  }) => call('prove_mailbox', shown, ProveMailboxReply),

  /** False where the bucket is full. */
  takeAttempt: (bucket: string, allowed: number, window_seconds: number) =>
    call('take_attempt', { bucket, allowed, window_seconds }, z.boolean()),
})
