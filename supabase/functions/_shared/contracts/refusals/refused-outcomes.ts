import type { ProveMailboxReply } from '../contact/mailbox.ts'
import type { HandOnReply, ListBundleReply, OpenBundledReply } from '../credential/bundle.ts'
import type { ConfirmActivationReply, OpenCredentialReply } from '../credential/credential.ts'
import type { ReportMistakeReply } from '../mistakes/mistake.ts'

/** Outcomes of which the database or the function did what it was asked. */
type Done = 'opened' | 'confirmed' | 'listed' | 'handed_on' | 'proven' | 'waits' | 'kept'

/** By outcome, who decides on it: functions of the database, or files under `supabase/functions`. */
type Decided<Reply extends { outcome: string }> = Readonly<
  Record<Exclude<Reply['outcome'], Done>, readonly string[]>
>

const WRONG_LINK = '_shared/links/wrong-link.ts'
const ANYTHING_UNFORESEEN = ['_shared/page-function.ts']

/**
 * What the edge functions say no with. There is no sentence: the page words it, and `docs/refusals.md` shows how. An outcome that nobody
 * decides on stands in the contract for the sake of what pages share, and is never answered.
 */
export const REFUSED_OUTCOMES = {
  'open-credential': {
    already_opened: ['calls.open_credential'],
    expired: ['calls.open_credential'],
    superseded: ['private.link_refusal'],
    revoked: ['private.link_refusal'],
    activated: ['private.link_refusal'],
    wrong_link: ['private.link_refusal', WRONG_LINK],
    too_many_attempts: [WRONG_LINK],
    failed: ANYTHING_UNFORESEEN,
  },
  'confirm-activation': {
    already_opened: [],
    expired: [],
    superseded: ['private.link_refusal'],
    revoked: ['private.link_refusal'],
    activated: [],
    wrong_link: ['private.link_refusal', WRONG_LINK],
    too_many_attempts: [WRONG_LINK],
    not_opened: ['calls.confirm_activation'],
    checklist_incomplete: ['calls.confirm_activation'],
    failed: ANYTHING_UNFORESEEN,
  },
  'open-bundle': {
    already_opened: ['calls.open_bundled'],
    expired: ['private.bundle_refusal', 'calls.open_bundled'],
    superseded: ['private.bundle_refusal'],
    revoked: ['private.bundle_refusal', 'calls.open_bundled'],
    activated: ['calls.open_bundled'],
    wrong_link: ['private.bundle_refusal', 'calls.open_bundled', 'calls.hand_on', WRONG_LINK],
    too_many_attempts: [WRONG_LINK],
    not_opened: ['calls.hand_on'],
    taker_missing: ['calls.hand_on'],
    failed: ANYTHING_UNFORESEEN,
  },
  'prove-mailbox': {
    wrong_code: ['calls.prove_mailbox', 'prove-mailbox/handler.ts'],
    superseded: ['calls.prove_mailbox'],
    too_many_codes: ['calls.prove_mailbox'],
    paused: ['calls.prove_mailbox'],
    expired: ['calls.prove_mailbox'],
    failed: ANYTHING_UNFORESEEN,
  },
  'report-mistake': {
    wrong: ['report-mistake/handler.ts'],
    unknown_organization: ['calls.report_mistake'],
    too_early: ['report-mistake/handler.ts'],
    too_many: ['calls.report_mistake'],
    failed: ANYTHING_UNFORESEEN,
  },
} as const satisfies {
  'open-credential': Decided<OpenCredentialReply>
  'confirm-activation': Decided<ConfirmActivationReply>
  'open-bundle': Decided<ListBundleReply | OpenBundledReply | HandOnReply>
  'prove-mailbox': Decided<ProveMailboxReply>
  'report-mistake': Decided<ReportMistakeReply>
}
