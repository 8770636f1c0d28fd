-- What a contact does with their own mailbox: see what is wrong with it, name another one, ask for another code. Registrations
-- follow the mailbox: who signs in with a mailbox that was proven for one takes it over.

create function private.adopt_registrations()
returns void
language sql
set search_path = ''
begin atomic
  update public.registrations r set writer = (select auth.uid())
  from public.contacts k
  where k.registration_id = r.id and r.writer is null and r.state <> 'draft'
    and k.email operator(extensions.=) (select private.caller_email())::extensions.citext;
end;
comment on function private.adopt_registrations is '登记跟着已确认的邮箱走';
create index contacts_email_idx on public.contacts (email);

create function private.own_credentials(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', c.id, 'platform', a.platform, 'nickname', a.nickname,
    'state', case when c.state in ('queued', 'sent', 'delivered', 'no_response') and c.link_expires_at <= now() then 'expired' else c.state end,
    'sent_at', c.sent_at, 'link_expires_at', c.link_expires_at, 'opened_at', c.opened_at, 'activated_at', c.activated_at,
    'can_send_link', c.sealed is not null and c.erase_at > now() and c.opened_at is null and c.state not in ('activated', 'revoked'),
    'reissue_requested_at', c.reissue_requested_at,
    'trouble', case when c.state = 'undeliverable' then c.trouble end) order by c.issued_at desc), '[]')
  from private.credentials c join public.accounts a on a.id = c.account_id
  where c.registration_id = own_credentials.registration_id and c.state <> 'revoked');
comment on function private.own_credentials is '一份登记的凭据进度';

-- The mailbox, what is wrong with it, and the change that waits for its code.
create function private.own_mailbox(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_build_object('email', k.email,
    'trouble', (select s.reason from private.suppressions s where s.address_hash = private.address_hash(k.email) and s.state = 'standing'),
    'change', (
      select jsonb_build_object('id', p.id, 'code_number', p.code_number, 'email', p.email, 'asked_by', p.asked_by, 'asked_at', p.asked_at,
        'code_sent_at', p.code_sent_at, 'expires_at', p.expires_at, 'trouble', p.trouble)
      from private.mailbox_proofs p where p.registration_id = k.registration_id and p.state = 'asked' and p.expires_at > now()))
  from public.contacts k where k.registration_id = own_mailbox.registration_id);
comment on function private.own_mailbox is '联系邮箱和正在办理的更换';

create or replace function public.my_registrations()
returns jsonb
language plpgsql
volatile
security definer -- credentials are closed to everybody; the writer sees the state of their own
set search_path = ''
as $$
begin
  perform private.adopt_registrations();
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'id', r.id, 'purpose', r.purpose, 'state', r.state,
      'organization_code', r.organization_code, 'organization_name', coalesce(o.name, r.proposed_name),
      'proposal', case when r.proposed_name is not null then
        jsonb_build_object('name', r.proposed_name, 'division_code', r.proposed_division_code) end,
      'contact', (select jsonb_build_object('name', k.name, 'post', k.post, 'phone', k.phone, 'mobile', k.mobile)
                  from public.contacts k where k.registration_id = r.id),
      'mailbox', private.own_mailbox(r.id),
      'existing_accounts', r.existing_accounts,
      'wanted_account', case when r.wanted_platform is not null then
        jsonb_build_object('platform', r.wanted_platform, 'nickname', r.wanted_nickname) end,
      'note', r.note, 'draft', r.draft, 'submitted_at', r.submitted_at, 'decided_at', r.decided_at,
      'decision_reason', r.decision_reason, 'activated_at', r.activated_at, 'answer_due_on', r.answer_due_on,
      'updated_at', r.updated_at, 'credentials', private.own_credentials(r.id)
    ) order by r.updated_at desc, r.id), '[]')
    from public.registrations r left join public.organizations o on o.code = r.organization_code
    where r.writer = (select auth.uid()));
end
$$;

create function private.own_registration(registration_id uuid)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
declare
  own uuid;
begin
  select r.id into own from public.registrations r where r.id = registration_id and r.writer = (select auth.uid());
  if own is null then perform private.refuse('registration-missing', '找不到这份登记'); end if;
  return own;
end
$$;
comment on function private.own_registration is '确认这份登记是本人的';

create function public.request_mailbox_change(registration_id uuid, email text)
returns jsonb
language plpgsql
security definer -- proofs are closed to everybody
set search_path = ''
as $$
declare
  proof private.mailbox_proofs;
begin
  proof := private.ask_mailbox_change(private.own_registration(registration_id), email, 'school');
  perform private.clear_new_email(proof.registration_id);
  return jsonb_build_object('outcome', 'code_sent', 'email', proof.email);
end
$$;
comment on function public.request_mailbox_change is '本人要换联系邮箱：验证码发到新邮箱';

create function public.withdraw_mailbox_change(registration_id uuid)
returns void
language plpgsql
security definer -- proofs are closed to everybody
set search_path = ''
as $$
begin
  perform private.end_mailbox_change(private.own_registration(registration_id));
  perform private.clear_new_email(registration_id);
end
$$;
comment on function public.withdraw_mailbox_change is '本人取消换邮箱';

-- A new link to the same mailbox; where mail to it was stopped, whoever asks says that it works again.
create function private.send_link_again(wanted private.credentials)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if wanted.state in ('activated', 'revoked') then
    perform private.refuse('credential-ended', '这份凭据已经启用或作废，不需要新链接');
  elsif wanted.registration_id is null then
    perform private.refuse('credential-bundled', '这份凭据经上级转交，没有单位自己的链接');
  elsif wanted.sealed is null or wanted.erase_at <= now() or wanted.opened_at is not null then
    update private.credentials c set reissue_requested_at = coalesce(c.reissue_requested_at, now()) where c.id = wanted.id;
    return jsonb_build_object('outcome', 'asked');
  elsif wanted.queued_at > now() - interval '10 minutes' and wanted.state <> 'undeliverable' then
    perform private.refuse('credential-link-recent', '十分钟内已经发过一次，请先查看邮箱和垃圾邮件箱');
  end if;
  perform private.lift_suppression(k.email) from public.contacts k where k.registration_id = wanted.registration_id;
  perform private.send_link(wanted.id);
  return jsonb_build_object('outcome', 'queued');
end
$$;
comment on function private.send_link_again is '再发一个链接到原来的邮箱';

create or replace function public.request_credential_link(credential_id uuid)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody
set search_path = ''
as $$
declare
  wanted private.credentials;
begin
  select c.* into wanted from private.credentials c join public.registrations r on r.id = c.registration_id
  where c.id = request_credential_link.credential_id and r.writer = (select auth.uid()) for update of c;
  if wanted.id is null then perform private.refuse('credential-missing', '找不到这份凭据'); end if;
  return private.send_link_again(wanted);
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.registrations_of_operator()
  to authenticated;
revoke execute on function public.request_mailbox_change(uuid, text), public.withdraw_mailbox_change(uuid)
  from public, anon, authenticated, service_role;
grant execute on function public.request_mailbox_change(uuid, text), public.withdraw_mailbox_change(uuid) to authenticated;
