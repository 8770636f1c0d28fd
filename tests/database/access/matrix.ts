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
public.registrations        -        0        1           0         -        all+iud
public.contacts             -        0        1           1         -        all+iud
public.account_persons      -        -        -           -         -        all+iud
public.staff_members        -        -        -           -         -        all+iud
public.naming_rules         -        -        -           -         -        all+iud
public.credential_intake    -        -        -           -         -        all+iud
private.credentials         -        -        -           -         -        all+iud
private.sealing_keys        -        -        -           -         -        all+iud
private.outbox              -        -        -           -         -        all+iud
private.mail_batches        -        -        -           -         -        all+iud
private.mail_pause          -        -        -           -         -        all+iud
private.attempts            -        -        -           -         -        all+iud
private.publications        -        -        -           -         -        all+iud
private.audit_log           -        -        -           -         -        all+iud
private.address_key         -        -        -           -         -        all+iud
private.mail_events         -        -        -           -         -        all+iud
private.mail_meter          -        -        -           -         -        all+iud
private.suppressions        -        -        -           -         -        all+iud
private.mailbox_proofs      -        -        -           -         -        all+iud
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
`

/**
 * The columns of what a request may read, for `authenticated`; a visitor has the same, where he reads the relation at all.
 * Of every other relation no column is open to a request.
 */
export const COLUMNS: Record<string, { readonly shown: string; readonly withheld: string }> = {
  'public.divisions': { shown: 'code name level parent_code is_placeholder', withheld: '' },
  'public.platforms': {
    shown: 'id name home_url is_alive sort_order',
    withheld: 'register_url address_pattern',
  },
  'public.organizations': {
    shown:
      'code name short_name aliases english_name kind level unit_type school_type division_code parent_code path registered_on closed_on successor_code status',
    withheld: 'updated_at',
  },
  'public.accounts': {
    shown:
      'id organization_code subject project platform nickname handle address opened_on verified_on handed_over_on closed_on checked_at state official',
    withheld: 'bound_to updated_at',
  },
  'public.announcements': {
    shown:
      'slug issuer_code title document_number addressees body attachments issued_on publish_at pinned_until audience_code audience_kinds audience_levels relayed_from approved_by basis',
    withheld: 'state updated_at',
  },
  'public.register_state': { shown: 'revision changed_at is_demonstration', withheld: 'is_only_row' },
  'public.register_changes': { shown: 'id revision relation row_key', withheld: '' },
  'public.register_events': {
    shown: 'id happened_at event organization_code name previous platform account',
    withheld: '',
  },
  'public.registrations': {
    shown:
      'id purpose state organization_code proposed_name proposed_division_code existing_accounts wanted_platform wanted_nickname note submitted_at answer_due_on decided_at decision_reason activated_at created_at updated_at',
    withheld: 'writer declared_at consented_register_at consented_mail_at draft',
  },
  'public.contacts': {
    shown: 'id registration_id name post phone mobile email mailbox_verified_at',
    withheld: 'updated_at new_email',
  },
}

/** `x`: executes. `-`: permission denied. `policy`: a policy may call it for the caller, who cannot call it by name. */
export const FUNCTIONS = `
function                                                                    visitor  signed-in  service  staff
public.submit_registration(jsonb)                                           -        x          -        x
public.save_registration_draft(jsonb)                                       -        x          -        x
public.discard_registration_draft()                                         -        x          -        x
public.my_registrations()                                                   -        x          -        x
public.withdraw_registration(uuid)                                          -        x          -        x
public.request_credential_link(uuid)                                        -        x          -        x
public.claim_mail(integer,integer)                                          -        -          x        x
public.settle_mail(uuid,text,jsonb)                                         -        -          x        x
public.open_credential(uuid,integer,text)                                   -        -          x        x
public.confirm_activation(uuid,integer,text[])                              -        -          x        x
public.take_attempt(text,integer,integer)                                   -        -          x        x
public.report_mistake(jsonb)                                                -        -          x        x
private.settle_mistake_report()                                             -        -          -        x
public.claim_publication()                                                  -        -          x        x
public.settle_publication(bigint,boolean,bigint,text)                       -        -          x        x
public.claim_unknown_mail(integer)                                          -        -          x        x
public.record_mail_event(text,jsonb)                                        -        -          x        x
public.settle_suppression_lift(text,boolean)                                -        -          x        x
public.settle_unknown_mail(uuid,jsonb,text,text)                            -        -          x        x
public.take_mail_turn(integer)                                              -        -          x        x
public.take_provider_turn(integer)                                          -        -          x        x
private.supervised_paths()                                                  -        policy     -        x
private.operated_platforms()                                                -        policy     -        x
private.registrations_of_operator()                                         -        policy     -        x
private.caller_email()                                                      -        -          -        x
private.today()                                                             -        -          -        x
private.tidy(text)                                                          -        -          -        x
private.tidy_name(text)                                                     -        -          -        x
private.bare_address(text)                                                  -        -          -        x
private.refuse(text,text,text)                                              -        -          -        x
private.registration_state_name(public.registration_state)                  -        -          -        x
private.read_contact(jsonb)                                                 -        -          -        x
private.read_accounts(jsonb)                                                -        -          -        x
private.read_submission(jsonb)                                              -        -          -        x
private.place_registration(public.registrations)                            -        -          -        x
private.open_registered_accounts(public.registrations)                      -        -          -        x
private.queue_mail(private.mail_kind,extensions.citext,jsonb,uuid,integer)  -        -          -        x
private.mail_is_due()                                                       -        -          -        x
private.install_sealing_key(text)                                           -        -          -        x
private.seal(text)                                                          -        -          -        x
private.issue_credential(text,text,text,text,text,text)                     -        -          -        x
private.send_link(uuid,private.mail_kind)                                                     -        -          -        x
private.erase_due_credentials()                                             -        -          -        x
private.link_refusal(private.credentials,integer)                           -        -          -        x
private.queue_publication(text,timestamp with time zone)                    -        -          -        x
private.publication_is_due()                                                -        -          -        x
private.release_publications()                                              -        -          -        x
private.touch_updated_at()                                                  -        -          -        x
private.check_division_parent()                                             -        -          -        x
private.place_organization()                                                -        -          -        x
private.move_subtree()                                                      -        -          -        x
private.advance_organization_codes()                                        -        -          -        x
private.check_account()                                                     -        -          -        x
private.step_registration()                                                 -        -          -        x
private.follow_registration()                                               -        -          -        x
private.follow_contact(public.registrations)                                -        -          -        x
private.take_back_approval(public.registrations)                            -        -          -        x
private.revoke_closed_account()                                             -        -          -        x
private.close_accounts()                                                    -        -          -        x
private.check_announcement()                                                -        -          -        x
private.check_staff_member()                                                -        -          -        x
private.forbid_password()                                                   -        -          -        x
private.check_announcement_state()                                          -        -          -        x
private.schedule_announcement()                                             -        -          -        x
private.note_public_change()                                                -        -          -        x
private.log_change(text,text[])                                             -        -          -        x
private.log_place_changes()                                                 -        -          -        x
private.log_organization_changes()                                          -        -          -        x
private.is_official_publicly(public.accounts)                               -        -          -        x
private.log_account_changes()                                               -        -          -        x
private.step_credential()                                                   -        -          -        x
private.take_in_credential()                                                -        -          -        x
private.audit()                                                             -        -          -        x
private.is_written_once()                                                   -        -          -        x
private.address_hash(extensions.citext)                                     -        -          -        x
private.cancel_dead_link()                                                  -        -          -        x
private.doubt_batch(uuid,text)                                              -        -          -        x
private.fail_mail(uuid,text)                                                -        -          -        x
private.follow_mail(private.outbox)                                         -        -          -        x
private.give_up_doubtful()                                                  -        -          -        x
private.hash_recipient()                                                    -        -          -        x
private.hold_back_new_mail()                                                -        -          -        x
private.hold_back_suppressed()                                              -        -          -        x
private.intake_account(text,text,text)                                      -        -          -        x
private.is_sendable(private.outbox)                                         -        -          -        x
private.lift_suppression(extensions.citext)                                 -        -          -        x
private.mail_rank(private.mail_state)                                       -        -          -        x
private.next_mail_work()                                                    -        -          -        x
private.rebatch(uuid,uuid[],private.batch_validation)                       -        -          -        x
private.renew_unsent_links()                                                -        -          -        x
private.rest_provider(double precision)                                     -        -          -        x
private.split_batch(private.mail_batches,text,jsonb)                        -        -          -        x
private.state_of_event(text)                                                -        -          -        x
private.suppress(bytea,text,timestamp with time zone)                       -        -          -        x
private.take_sent(private.mail_batches,jsonb)                               -        -          -        x
private.tend_mail()                                                         -        -          -        x
public.request_mailbox_change(uuid,text)                                    -        x          -        x
public.withdraw_mailbox_change(uuid)                                        -        x          -        x
public.prove_mailbox(uuid,integer,boolean)                                  -        -          x        x
private.adopt_registrations()                                               -        -          -        x
private.ask_mailbox_change(uuid,text,private.proof_asker)                   -        -          -        x
private.check_contact_mailbox()                                             -        -          -        x
private.claimed_mails(uuid)                                                 -        -          -        x
private.clear_new_email(uuid)                                               -        -          -        x
private.end_mailbox_change(uuid)                                            -        -          -        x
private.expire_proofs()                                                     -        -          -        x
private.follow_new_email()                                                  -        -          -        x
private.masked(extensions.citext)                                           -        -          -        x
private.own_credentials(uuid)                                               -        -          -        x
private.own_mailbox(uuid)                                                   -        -          -        x
private.own_registration(uuid)                                              -        -          -        x
private.redirect_credentials(uuid)                                          -        -          -        x
private.send_code(private.mailbox_proofs)                                   -        -          -        x
private.send_link_again(private.credentials)                                -        -          -        x
private.supervisor_mailboxes(text)                                          -        -          -        x
private.take_mailbox(private.mailbox_proofs)                                -        -          -        x
private.tell_mailbox_change(private.mailbox_proofs)                         -        -          -        x
private.tidy_mailbox(text)                                                  -        -          -        x
private.is_quiet(timestamp with time zone)                                  -        -          -        x
private.open_credential_task(private.credentials,private.task_kind,text)    -        -          -        x
private.keep_credential_tasks()                                             -        -          -        x
private.keep_mailbox_tasks(private.outbox)                                  -        -          -        x
private.close_mailbox_tasks()                                               -        -          -        x
private.tell_supervisors()                                                  -        -          -        x
private.next_reminder(private.credentials)                                  -        -          -        x
private.remind_of_activation(private.credentials)                           -        -          -        x
private.give_up_waiting(private.credentials)                                -        -          -        x
private.remind_schools()                                                    -        -          -        x
private.start_mailbox_check()                                               -        -          -        x
private.mailbox_is_alive(extensions.citext)                                 -        -          -        x
public.desk_tasks(text,bigint)                                              -        x          -        x
public.desk_change_mailbox(uuid,text)                                       -        x          -        x
public.desk_withdraw_change(uuid)                                           -        x          -        x
public.desk_send_link(uuid)                                                 -        x          -        x
public.desk_confirm_activation(uuid)                                        -        x          -        x
public.request_recovery(jsonb)                                              -        x          -        x
public.my_recoveries()                                                      -        x          -        x
public.withdraw_recovery(uuid)                                              -        x          -        x
public.desk_recoveries(uuid)                                                -        x          -        x
public.desk_decide_recovery(uuid,boolean,text)                              -        x          -        x
public.desk_bundles()                                                       -        x          -        x
public.desk_send_bundle(uuid)                                               -        x          -        x
public.list_bundle(uuid,integer)                                            -        -          x        x
public.open_bundled(uuid,integer,uuid,text)                                 -        -          x        x
public.hand_on(uuid,integer,uuid,text)                                      -        -          x        x
private.oversees(text)                                                      -        -          -        x
private.enter_desk()                                                        -        -          -        x
private.desk_registration(uuid)                                             -        -          -        x
private.desk_credential(uuid)                                               -        -          -        x
private.desk_task(private.tasks)                                            -        -          -        x
private.activate(private.credentials,text[])                                -        -          -        x
private.recovery_facts(private.recoveries)                                  -        -          -        x
private.ask_level_above(private.recoveries)                                 -        -          -        x
private.step_recovery()                                                     -        -          -        x
private.follow_recovery()                                                   -        -          -        x
private.finish_recoveries()                                                 -        -          -        x
private.bearer_mailboxes(text)                                              -        -          -        x
private.check_bundle()                                                      -        -          -        x
private.send_bundle_link(uuid,boolean)                                      -        -          -        x
private.tend_bundles()                                                      -        -          -        x
private.bundle_refusal(private.bundles,integer)                             -        -          -        x
private.hand_over()                                                         -        -          -        x
`

/** Numbers are given by the database alone: no request may read, take or set one. */
export const SEQUENCES = `
private.organization_codes
private.audit_log_id_seq
private.outbox_position_seq
private.publications_id_seq
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
