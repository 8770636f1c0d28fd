-- The drawing of a registration's states, for every writer: draft -> submitted -> returned -> submitted, submitted -> approved |
-- rejected, approved -> activated, any -> withdrawn: the writer's own wish, or staff mending an approval that went to the wrong hands. Effects (accounts, mail) happen in the same statement.

create function private.step_registration()
returns trigger
language plpgsql
security definer -- counts the writer's rows, which the writer cannot read
set search_path = ''
as $$
declare
  previous public.registration_state := case tg_op when 'UPDATE' then old.state end;
begin
  new.decision_reason := private.tidy_name(new.decision_reason);
  new.updated_at := now();
  if tg_op = 'UPDATE' and new.state <> previous and not (previous, new.state) in (
    ('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'returned'), ('submitted', 'approved'),
    ('submitted', 'rejected'), ('submitted', 'withdrawn'), ('returned', 'submitted'), ('returned', 'withdrawn'),
    ('approved', 'activated'), ('approved', 'withdrawn'), ('activated', 'withdrawn')) then
    perform private.refuse('registration-transition', format('登记不能从「%s」变为「%s」',
      private.registration_state_name(previous), private.registration_state_name(new.state)), 'state');
  end if;
  if tg_op = 'INSERT' and new.state not in ('draft', 'submitted') then
    perform private.refuse('registration-transition', '新的登记只能是草稿或待审核', 'state');
  end if;
  if new.state is not distinct from previous then return new; end if;

  if new.state = 'submitted' then
    if new.writer is not null and (
        select count(*) from public.registrations r
        where r.writer = new.writer and r.id <> new.id and r.state in ('submitted', 'returned')) >= 5 then
      perform private.refuse('registration-too-many', '您已有五份登记在办理，请等审核或先撤回一份');
    end if;
    new.submitted_at := now();
    new.answer_due_on := private.today() + 7;
    new.decided_at := null;
    new.decision_reason := null;
    new.draft := null;
  elsif new.state in ('returned', 'rejected', 'approved') then
    if new.state <> 'approved' and new.decision_reason is null then
      perform private.refuse('registration-reason-missing', '退回或不予通过时请在 decision_reason 写明原因，填报人会看到', 'decision_reason');
    end if;
    new.decided_at := now();
    if new.state = 'approved' then new := private.place_registration(new); end if;
  elsif new.state = 'activated' then
    new.activated_at := now();
  elsif new.state = 'withdrawn' then
    new.draft := null;
  end if;
  return new;
end
$$;
comment on function private.step_registration is '登记状态只能按规定变化';

create function private.registration_state_name(state public.registration_state)
returns text
language sql
immutable
set search_path = ''
return case state when 'draft' then '草稿' when 'submitted' then '待审核' when 'returned' then '退回修改' when 'approved' then '已通过'
  when 'rejected' then '不予通过' when 'withdrawn' then '已撤回' else '已启用' end;
comment on function private.registration_state_name is '登记状态的中文名';

-- Approval needs an organization: the one named, or a new school under the committee of the division that was proposed.
create function private.place_registration(registration public.registrations)
returns public.registrations
language plpgsql
set search_path = ''
as $$
declare
  superior text;
begin
  if registration.organization_code is null then
    select o.code into superior from public.organizations o
    where o.division_code = registration.proposed_division_code and o.kind = 'committee' and o.closed_on is null;
    if superior is null then
      perform private.refuse('registration-no-committee',
        '填报的区划没有团委机关，请先在 organizations 新建该单位，再把编号填到 organization_code', 'organization_code');
    end if;
    insert into public.organizations (name, kind, level, school_type, division_code, parent_code, registered_on)
    values (registration.proposed_name, 'school', 5, 'secondary_school', registration.proposed_division_code, superior, private.today())
    returning code into registration.organization_code;
  end if;
  if exists (select from public.organizations o where o.code = registration.organization_code and o.closed_on is not null) then
    perform private.refuse('registration-organization-closed', '该单位已撤销，不能通过登记', 'organization_code');
  end if;
  if registration.purpose = 'register' and exists (
       select from public.registrations r where r.organization_code = registration.organization_code
         and r.purpose = 'register' and r.state in ('approved', 'activated') and r.id <> registration.id) then
    perform private.refuse('registration-second-approval', '该单位已有一份通过的登记，不能再通过一份；可退回并说明原因', 'state');
  elsif registration.purpose <> 'register' and not exists (
       select from public.registrations r where r.organization_code = registration.organization_code
         and r.purpose = 'register' and r.state in ('approved', 'activated')) then
    perform private.refuse('registration-first-missing', '该单位还没有通过首次登记，请先审核首次登记', 'purpose');
  end if;
  return registration;
end
$$;
comment on function private.place_registration is '通过登记时确定组织；名单外的单位自动新建';

create trigger registrations_step before insert or update on public.registrations
  for each row execute function private.step_registration();

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

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.operator_may_contact(uuid)
  to authenticated;
