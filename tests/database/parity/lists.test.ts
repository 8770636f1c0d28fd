import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { OldMailboxAnswer, ProofAsker } from '#contracts/contact/mailbox.ts'
import { RecoveryReason, RecoveryState } from '#contracts/contact/recovery.ts'
import { CredentialState } from '#contracts/credential/credential.ts'
import { TaskKind } from '#contracts/desk/task.ts'
import {
  AccountState,
  OrganizationStatus,
  PublicAccountSubject,
  RegisterEventName,
} from '#contracts/directory.ts'
import { MISTAKE_KINDS } from '#contracts/mistakes/mistake-kinds.ts'
import { RegistrationPurpose, RegistrationState } from '#contracts/registration/registration.ts'
import { MailBatch } from '../../../supabase/functions/_shared/database/mail.ts'
import { QueuedMail } from '../../../supabase/functions/_shared/mail/queued-mail.ts'
import { test } from '../../fixtures/database/room.ts'

/** The words of each enum where the site or a function reads them, in the order of the enum. */
const CONTRACTS: Record<string, readonly string[]> = {
  'private.batch_validation': MailBatch.shape.validation.unwrap().options,
  'private.credential_state': CredentialState.options,
  'private.old_mailbox_answer': OldMailboxAnswer.options,
  'private.proof_asker': ProofAsker.options,
  'private.recovery_reason': RecoveryReason.options,
  'private.recovery_state': RecoveryState.options,
  'private.task_kind': TaskKind.options,
  'public.account_state': AccountState.options,
  'public.organization_status': OrganizationStatus.options,
  'public.register_event': RegisterEventName.options,
  'public.registration_purpose': RegistrationPurpose.options,
  'public.registration_state': RegistrationState.options,
}

/** Those whose contract has an order of its own: by what letters have in common, by what is asked most. */
const IN_OTHER_ORDER: Record<string, readonly string[]> = {
  'private.mail_kind': QueuedMail.options.map((mail) => mail.shape.kind.value),
  'public.mistake_kind': MISTAKE_KINDS.map(({ kind }) => kind),
}

/** Why no contract lists the words of the others. */
const WITHOUT_CONTRACT: Record<string, string> = {
  'private.audit_channel': 'the audit is read in the dashboard alone',
  'private.batch_state': 'the functions are handed batches and report outcomes, never a state',
  'private.bundle_state': 'replies tell of bundles that are open, and of those alone',
  'private.erasure_cause': 'erasures are read in the dashboard alone',
  'private.foreign_request_state': 'the contact is told of questions that wait, and of those alone',
  'private.handover_way': 'handovers are read in the dashboard alone',
  'private.letter_side': 'letters are counted where they are queued, and no reply tells the counts',
  'private.mail_state': 'the functions report what happened; what follows for the mail is the database’s',
  'private.proof_state': 'replies say whether a proof is asked for, and what stands in its way',
  'private.publication_state': 'the publisher claims and settles, and is told no state',
  'private.spent_letter': 'what becomes of a letter is decided where it is queued',
  'private.suppression_state': 'suppressions are read in the dashboard alone',
  'public.account_subject': 'visitors see two of its words: the test below holds those',
  'public.announcement_state': 'visitors see what is published, without a word for it',
  'public.mistake_state': 'staff settle reports in the dashboard',
  'public.staff_role': 'roles are set in the dashboard and asked by policies',
}

test('every enum has a contract, or a reason for having none', async ({ sql }) => {
  const rows = await sql`
    select distinct format('%s.%s', t.typnamespace::regnamespace, t.typname) as name
    from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typnamespace::regnamespace::text in ('public', 'private')`
  const told = [CONTRACTS, IN_OTHER_ORDER, WITHOUT_CONTRACT].flatMap((list) => Object.keys(list))
  expect(told.sort()).toEqual(rows.map((row) => row.name).sort())
})

async function wordsOf(sql: Sql, name: string): Promise<string[]> {
  const rows =
    await sql`select enumlabel from pg_enum where enumtypid = ${name}::regtype order by enumsortorder`
  return rows.map((row) => row.enumlabel)
}

test.for(Object.entries(CONTRACTS))('%s has the words of the contract', async ([name, words], { sql }) => {
  expect(await wordsOf(sql, name)).toEqual(words)
})

test.for(Object.entries(IN_OTHER_ORDER))(
  '%s has the words of the contract, in an order of its own',
  async ([name, words], { sql }) => {
    expect((await wordsOf(sql, name)).sort()).toEqual([...words].sort())
  },
)

test('what visitors see of accounts is what the contract calls public', async ({ sql }) => {
  const [policy] = await sql`select qual from pg_policies where tablename = 'accounts'`
  const rows =
    await sql`select enumlabel as subject from pg_enum where enumtypid = 'public.account_subject'::regtype`
  const open = rows.map((row) => row.subject).filter((subject) => policy?.qual.includes(`'${subject}'`))
  expect(open).toEqual(PublicAccountSubject.options)
})
