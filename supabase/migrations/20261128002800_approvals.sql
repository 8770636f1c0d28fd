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
    if new.purpose = 'register' then perform private.hand_to_contact(new.organization_code); end if;
  elsif tg_op = 'UPDATE' and new.state = 'withdrawn' then
    perform private.take_back_approval(new);
  elsif new.state = 'submitted' and new.from_present_contact is false then
    perform private.tell_of_foreign_request(new);
  end if;
  if new.state in ('withdrawn', 'rejected') then
    perform private.end_foreign_requests(new.id);
    perform private.end_mailbox_change(new.id);
    perform private.clear_new_email(new.id);
  end if;
  perform private.queue_mail(letter, k.email, jsonb_build_object(
    'organization_name', o.name, 'organization_code', o.code, 'contact_name', private.greeted(new, k),
    'reason', case when new.state in ('returned', 'rejected', 'approved') then new.decision_reason end,
    'answer_due_on', case when new.state = 'submitted' then new.answer_due_on end))
  from public.contacts k left join public.organizations o on o.code = new.organization_code
  where k.registration_id = new.id and letter is not null;
  if tg_op = 'UPDATE' and new.state = 'withdrawn' then perform private.erase_registration(new.id, true); end if;
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

-- What an approval brought is taken back: of a first registration every credential and every recovery that waits, of a contact's wish for an
-- account that account's; what a stranger takes back brought none. The organization is expected again. Accounts stay for staff to judge.
create function private.take_back_approval(registration public.registrations)
returns void
language sql
set search_path = ''
begin atomic
  update private.credentials c set state = 'revoked'
  where c.state not in ('activated', 'revoked') and (c.registration_id = registration.id
    or registration.purpose = 'add_account' and registration.from_present_contact and c.issued_at >= registration.decided_at
      and c.account_id in (select a.id from public.accounts a
        where a.organization_code = registration.organization_code and a.platform = registration.wanted_platform));
  update private.recoveries c set state = 'refused', decision_reason = '这个单位的登记已经撤回，请直接登记'
  where c.registration_id = registration.id and c.state = 'asked';
  update public.organizations o set registered_on = null
  where o.code = registration.organization_code and o.closed_on is null and registration.purpose = 'register'
    and registration.decided_at is not null and not exists (
      select from public.registrations r
      where r.organization_code = o.code and r.purpose = 'register' and r.state in ('approved', 'activated'));
end;
comment on function private.take_back_approval is '收回通过：凭据作废，组织回到尚未登记';
