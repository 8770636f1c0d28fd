-- What contacts do with what is their own: look, withdraw, ask for a new link, see what is wrong with the mailbox, name another one.
-- Nobody else's rows are reachable here.

-- Registrations follow the mailbox: who signs in with a mailbox that was proven for one takes it over. Whoever signs in has also shown
-- that the mailbox is alive; said once a month, so that reading stays reading.
create function private.adopt_registrations()
returns void
language sql
set search_path = ''
begin atomic
  update public.registrations r set writer = (select auth.uid())
  from public.contacts k
  where k.registration_id = r.id and r.writer is null and r.state <> 'draft'
    and k.email operator(extensions.=) (select private.caller_email())::extensions.citext;
  select private.mailbox_is_alive(k.email) from public.contacts k
  where k.email operator(extensions.=) (select private.caller_email())::extensions.citext
    and k.mailbox_verified_at < now() - interval '30 days' limit 1;
end;
comment on function private.adopt_registrations is '登记跟着已确认的邮箱走';

-- Under which registration a credential is shown: the contact's wish for that account, else the first registration.
create function private.case_of_credential(credential private.credentials)
returns uuid
language plpgsql
stable
set search_path = ''
as $$
begin
  return coalesce((
    select r.id from public.accounts a
    join public.registrations r on r.organization_code = a.organization_code and r.wanted_platform = a.platform
    where a.id = credential.account_id and credential.registration_id is not null and r.purpose = 'add_account' and r.from_present_contact
      and r.state in ('approved', 'activated')
    order by r.decided_at desc limit 1), credential.registration_id);
end
$$;
comment on function private.case_of_credential is '凭据显示在哪份登记下面';

create function private.own_credentials(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select coalesce(jsonb_agg(private.credential_json(c) order by c.issued_at desc), '[]')
  from public.registrations r
  join public.accounts a on a.organization_code = r.organization_code
  join private.credentials c on c.account_id = a.id
  where r.id = own_credentials.registration_id and private.case_of_credential(c) = r.id and c.state <> 'revoked');
comment on function private.own_credentials is '一份登记的凭据进度';

-- The mailbox, what is wrong with it, the change that waits for its code, and what the contact is asked.
create function private.own_mailbox(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_build_object('email', k.email,
    'trouble', (select s.reason from private.suppressions s where s.address_hash = private.address_hash(k.email) and s.state = 'standing'),
    'change', private.change_json(k.registration_id), 'questions', private.own_questions(k.registration_id))
  from public.contacts k where k.registration_id = own_mailbox.registration_id);
comment on function private.own_mailbox is '联系邮箱和正在办理的更换';

create function calls.my_registrations()
returns jsonb
language plpgsql
volatile
security definer -- credentials are closed to everybody; the writer sees the state of their own
set search_path = ''
as $$
begin
  perform private.adopt_registrations();
  return (
    select coalesce(jsonb_agg(private.registration_json(r) || jsonb_build_object(
      'mailbox', private.own_mailbox(r.id), 'draft', r.draft, 'credentials', private.own_credentials(r.id)
    ) order by r.updated_at desc, r.id), '[]')
    from public.registrations r where r.writer = (select auth.uid()));
end
$$;
comment on function calls.my_registrations is '本人的登记和凭据进度';
select private.offer('my_registrations', 'authenticated');

create function calls.withdraw_registration(registration_id uuid)
returns void
language plpgsql
security definer -- callers write registrations through functions alone
set search_path = ''
as $$
begin
  -- What was never handed in leaves nothing behind.
  delete from public.registrations r where r.id = registration_id and r.writer = (select auth.uid()) and r.state = 'draft';
  if found then return; end if;
  update public.registrations r set state = 'withdrawn'
  where r.id = registration_id and r.writer = (select auth.uid());
  if not found then perform private.refuse('registration-missing', '找不到这份登记'); end if;
end
$$;
comment on function calls.withdraw_registration is '撤回本人的登记';
select private.offer('withdraw_registration', 'authenticated');

create function calls.request_credential_link(credential_id uuid)
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
comment on function calls.request_credential_link is '请求新的凭据链接';
select private.offer('request_credential_link', 'authenticated');

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

create function calls.request_mailbox_change(registration_id uuid, email text)
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
comment on function calls.request_mailbox_change is '本人要换联系邮箱：验证码发到新邮箱';
select private.offer('request_mailbox_change', 'authenticated');

create function calls.withdraw_mailbox_change(registration_id uuid)
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
comment on function calls.withdraw_mailbox_change is '本人取消换邮箱';
select private.offer('withdraw_mailbox_change', 'authenticated');
