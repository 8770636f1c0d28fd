import type { TransactionSql } from 'postgres'

/**
 * Triggers that rest while a generated set comes or goes, in its own transaction only. Every other rule stays on: paths, places
 * and names of organizations, the check of every account and announcement, all constraints and foreign keys.
 *
 * - The audit: a quarter of a million invented rows would bury what staff did in a log that nothing can be taken from again.
 *   One line says what happened instead.
 * - The registrations' steps: they let nobody write a registration that is already decided, or a time that has passed. A
 *   test walks the generated ones through these steps and comes to the same rows.
 * - The contacts' place: nobody puts one under an approval by hand, and here the approvals come first.
 * - The registrations' followers: they would send 71,000 letters and open every account a second time.
 * - The advance of the codes' sequence: a rollback would not take it back. It is moved once, in a way that is.
 */
const AUDITED = [
  'divisions',
  'platforms',
  'levels',
  'organization_kinds',
  'school_types',
  'unit_types',
  'activation_items',
  'naming_rules',
  'organizations',
  'accounts',
  'account_persons',
  'registrations',
  'contacts',
  'announcements',
]
const QUIET: readonly (readonly [table: string, trigger: string])[] = [
  ...AUDITED.map((table) => [table, `${table}_are_audited`] as const),
  ['accounts', 'accounts_deletion_is_audited'],
  ['accounts', 'accounts_of_persons_are_audited'],
  ['accounts', 'accounts_of_persons_deletion_is_audited'],
  ['registrations', 'registrations_step'],
  ['registrations', 'registrations_arrive'],
  ['contacts', 'contacts_stay_in_place'],
  ['organizations', 'organizations_advance_codes'],
]

/**
 * Runs `work` while they rest, and `more` of them where given. Takes a lock that lets others read, and write only afterwards.
 */
export async function whileQuiet<Result>(
  tx: TransactionSql,
  work: () => Promise<Result>,
  more: typeof QUIET = [],
): Promise<Result> {
  const triggers = [...QUIET, ...more]
  // A check that waits for the commit would hold the tables when the triggers come back.
  await tx`set constraints all immediate`
  for (const [table, trigger] of triggers)
    await tx.unsafe(`alter table public.${table} disable trigger ${trigger}`)
  const result = await work()
  for (const [table, trigger] of triggers)
    await tx.unsafe(`alter table public.${table} enable trigger ${trigger}`)
  return result
}

/** The one line in the audit. */
export async function noteInAudit(
  tx: TransactionSql,
  verb: 'insert' | 'delete',
  counts: object,
): Promise<void> {
  const values = JSON.stringify(counts)
  await tx`
    insert into private.audit_log (channel, relation, row_key, verb, old_values, new_values)
    values ('dashboard', 'private.generated_rows', '*', ${verb}, ${verb === 'delete' ? values : null}::text::jsonb,
      ${verb === 'insert' ? values : null}::text::jsonb)`
}
