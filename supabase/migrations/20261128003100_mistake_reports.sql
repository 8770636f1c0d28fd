-- Mistakes that anybody reports on the site, without an account and without a name. Staff look after them here; nothing of them is public.

create type public.mistake_kind as enum ('name', 'account', 'impostor', 'organization', 'other');
create type public.mistake_state as enum ('open', 'mended', 'declined');

create table public.mistake_reports (
  id bigint generated always as identity constraint "信息有误的编号已经用过，请留空" primary key,
  organization_code text constraint "没有访客所指的组织" references public.organizations (code) on delete cascade,
  kind public.mistake_kind not null,
  said text not null constraint "访客的话应为 4 至 500 个字" check (char_length(said) between 4 and 500),
  source text constraint "来源最多 300 个字" check (char_length(source) <= 300),
  reported_at timestamptz not null default now(),
  state public.mistake_state not null default 'open',
  settled_at timestamptz,
  staff_note text
);

comment on table public.mistake_reports is '信息有误：访客在 /report 填的内容，核对以后把 state 改成 mended 或 declined';
comment on column public.mistake_reports.id is '编号（自动）';
comment on column public.mistake_reports.organization_code is '哪个组织；访客没有填编号的为空';
comment on column public.mistake_reports.kind is '种类：name 名称，account 账号，impostor 冒充，organization 合并或撤销，other 其他';
comment on column public.mistake_reports.said is '访客的话：哪里不对，正确的是什么；未经核实';
comment on column public.mistake_reports.source is '访客怎样知道的；未经核实，网址不要随手点开';
comment on column public.mistake_reports.reported_at is '提出时间（自动）';
comment on column public.mistake_reports.state is '状态：open 待核对，mended 已更正，declined 不用更正';
comment on column public.mistake_reports.settled_at is '办结时间（自动）；办结一年以后删除，一年没有人核对的也删除';
comment on column public.mistake_reports.staff_note is '工作人员备注';

create index mistake_reports_organization_code_idx on public.mistake_reports (organization_code);
create index mistake_reports_open_idx on public.mistake_reports (reported_at) where state = 'open';
create index mistake_reports_settled_at_idx on public.mistake_reports (settled_at) where settled_at is not null;
-- The same words about the same organization, sent twice, are one report.
create unique index "同样的信息有误已经提过" on public.mistake_reports (coalesce(organization_code, ''), kind, md5(said)) where state = 'open';

alter table public.mistake_reports enable row level security;
-- No policy on purpose: reports come in through report_mistake() and are read in the dashboard alone.

select private.guard_typed('public.mistake_reports');
create trigger mistake_reports_are_audited after insert or update or delete on public.mistake_reports
  for each row execute function private.audit('id', 'said', 'source', 'staff_note');

create function private.settle_mistake_report()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.settled_at := case when new.state = 'open' then null when old.state = 'open' then now() else old.settled_at end;
  return new;
end
$$;
comment on function private.settle_mistake_report is '记下信息有误何时办结';
create trigger mistake_reports_are_settled before update on public.mistake_reports
  for each row execute function private.settle_mistake_report();

-- Who reports is known by two names that nobody can read an address from: the client's own network, and the larger one around it. Each has
-- what an honest reader needs. Where very many come in one hour, or many wait about one organization (or about none), a network has one
-- report and waits longer for its answer: a flood by one shuts the door to nobody but itself.
create function calls.report_mistake(report jsonb, caller text, around text)
returns jsonb
language plpgsql
security definer -- reports are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted text := private.tidy(report ->> 'organization_code');
  in_this_hour integer := private.count_attempt('report:' || caller, 3600);
  is_crowded boolean := coalesce((select sum(a.count) > 300 from private.attempts a where a.bucket = 'report' and a.window_start > now() - interval '1 hour'), false)
    or (select count(*) from public.mistake_reports m where m.organization_code = wanted and m.state = 'open') >= 20
    or (wanted is null and (select count(*) from public.mistake_reports m where m.organization_code is null and m.state = 'open') >= 200);
begin
  -- A network that has used up its own hour uses up nothing of its neighbours'.
  if in_this_hour > (case when is_crowded then 1 else 5 end) then
    return jsonb_build_object('outcome', 'too_many', 'wait_s', 0);
  elsif private.count_attempt('report:' || around, 86400) > 40 then
    return jsonb_build_object('outcome', 'too_many', 'wait_s', 0);
  elsif wanted is not null and not exists (select from public.organizations o where o.code = wanted) then
    return jsonb_build_object('outcome', 'unknown_organization', 'wait_s', 0);
  -- Counted for no code but a real one, and only for who may still report: nobody makes rows here by inventing codes.
  elsif private.count_attempt(format('report:%s:%s', around, wanted), 86400) > (case when is_crowded then 1 when wanted is null then 10 else 5 end) then
    return jsonb_build_object('outcome', 'too_many', 'wait_s', 0);
  end if;
  perform private.count_attempt('report', 3600);
  insert into public.mistake_reports (organization_code, kind, said, source)
  values (wanted, (report ->> 'kind')::public.mistake_kind, report ->> 'said', report ->> 'source')
  on conflict do nothing;
  -- Before the door shuts it becomes slow: 1, 2 and 4 seconds.
  return jsonb_build_object('outcome', 'kept',
    'wait_s', case when in_this_hour > 2 then 1 << (in_this_hour - 3) else 0 end + case when is_crowded then 3 else 0 end);
end
$$;
comment on function calls.report_mistake is '收下访客提出的信息有误；caller 和 around 是来源的代号';
select private.offer('report_mistake', 'service_role');

create function private.mistake_reports_are_old()
returns boolean
language sql
stable
set search_path = ''
return exists (select from public.mistake_reports m where m.settled_at < now() - interval '1 year')
  or exists (select from public.mistake_reports m where m.state = 'open' and m.reported_at < now() - interval '1 year');
comment on function private.mistake_reports_are_old is '是否有该删除的信息有误';

create function private.forget_mistake_reports()
returns void
language sql
set search_path = ''
begin atomic
  delete from public.mistake_reports m
  where m.settled_at < now() - interval '1 year' or (m.state = 'open' and m.reported_at < now() - interval '1 year');
end;
comment on function private.forget_mistake_reports is '删除办结一年的，和一年没有人核对的信息有误';
insert into private.chores (name, position, due, work)
values ('删除一年以前的信息有误', 96, 'mistake_reports_are_old', 'forget_mistake_reports');
