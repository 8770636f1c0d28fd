/**
 * Who may do what: the whole of it. Whatever the catalogs know and these tables do not mention fails the test.
 * A contact, a supervisor and an operator are one role of the database, `authenticated`; rows tell them apart.
 *
 * A cell is what `select` finds (`all` rows, or that many of them), and `+iud` for the other three verbs where they may be
 * tried at all. `-`: permission denied for each of the four.
 */
export const RELATIONS = `
relation                    visitor  contact  supervisor  operator  service  staff
public.divisions            all      all      all         all       -        all+iud
public.platforms            all      all      all         all       -        all+iud
public.organizations        all      all      all         all       -        all+iud
public.accounts             2        2        2           2         -        all+iud
public.announcements        1        1        1           1         -        all+iud
public.register_state       all      all      all         all       -        all+iud
public.register_changes     all      all      all         all       -        all+iud
public.register_events      all      all      all         all       -        all+iud
public.registrations        -        -        -           -         -        all+iud
public.contacts             -        -        -           -         -        all+iud
public.account_persons      -        -        -           -         -        all+iud
public.staff_members        -        -        -           -         -        all+iud
public.levels               -        -        -           -         -        all+iud
public.organization_kinds   -        -        -           -         -        all+iud
public.school_types         -        -        -           -         -        all+iud
public.unit_types           -        -        -           -         -        all+iud
public.activation_items     -        -        -           -         -        all+iud
public.naming_rules         -        -        -           -         -        all+iud
public.credential_intake    -        -        -           -         -        all+iud
private.credentials         -        -        -           -         -        all+iud
private.sealing_keys        -        -        -           -         -        all+iud
private.outbox              -        -        -           -         -        all+iud
private.mail_batches        -        -        -           -         -        all+iud
private.mail_pause          -        -        -           -         -        all+iud
private.attempts            -        -        -           -         -        all+iud
private.publications        -        -        -           -         -        all+iud
private.believed_losses     -        -        -           -         -        all+iud
private.audit_log           -        -        -           -         -        all+iud
private.address_key         -        -        -           -         -        all+iud
private.mail_events         -        -        -           -         -        all+iud
private.mail_meter          -        -        -           -         -        all+iud
private.suppressions        -        -        -           -         -        all+iud
private.mailbox_proofs      -        -        -           -         -        all+iud
private.code_pauses         -        -        -           -         -        all+iud
private.letter_classes      -        -        -           -         -        all+iud
private.letter_kinds        -        -        -           -         -        all+iud
private.letter_counts       -        -        -           -         -        all+iud
private.foreign_requests    -        -        -           -         -        all+iud
private.tasks               -        -        -           -         -        all+iud
private.reminder_plan       -        -        -           -         -        all+iud
private.mailbox_checks      -        -        -           -         -        all+iud
private.mailbox_answers     -        -        -           -         -        all+iud
private.mailbox_check_results  -        -        -           -         -        all+iud
private.recoveries          -        -        -           -         -        all+iud
private.reissue_list        -        -        -           -         -        all+iud
private.bundles             -        -        -           -         -        all+iud
public.mistake_reports      -        -        -           -         -        all+iud
private.handovers           -        -        -           -         -        all+iud
private.generated_rows      -        -        -           -         -        all+iud
private.chores              -        -        -           -         -        all+iud
private.erasures            -        -        -           -         -        all+iud
private.retention_periods   -        -        -           -         -        all+iud
private.work_times          -        -        -           -         -        all+iud
private.clock               -        -        -           -         -        all+iud
private.status              -        -        -           -         -        all+iud
private.closings            -        -        -           -         -        all+iud
`

/**
 * The columns of what a request may read, for `authenticated`; a visitor has the same, where he reads the relation at all.
 * Of every other relation no column is open to a request.
 */
export const COLUMNS: Record<string, { readonly shown: string; readonly withheld: string }> = {
  'public.divisions': {
    shown: 'code name level parent_code is_placeholder spoken_names former_names',
    withheld: '',
  },
  'public.platforms': {
    shown: 'id name home_url is_alive sort_order',
    withheld: 'register_url address_pattern reserved_handles',
  },
  'public.organizations': {
    shown:
      'code name short_name aliases former_names search_names english_name kind level unit_type school_type division_code parent_code path registered_on closed_on successor_code status',
    withheld: 'updated_at',
  },
  'public.accounts': {
    shown:
      'id organization_code subject project platform nickname handle address opened_on verified_on handed_over_on closed_on checked_at state official',
    withheld: 'bound_to closed_with_organization updated_at',
  },
  'public.announcements': {
    shown:
      'slug issuer_code title document_number addressees body attachments issued_on publish_at pinned_until audience_code audience_kinds audience_levels relayed_from approved_by basis',
    withheld: 'state updated_at',
  },
  'public.register_state': {
    shown: 'revision changed_at is_demonstration believed_loss',
    withheld: 'is_only_row',
  },
  'public.register_changes': { shown: 'id revision relation row_key', withheld: '' },
  'public.register_events': {
    shown: 'id happened_at event organization_code name previous platform account',
    withheld: '',
  },
}

/**
 * `x`: executes. `-`: permission denied. `wrapper`: its wrapper may call it for the caller, who cannot call it by name.
 * A function of `calls` goes by the row of its wrapper. A function of `private` that does not stand here is nobody's but the
 * owner's.
 */
export const FUNCTIONS = `
function                                               visitor  signed-in  service  staff
public.submit_registration(jsonb)                      -        x          -        x
public.save_registration_draft(jsonb)                  -        x          -        x
public.discard_registration_draft()                    -        x          -        x
public.my_registrations()                              -        x          -        x
public.withdraw_registration(uuid)                     -        x          -        x
public.request_credential_link(uuid)                   -        x          -        x
public.claim_mail(integer,integer)                     -        -          x        x
public.settle_mail(uuid,text,jsonb)                    -        -          x        x
public.open_credential(uuid,integer,text)              -        -          x        x
public.confirm_activation(uuid,integer,text[])         -        -          x        x
public.take_attempt(text,integer,integer)              -        -          x        x
public.report_mistake(jsonb,text,text)                 -        -          x        x
public.claim_publication()                             -        -          x        x
public.settle_publication(bigint,boolean,bigint,text)  -        -          x        x
public.claim_unknown_mail(integer)                     -        -          x        x
public.record_mail_event(text,jsonb)                   -        -          x        x
public.settle_suppression_lift(text,boolean)           -        -          x        x
public.settle_unknown_mail(uuid,jsonb,text,text)       -        -          x        x
public.take_mail_turn(integer)                         -        -          x        x
public.take_provider_turn(integer)                     -        -          x        x
public.request_mailbox_change(uuid,text)               -        x          -        x
public.withdraw_mailbox_change(uuid)                   -        x          -        x
public.prove_mailbox(uuid,integer,boolean,boolean,boolean)  -        -          x        x
public.answer_contact_question(uuid,boolean)           -        x          -        x
public.desk_tasks(text,bigint)                         -        x          -        x
public.desk_registrations(uuid)                        -        x          -        x
public.operator_contacts(text)                         -        x          -        x
public.desk_change_mailbox(uuid,text)                  -        x          -        x
public.desk_withdraw_change(uuid)                      -        x          -        x
public.desk_send_link(uuid)                            -        x          -        x
public.desk_confirm_activation(uuid)                   -        x          -        x
public.request_recovery(jsonb)                         -        x          -        x
public.my_recoveries()                                 -        x          -        x
public.withdraw_recovery(uuid)                         -        x          -        x
public.desk_recoveries(uuid)                           -        x          -        x
public.desk_decide_recovery(uuid,boolean,text)         -        x          -        x
public.desk_bundles()                                  -        x          -        x
public.desk_send_bundle(uuid)                          -        x          -        x
public.erase_me()                                      -        x          -        x
public.list_bundle(uuid,integer)                       -        -          x        x
public.open_bundled(uuid,integer,uuid,text)            -        -          x        x
public.hand_on(uuid,integer,uuid,text)                 -        -          x        x
`

/** Numbers are given by the database alone: no request may read, take or set one. */
export const SEQUENCES = `
private.organization_codes
private.audit_log_id_seq
private.outbox_position_seq
private.publications_id_seq
private.believed_losses_id_seq
private.sealing_keys_id_seq
public.accounts_id_seq
public.contacts_id_seq
public.credential_intake_id_seq
public.register_changes_id_seq
public.register_events_id_seq
public.staff_members_id_seq
private.tasks_id_seq
private.mailbox_checks_id_seq
private.handovers_id_seq
public.mistake_reports_id_seq
private.erasures_id_seq
`

/** The lines of a table above, each with its first column and the rest by their heads. */
export function rowsOf(table: string): { readonly name: string; readonly cells: Record<string, string> }[] {
  const [head = [], ...lines] = table
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/))
  return lines.map(([name = '', ...cells]) => ({
    name,
    cells: Object.fromEntries(cells.map((cell, place) => [head[place + 1], cell])),
  }))
}
