-- Silence is answered by reminders that stop (R055, R099): on the third, seventh and fourteenth day after the first link, each with a
-- link of its own (the one before has run out by then); on the third and seventh after the opening of a credential that nobody
-- confirmed. Never two on one day of Shanghai, never more than five, never at night. Then the credential is `no_response`, which is
-- not `undeliverable`, and the level above is asked.

create table private.reminder_plan (
  is_only_row boolean primary key default true constraint reminder_plan_has_one_row check (is_only_row),
  link_days integer[] not null default '{3,7,14}'
    constraint reminder_plan_link_days_are_few check (cardinality(link_days) between 0 and 5 and 1 <= all (link_days)),
  activation_days integer[] not null default '{3,7}'
    constraint reminder_plan_activation_days_are_few check (cardinality(activation_days) between 0 and 5 and 1 <= all (activation_days)),
  patience_days integer not null default 3 constraint reminder_plan_patience_is_given check (patience_days between 1 and 30)
);
comment on table private.reminder_plan is '提醒计划：改了以后，对还没有排定的提醒有效';
comment on column private.reminder_plan.is_only_row is '只有一行';
comment on column private.reminder_plan.link_days is '发出链接以后第几天提醒领取，最多五次';
comment on column private.reminder_plan.activation_days is '打开凭据以后第几天提醒启用';
comment on column private.reminder_plan.patience_days is '最后一次提醒以后再等几天，就告诉上级';
insert into private.reminder_plan default values;
alter table private.reminder_plan enable row level security;
-- No policy on purpose: only the functions of the database read it.

alter table private.credentials
  add column first_sent_at timestamptz,
  add column remind_at timestamptz,
  add column reminders integer not null default 0 constraint credentials_reminders_stop check (reminders between 0 and 5),
  add column reminders_in_step integer not null default 0,
  add column reminded_on date;
comment on column private.credentials.first_sent_at is '第一次发出链接的时间，提醒从这天算起';
comment on column private.credentials.remind_at is '下次提醒，或者不再等的时间（自动）';
comment on column private.credentials.reminders is '已提醒几次，最多五次';
comment on column private.credentials.reminders_in_step is '其中这一步提醒几次';
comment on column private.credentials.reminded_on is '最近一次提醒的日期（北京时间）';
create index credentials_remind_at_idx on private.credentials (remind_at) where remind_at is not null;

-- When the next reminder is due, or, where none is left, when patience ends.
create function private.next_reminder(credential private.credentials)
returns timestamptz
language plpgsql -- keeps its plan: it runs once for every link
stable
set search_path = ''
as $$
declare
  plan private.reminder_plan;
  days integer[];
  since timestamptz := case when credential.state = 'opened' then credential.opened_at else credential.first_sent_at end;
begin
  select * into plan from private.reminder_plan;
  days := case when credential.state = 'opened' then plan.activation_days else plan.link_days end;
  if credential.reminders_in_step < cardinality(days) and credential.reminders < 5 then
    return since + make_interval(days => days[credential.reminders_in_step + 1]);
  end if;
  return greatest(now(), since + make_interval(days => coalesce(days[credential.reminders_in_step], 0))) + make_interval(days => plan.patience_days);
end
$$;
comment on function private.next_reminder is '下次提醒的时间';

-- As before, with the calendar of reminders kept: it begins with the first link, begins anew with the opening and with a mend, and
-- ends with the credential.
create or replace function private.step_credential()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('issued', 'queued'), ('queued', 'sent'), ('queued', 'opened'), ('queued', 'undeliverable'),
    ('sent', 'delivered'), ('sent', 'opened'), ('sent', 'undeliverable'), ('sent', 'no_response'),
    ('delivered', 'opened'), ('delivered', 'undeliverable'), ('delivered', 'no_response'),
    ('queued', 'expired'), ('sent', 'expired'), ('delivered', 'expired'), ('expired', 'no_response'),
    ('no_response', 'opened'), ('no_response', 'undeliverable'), ('opened', 'activated'),
    ('sent', 'queued'), ('delivered', 'queued'), ('expired', 'queued'), ('no_response', 'queued'), ('undeliverable', 'queued'),
    ('issued', 'revoked'), ('queued', 'revoked'), ('sent', 'revoked'), ('delivered', 'revoked'), ('opened', 'revoked'),
    ('undeliverable', 'revoked'), ('no_response', 'revoked'), ('expired', 'revoked')) then
    perform private.refuse('credential-transition', format('凭据不能从 %s 变为 %s', old.state, new.state), 'state');
  end if;
  if new.state in ('activated', 'revoked') then new.sealed := null; end if;
  if old.sealed is not null and new.sealed is null then new.erased_at := now(); end if;
  if old.sealed is null and new.sealed is not null then
    perform private.refuse('credential-erased', '抹去的凭据不能再写回，请重新录入', 'sealed');
  end if;
  if new.reminders > old.reminders and old.reminded_on = private.today() then
    perform private.refuse('credential-reminded-today', '今天已经提醒过，一天最多一次', 'reminders');
  end if;
  if new.state <> old.state then
    if new.state = 'queued' then new.trouble := null; end if;
    if new.state = 'sent' and new.first_sent_at is null then
      new.first_sent_at := now();
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'opened' then
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'undeliverable' then
      new.first_sent_at := null;
      new.remind_at := null;
    elsif new.state in ('no_response', 'activated', 'revoked') then
      new.remind_at := null;
    elsif old.state = 'no_response' and new.state = 'queued' then
      -- Somebody asked for a link after all: the calendar runs again from there, with what is left of the five.
      new.first_sent_at := null;
    end if;
  end if;
  return new;
end
$$;

drop function private.send_link(uuid);
create function private.send_link(credential_id uuid, kind private.mail_kind default 'credential_link')
returns void
language plpgsql
set search_path = ''
as $$
declare
  facts record;
  expires timestamptz := date_trunc('second', now()) + interval '72 hours';
begin
  select c.generation, c.state, k.email, k.name as contact_name, o.name as organization_name, p.name as platform_name
  into strict facts
  from private.credentials c
  join public.accounts a on a.id = c.account_id
  join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform
  join public.contacts k on k.registration_id = c.registration_id
  where c.id = send_link.credential_id for update of c;
  update private.outbox set state = 'cancelled', reason = '又发了新的链接'
  where outbox.credential_id = send_link.credential_id and state = 'queued';
  update private.credentials c
  set state = 'queued', queued_at = now(), sent_at = null, delivered_at = null,
      link_expires_at = least(expires, c.erase_at),
      generation = facts.generation + case when facts.state = 'issued' then 0 else 1 end
  where c.id = send_link.credential_id returning generation, link_expires_at into facts.generation, expires;
  insert into private.outbox (kind, recipient, payload, credential_id, generation, daytime)
  values (send_link.kind, facts.email, jsonb_build_object(
    'organization_name', facts.organization_name, 'platform_name', facts.platform_name,
    'contact_name', facts.contact_name, 'link_expires_at', expires),
    send_link.credential_id, facts.generation, send_link.kind = 'credential_reminder');
end
$$;
comment on function private.send_link is '发新链接，旧链接失效';

-- A reminder that waited too long is renewed as the reminder it was, and the next one waits a day from there.
create or replace function private.renew_unsent_links()
returns void
language plpgsql
set search_path = ''
as $$
declare
  unsent record;
begin
  for unsent in
    select c.id, o.kind from private.credentials c
    join private.outbox o on o.credential_id = c.id and o.generation = c.generation and o.state = 'queued'
    where c.state = 'queued' and c.link_expires_at <= now() and c.sealed is not null and c.erase_at > now()
    for update of c skip locked
  loop
    perform private.send_link(unsent.id, unsent.kind);
    if unsent.kind = 'credential_reminder' then
      update private.credentials c set reminded_on = private.today(), remind_at = greatest(c.remind_at, now() + interval '1 day')
      where c.id = unsent.id;
    end if;
  end loop;
end
$$;

create function private.remind_of_activation(credential private.credentials)
returns void
language sql
set search_path = ''
begin atomic
  insert into private.outbox (kind, recipient, payload, credential_id, generation, daytime)
  select 'activation_reminder', k.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code,
    'platform_name', p.name, 'contact_name', k.name), credential.id, credential.generation, true
  from public.accounts a
  join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform
  join public.contacts k on k.registration_id = credential.registration_id
  where a.id = credential.account_id;
end;
comment on function private.remind_of_activation is '提醒学校确认启用';

-- Patience has ended.
create function private.give_up_waiting(credential private.credentials)
returns void
language plpgsql
set search_path = ''
as $$
begin
  if credential.state = 'opened' then
    update private.credentials c set remind_at = null where c.id = credential.id;
    perform private.open_credential_task(credential, 'not_activated', '凭据已打开，一直没有确认启用');
  else
    update private.credentials c set state = 'no_response' where c.id = credential.id;
  end if;
end
$$;
comment on function private.give_up_waiting is '不再提醒，请上级联系';

create function private.remind_schools()
returns void
language plpgsql
set search_path = ''
as $$
declare
  due private.credentials;
  plan private.reminder_plan;
  is_last boolean;
begin
  if private.is_quiet(now()) then return; end if;
  select * into plan from private.reminder_plan;
  for due in
    select * from private.credentials c where c.remind_at <= now() order by c.remind_at limit 200 for update skip locked
  loop
    is_last := due.reminders >= 5 or due.reminders_in_step >=
      cardinality(case when due.state = 'opened' then plan.activation_days else plan.link_days end);
    if due.reminded_on = private.today() or due.state = 'queued' or (due.queued_at at time zone 'Asia/Shanghai')::date = private.today() then
      -- A link went out today already, or waits in the queue.
      update private.credentials c set remind_at = now() + interval '1 day' where c.id = due.id;
    elsif is_last or (due.state <> 'opened' and (due.sealed is null or due.erase_at <= now())) then
      perform private.give_up_waiting(due);
    else
      if due.state = 'opened' then perform private.remind_of_activation(due);
      else perform private.send_link(due.id, 'credential_reminder');
      end if;
      update private.credentials c
      set reminders = c.reminders + 1, reminders_in_step = c.reminders_in_step + 1, reminded_on = private.today()
      where c.id = due.id returning * into due;
      update private.credentials c set remind_at = greatest(private.next_reminder(due), now() + interval '1 day') where c.id = due.id;
    end if;
  end loop;
end
$$;
comment on function private.remind_schools is '到日子的提醒；提醒完了告诉上级';

-- A mended mailbox is somebody else: the calendar begins anew.
create or replace function private.redirect_credentials(registration_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  live private.credentials;
begin
  for live in
    select * from private.credentials c
    where c.registration_id = redirect_credentials.registration_id and c.state not in ('activated', 'revoked') order by c.id for update
  loop
    if live.sealed is not null and live.opened_at is null and live.erase_at > now() then
      perform private.send_link(live.id);
      update private.credentials c set first_sent_at = null, remind_at = null, reminders = 0 where c.id = live.id;
    else
      update private.credentials c
      set generation = c.generation + 1, sealed = null, remind_at = null, reissue_requested_at = coalesce(c.reissue_requested_at, now())
      where c.id = live.id;
    end if;
  end loop;
end
$$;

create or replace function private.tend_mail()
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.renew_unsent_links();
  perform private.erase_due_credentials();
  perform private.expire_proofs();
  perform private.remind_schools();
  perform private.tell_supervisors();
  perform private.hold_back_suppressed();
end
$$;

create or replace function private.mail_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
    select from private.credentials c
    where (c.state in ('queued', 'sent', 'delivered') and c.link_expires_at <= now())
       or (c.sealed is not null and (c.readable_until <= now() or c.erase_at <= now())))
  or exists (select from private.mailbox_proofs p where p.state = 'asked' and p.expires_at <= now())
  or (not private.is_quiet(now()) and (
    exists (select from private.tasks t where t.closed_at is null and t.tell_at <= now())
    or exists (select from private.credentials c where c.remind_at <= now())))
  or private.next_mail_work() is not null;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.registrations_of_operator()
  to authenticated;
