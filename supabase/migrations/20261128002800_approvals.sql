-- What a registration's step brings about, in the same statement as the step: accounts, mail, and the end of both where an approval is
-- taken back.

create function private.follow_registration()
returns trigger
language plpgsql
security definer -- accounts, organizations and the outbox are closed to the writer
set search_path = ''
as $$
declare
  letter private.mail_kind := case new.state
    when 'submitted' then 'registration_received' when 'returned' then 'registration_returned'
    when 'approved' then 'registration_approved' when 'rejected' then 'registration_rejected'
    when 'withdrawn' then 'registration_withdrawn' end;
begin
  if new.state = 'approved' then
    update public.organizations o set registered_on = private.today()
    where o.code = new.organization_code and o.registered_on is null;
    perform private.open_registered_accounts(new);
    perform private.follow_contact(new);
  elsif tg_op = 'UPDATE' and new.state = 'withdrawn' then
    perform private.take_back_approval(new);
  end if;
  perform private.queue_mail(letter, k.email, jsonb_build_object(
    'organization_name', coalesce(o.name, new.proposed_name), 'organization_code', o.code, 'contact_name', k.name,
    'reason', case when new.state in ('returned', 'rejected', 'approved') then new.decision_reason end,
    'answer_due_on', case when new.state = 'submitted' then new.answer_due_on end))
  from public.contacts k left join public.organizations o on o.code = new.organization_code
  where k.registration_id = new.id and letter is not null;
  return null;
end
$$;
comment on function private.follow_registration is '登记状态变化后：建账号、发信';
create trigger registrations_arrive after insert on public.registrations
  for each row when (new.state = 'submitted') execute function private.follow_registration();
create trigger registrations_are_followed after update on public.registrations
  for each row when (old.state is distinct from new.state) execute function private.follow_registration();

-- Accounts that the registration names. What is on record for this organization already is left as it stands (R078).
create function private.open_registered_accounts(registration public.registrations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  claimed jsonb;
begin
  for claimed in select value from jsonb_array_elements(registration.existing_accounts) loop
    if exists (select from public.accounts a where a.organization_code = registration.organization_code and a.closed_on is null
                 and a.platform = claimed ->> 'platform' and lower(a.handle) = lower(claimed ->> 'handle')) then
      continue;
    end if;
    insert into public.accounts (organization_code, platform, handle, nickname, address, opened_on)
    values (registration.organization_code, claimed ->> 'platform', claimed ->> 'handle', claimed ->> 'nickname',
            claimed ->> 'address', private.today());
  end loop;
  if registration.wanted_platform is not null then
    insert into public.accounts (organization_code, platform, nickname)
    values (registration.organization_code, registration.wanted_platform, registration.wanted_nickname);
  end if;
end
$$;
comment on function private.open_registered_accounts is '通过登记时建立账号';

-- The person in charge has changed: links to the old mailbox die, what is still sealed goes to the new one.
create function private.follow_contact(registration public.registrations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  waiting uuid;
begin
  for waiting in
    select c.id from private.credentials c
    join public.accounts a on a.id = c.account_id
    join public.contacts before on before.registration_id = c.registration_id
    join public.contacts now_in_charge on now_in_charge.registration_id = registration.id
    where a.organization_code = registration.organization_code and c.sealed is not null and c.opened_at is null
      and c.state not in ('activated', 'revoked') and before.email <> now_in_charge.email
  loop
    update private.credentials c set registration_id = registration.id where c.id = waiting;
    perform private.send_link(waiting);
  end loop;
end
$$;
comment on function private.follow_contact is '联系人换了：旧链接失效，未打开的凭据发到新邮箱';

-- What an approval brought is taken back: its credentials are revoked, the organization is expected again. Accounts stay for staff to judge.
create function private.take_back_approval(registration public.registrations)
returns void
language sql
set search_path = ''
begin atomic
  update private.credentials c set state = 'revoked'
  where c.registration_id = registration.id and c.state not in ('activated', 'revoked');
  update public.organizations o set registered_on = null
  where o.code = registration.organization_code and o.closed_on is null and registration.purpose = 'register'
    and registration.decided_at is not null and not exists (
      select from public.registrations r
      where r.organization_code = o.code and r.purpose = 'register' and r.state in ('approved', 'activated'));
end;
comment on function private.take_back_approval is '收回通过：凭据作废，单位回到尚未登记';
