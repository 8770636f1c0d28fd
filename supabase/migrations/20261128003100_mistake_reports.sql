-- Mistakes that anybody reports on the site, without an account and without a name. Staff look after them here; nothing of them is public.

create type public.mistake_kind as enum ('name', 'account', 'impostor', 'organization', 'other');
create type public.mistake_state as enum ('open', 'mended', 'declined');

create table public.mistake_reports (
  id bigint generated always as identity primary key,
  organization_code text references public.organizations (code) on delete cascade,
  kind public.mistake_kind not null,
  said text not null constraint mistake_reports_say_something check (char_length(said) between 4 and 500),
  source text constraint mistake_reports_source_is_short check (char_length(source) <= 300),
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
comment on column public.mistake_reports.settled_at is '办结时间（自动）；办结一年以后删除';
comment on column public.mistake_reports.staff_note is '工作人员备注';

create index mistake_reports_organization_code_idx on public.mistake_reports (organization_code);
create index mistake_reports_open_idx on public.mistake_reports (reported_at) where state = 'open';
-- The same words about the same organization, sent twice, are one report.
create unique index mistake_reports_once on public.mistake_reports (coalesce(organization_code, ''), kind, md5(said)) where state = 'open';

alter table public.mistake_reports enable row level security;
-- No policy on purpose: reports come in through report_mistake() and are read in the dashboard alone.

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

-- At most 20 open reports of one organization wait: who floods one organization hides no other.
create function calls.report_mistake(report jsonb)
returns text
language plpgsql
security definer -- reports are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted text := private.tidy(report ->> 'organization_code');
begin
  delete from public.mistake_reports m where m.settled_at < now() - interval '1 year';
  if wanted is not null and not exists (select from public.organizations o where o.code = wanted) then
    return 'unknown_organization';
  elsif (select count(*) from public.mistake_reports m where m.organization_code = wanted and m.state = 'open') >= 20 then
    return 'too_many';
  end if;
  insert into public.mistake_reports (organization_code, kind, said, source)
  values (wanted, (report ->> 'kind')::public.mistake_kind, report ->> 'said', report ->> 'source')
  on conflict do nothing;
  return 'kept';
end
$$;
comment on function calls.report_mistake is '收下访客提出的信息有误';
select private.offer('report_mistake', 'service_role');
