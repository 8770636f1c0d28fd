-- Before a campaign: a harmless question to every mailbox that nobody has proven for a year, with its own list of results. Staff begin
-- one by adding a row; who presses the button in the mail has proven the mailbox again, and so has everybody who signs in.

create table private.mailbox_checks (
  id bigint generated always as identity constraint "邮箱检查编号已经用过，请留空" primary key,
  title text not null constraint "检查名称应为 2 至 60 个字" check (char_length(btrim(title)) between 2 and 60),
  older_than_days integer not null default 365 constraint "天数要大于零" check (older_than_days >= 1),
  started_at timestamptz not null default now(),
  mailboxes integer
);

comment on table private.mailbox_checks is '邮箱检查：加一行就开始，向很久没有确认过的联系邮箱发一封确认信';
comment on column private.mailbox_checks.id is '编号（自动）';
comment on column private.mailbox_checks.title is '名称，如“2027 年春季登记前”';
comment on column private.mailbox_checks.older_than_days is '多少天没有确认过的才问';
comment on column private.mailbox_checks.started_at is '开始时间（自动）';
comment on column private.mailbox_checks.mailboxes is '问了多少个邮箱（自动）';

alter table private.mailbox_checks enable row level security;
-- No policy on purpose: only staff read it.

select private.guard_typed('private.mailbox_checks');
create trigger mailbox_checks_are_audited after insert or update or delete on private.mailbox_checks
  for each row execute function private.audit('id');

create table private.mailbox_answers (
  id uuid primary key default gen_random_uuid(),
  check_id bigint not null references private.mailbox_checks (id) on delete cascade,
  email extensions.citext,
  mail_id uuid references private.outbox (id) on delete set null,
  answered_at timestamptz,
  constraint mailbox_answers_once_a_mailbox unique (check_id, email)
);

comment on table private.mailbox_answers is '邮箱检查的结果：每个邮箱一行';
comment on column private.mailbox_answers.id is '编号';
comment on column private.mailbox_answers.check_id is '哪次检查';
comment on column private.mailbox_answers.email is '邮箱；空为已删除';
comment on column private.mailbox_answers.mail_id is '发出的确认信';
comment on column private.mailbox_answers.answered_at is '确认时间';

create index mailbox_answers_mail_id_idx on private.mailbox_answers (mail_id);

alter table private.mailbox_answers enable row level security;
-- No policy on purpose: only staff read it.

-- The list that staff read: one word for each mailbox.
create view private.mailbox_check_results with (security_invoker = true) as
select c.title, coalesce(a.email, '已删除') as email,
  case when a.answered_at is not null then '已确认'
       when m.state = 'delivered' then '已送达，没有确认'
       when m.state in ('bounced', 'complained', 'suppressed', 'failed') then '收不到信'
       when m.state in ('sent', 'delayed') then '已发出'
       when m.state in ('queued', 'batched') then '正在排队'
       else '不确定' end as result,
  case when a.answered_at is null then m.reason end as reason, a.answered_at,
  (select string_agg(coalesce(o.name, r.proposed_name), '、') from public.contacts k
   join public.registrations r on r.id = k.registration_id left join public.organizations o on o.code = r.organization_code
   where k.email = a.email and r.purpose = 'register' and r.state in ('approved', 'activated')) as organizations
from private.mailbox_answers a
join private.mailbox_checks c on c.id = a.check_id
left join private.outbox m on m.id = a.mail_id;

comment on view private.mailbox_check_results is '邮箱检查的结果清单';
comment on column private.mailbox_check_results.title is '哪次检查';
comment on column private.mailbox_check_results.email is '邮箱';
comment on column private.mailbox_check_results.result is '结果';
comment on column private.mailbox_check_results.reason is '收不到信的原因';
comment on column private.mailbox_check_results.answered_at is '确认时间';
comment on column private.mailbox_check_results.organizations is '用这个邮箱的组织';

create function private.start_mailbox_check()
returns trigger
language plpgsql
security definer -- answers and the outbox are closed to the writer
set search_path = ''
as $$
declare
  asked integer;
begin
  insert into private.mailbox_answers (check_id, email)
  select distinct new.id, k.email
  from public.contacts k join public.registrations r on r.id = k.registration_id
  where r.purpose = 'register' and r.state in ('approved', 'activated') and k.mailbox_verified_at < now() - make_interval(days => new.older_than_days)
  order by k.email;
  get diagnostics asked = row_count;
  update private.mailbox_answers a
  set mail_id = (
    select private.queue_mail('mailbox_check', a.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code,
      'contact_name', k.name), a.id, 1, daytime => true)
    from public.contacts k join public.registrations r on r.id = k.registration_id join public.organizations o on o.code = r.organization_code
    where k.email = a.email and r.purpose = 'register' and r.state in ('approved', 'activated') order by r.decided_at limit 1)
  where a.check_id = new.id;
  update private.mailbox_checks c set mailboxes = asked where c.id = new.id;
  return null;
end
$$;
comment on function private.start_mailbox_check is '开始检查：写信给每个很久没有确认过的邮箱';
create trigger mailbox_checks_start after insert on private.mailbox_checks
  for each row execute function private.start_mailbox_check();

create function private.mailbox_is_alive(email extensions.citext)
returns void
language sql
set search_path = ''
begin atomic
  update private.tasks t set closed_at = now()
  from public.contacts k
  where t.kind = 'mailbox' and t.closed_at is null and k.registration_id = t.registration_id and k.email = mailbox_is_alive.email;
  update public.contacts k set mailbox_verified_at = now() where k.email = mailbox_is_alive.email;
end;
comment on function private.mailbox_is_alive is '有人在这个邮箱里答复了';
