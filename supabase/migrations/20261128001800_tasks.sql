-- What somebody above must look after (R099): mail that cannot be delivered, a school that does not answer. A task opens and closes with
-- the state that it is about, so that it cannot be forgotten and needs nobody to tick it off.

create type private.task_kind as enum ('undeliverable', 'no_response', 'not_activated', 'mailbox', 'recovery', 'no_contact');

create table private.tasks (
  id bigint generated always as identity primary key,
  kind private.task_kind not null,
  organization_code text not null references public.organizations (code) on delete cascade,
  registration_id uuid references public.registrations (id) on delete cascade,
  credential_id uuid references private.credentials (id) on delete cascade,
  reason text not null,
  opened_at timestamptz not null default now(),
  tell_at timestamptz default now(),
  told integer not null default 0,
  closed_at timestamptz,
  constraint tasks_are_about_something check (credential_id is not null or registration_id is not null)
);

comment on table private.tasks is '要上级处理的事：状态变了自动出现，办好了自动结束';
comment on column private.tasks.id is '编号';
comment on column private.tasks.kind is '种类：undeliverable 凭据无法送达，no_response 久未领取，not_activated 打开后久未启用，mailbox 联系邮箱收不到信，recovery 有人申请找回账号，no_contact 联系人已删除，要找新的联系人';
comment on column private.tasks.organization_code is '哪个组织';
comment on column private.tasks.registration_id is '哪份登记的联系人';
comment on column private.tasks.credential_id is '哪份凭据';
comment on column private.tasks.reason is '原因，上级看到的就是这一句';
comment on column private.tasks.opened_at is '出现时间';
comment on column private.tasks.tell_at is '下次写信告诉上级的时间；空为不再写';
comment on column private.tasks.told is '已写信几次';
comment on column private.tasks.closed_at is '结束时间';

create index tasks_organization_code_idx on private.tasks (organization_code);
create index tasks_registration_id_idx on private.tasks (registration_id);
create index tasks_credential_id_idx on private.tasks (credential_id);
create index tasks_open_idx on private.tasks (kind, id) where closed_at is null;
create index tasks_tell_at_idx on private.tasks (tell_at) where closed_at is null;
create unique index tasks_once_a_credential on private.tasks (credential_id, kind) where closed_at is null and credential_id is not null;
create unique index tasks_once_a_recovery on private.tasks (registration_id) where closed_at is null and kind = 'recovery';
create unique index tasks_once_a_mailbox on private.tasks (registration_id) where closed_at is null and kind = 'mailbox';

alter table private.tasks enable row level security;
-- No policy on purpose: supervisors read theirs through desk_tasks().

create trigger tasks_are_audited after insert or update or delete on private.tasks
  for each row execute function private.audit('id');

create function private.open_credential_task(credential private.credentials, kind private.task_kind, reason text)
returns void
language sql
set search_path = ''
begin atomic
  insert into private.tasks (kind, organization_code, registration_id, credential_id, reason)
  select open_credential_task.kind, a.organization_code, credential.registration_id, credential.id, open_credential_task.reason
  from public.accounts a where a.id = credential.account_id
  on conflict do nothing;
end;
comment on function private.open_credential_task is '凭据出了问题，告诉上级';

create function private.keep_credential_tasks()
returns trigger
language plpgsql
security definer -- tasks are closed to the writer
set search_path = ''
as $$
begin
  update private.tasks t set closed_at = now()
  where t.credential_id = new.id and t.closed_at is null and case t.kind
    when 'undeliverable' then new.state <> 'undeliverable' when 'no_response' then new.state <> 'no_response'
    else new.state <> 'opened' end;
  if new.state = 'undeliverable' then
    perform private.open_credential_task(new, 'undeliverable', coalesce(new.trouble, '信没有送到，原因不明'));
  elsif new.state = 'no_response' then
    perform private.open_credential_task(new, 'no_response', '多次提醒以后，仍然没有人打开链接');
  end if;
  return null;
end
$$;
comment on function private.keep_credential_tasks is '凭据状态变了，上级的待办跟着变';
create trigger credentials_keep_tasks after update of state on private.credentials
  for each row when (old.state <> new.state) execute function private.keep_credential_tasks();

-- Any mail to a contact may show that the mailbox is dead; where the credential's own task says it, once is enough.
create function private.keep_mailbox_tasks(mail private.outbox)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if mail.state = 'delivered' then
    update private.tasks t set closed_at = now()
    from public.contacts k
    where t.kind = 'mailbox' and t.closed_at is null and k.registration_id = t.registration_id and k.email = mail.recipient;
  elsif mail.kind not in ('credential_link', 'credential_reminder', 'mailbox_proof', 'mailbox_link') then
    insert into private.tasks (kind, organization_code, registration_id, reason)
    select 'mailbox', r.organization_code, r.id, coalesce(mail.reason, '信没有送到，原因不明')
    from public.contacts k join public.registrations r on r.id = k.registration_id
    where k.email = mail.recipient and r.organization_code is not null and r.purpose = 'register' and r.state in ('submitted', 'returned', 'approved', 'activated')
      and not exists (select from private.tasks t where t.registration_id = r.id and t.closed_at is null and t.kind = 'undeliverable')
    on conflict do nothing;
  end if;
end
$$;
comment on function private.keep_mailbox_tasks is '联系邮箱收不到信，告诉上级';

-- A mailbox that was changed has nothing to be looked after any more.
create function private.close_mailbox_tasks()
returns trigger
language plpgsql
security definer -- tasks are closed to the writer
set search_path = ''
as $$
begin
  update private.tasks t set closed_at = now()
  where t.registration_id = new.registration_id and t.kind = 'mailbox' and t.closed_at is null;
  return null;
end
$$;
comment on function private.close_mailbox_tasks is '换了邮箱，待办结束';
create trigger contacts_close_mailbox_tasks after update of email on public.contacts
  for each row when (old.email operator(extensions.<>) new.email) execute function private.close_mailbox_tasks();

-- One mail a day to each of the nearest supervisors, by day, with what is new; again a week later where it still stands, three times
-- in all. Where nobody supervises, staff see the task in the table.
create function private.tell_supervisors()
returns void
language plpgsql
set search_path = ''
as $$
declare
  today_began timestamptz := private.today()::timestamp at time zone 'Asia/Shanghai';
  heard bigint[] := '{}';
  waiting record;
begin
  if private.is_quiet(now()) then return; end if;
  for waiting in
    select s.email, max(s.name) as name, max(s.organization_code) as code, max(s.organization_name) as organization,
      array_agg(t.id) as tasks, count(*) filter (where t.kind = 'undeliverable') as undeliverable,
      count(*) filter (where t.kind = 'no_response') as no_response, count(*) filter (where t.kind = 'not_activated') as not_activated,
      count(*) filter (where t.kind = 'mailbox') as mailbox, count(*) filter (where t.kind = 'recovery') as recovery,
      count(*) filter (where t.kind = 'no_contact') as no_contact
    from private.tasks t, lateral private.supervisor_mailboxes(t.organization_code) s
    where t.closed_at is null and t.tell_at <= now()
      and not exists (select from private.outbox o where o.kind = 'desk_digest' and o.recipient = s.email and o.created_at >= today_began)
    group by s.email
  loop
    perform private.queue_mail('desk_digest', waiting.email, jsonb_build_object('organization_name', waiting.organization, 'organization_code', waiting.code,
      'contact_name', waiting.name, 'undeliverable', waiting.undeliverable, 'no_response', waiting.no_response,
      'not_activated', waiting.not_activated, 'mailbox', waiting.mailbox, 'recovery', waiting.recovery, 'no_contact', waiting.no_contact), daytime => true);
    heard := heard || waiting.tasks;
  end loop;
  update private.tasks t
  set told = t.told + case when t.id = any (heard) then 1 else 0 end,
      tell_at = case when t.id = any (heard) and t.told < 2 then now() + interval '7 days'
                     when t.id <> all (heard) and exists (select from private.supervisor_mailboxes(t.organization_code))
                       then today_began + interval '1 day' end
  where t.closed_at is null and t.tell_at <= now();
end
$$;
comment on function private.tell_supervisors is '每天最多写一封信，告诉上级有哪些事要处理';

create function private.supervisors_are_to_be_told()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return not private.is_quiet(now()) and exists (select from private.tasks t where t.closed_at is null and t.tell_at <= now());
end
$$;
comment on function private.supervisors_are_to_be_told is '有事要告诉上级';
insert into private.chores (name, position, due, work) values ('告诉上级有哪些事', 60, 'supervisors_are_to_be_told', 'tell_supervisors');
