-- Silence is answered by reminders that stop (R055, R099): on the third, seventh and fourteenth day after the first link, each with a
-- link of its own (the one before has run out by then); on the third and seventh after the opening of a credential that nobody
-- confirmed. Never two on one day of Shanghai, never more than five, never at night. Then the credential is `no_response`, which is
-- not `undeliverable`, and the level above is asked.

create table private.reminder_plan (
  is_only_row boolean constraint "提醒计划已经有一行，改那一行" primary key default true constraint "提醒计划只有一行" check (is_only_row),
  link_days integer[] not null default '{3,7,14}'
    constraint "领取提醒最多五次，天数要大于零" check (cardinality(link_days) between 0 and 5 and 1 <= all (link_days)),
  activation_days integer[] not null default '{3,7}'
    constraint "启用提醒最多五次，天数要大于零" check (cardinality(activation_days) between 0 and 5 and 1 <= all (activation_days)),
  patience_days integer not null default 3 constraint "再等的天数应为 1 至 30" check (patience_days between 1 and 30)
);

comment on table private.reminder_plan is '提醒计划：改了以后，对还没有排定的提醒有效';
comment on column private.reminder_plan.is_only_row is '只有一行';
comment on column private.reminder_plan.link_days is '发出链接以后第几天提醒领取，最多五次';
comment on column private.reminder_plan.activation_days is '打开凭据以后第几天提醒启用';
comment on column private.reminder_plan.patience_days is '最后一次提醒以后再等几天，就告诉上级';
insert into private.reminder_plan default values;

alter table private.reminder_plan enable row level security;
-- No policy on purpose: only the functions of the database read it.

select private.guard_typed('private.reminder_plan');

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

create function private.reminders_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return not private.is_quiet(now()) and exists (select from private.credentials c where c.remind_at <= now());
end
$$;
comment on function private.reminders_are_due is '有提醒到时间';
insert into private.chores (name, position, due, work) values ('提醒学校', 40, 'reminders_are_due', 'remind_schools');

create function private.remind_of_activation(credential private.credentials)
returns void
language sql
set search_path = ''
begin atomic
  select private.queue_mail('activation_reminder', k.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code,
    'platform_name', p.name, 'contact_name', k.name), credential.id, credential.generation, daytime => true)
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
