-- Ends that are known ahead: a school that is merged at the end of the term. A closing date in the future would close at once, because
-- status is generated from the date alone; so it waits here and is told to nobody until its day.

create table private.closings (
  organization_code text constraint "这个组织已经在打算撤销的名单里" primary key constraint "没有打算撤销的组织" references public.organizations (code) on delete cascade,
  closes_on date not null,
  successor_code text constraint "没有要接替的组织" references public.organizations (code) on delete cascade,
  constraint "接替的组织不能是它自己" check (successor_code <> organization_code)
);

comment on table private.closings is '打算撤销的组织：到那一天自动撤销并公布，这一行随即消失；改主意就删掉这一行。还有下级没有撤销，或者接替组织已经撤销的，等办好了再撤销';
comment on column private.closings.organization_code is '哪个组织（编号）';
comment on column private.closings.closes_on is '哪一天撤销，要在今天以后';
comment on column private.closings.successor_code is '撤销后的接替组织（编号），没有就留空';

create index closings_successor_code_idx on private.closings (successor_code);
create index closings_closes_on_idx on private.closings (closes_on);

alter table private.closings enable row level security;
-- No policy on purpose: nothing but the dashboard and the chore below reads it.

select private.guard_typed('private.closings');
create trigger closings_are_audited after insert or update or delete on private.closings
  for each row execute function private.audit('organization_code');

create function private.check_closing()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not exists (select from public.organizations o where o.code = new.organization_code and o.closed_on is null) then
    perform private.refuse('closing-organization', '找不到这个编号的组织，或者它已经撤销', 'organization_code');
  elsif (tg_op = 'INSERT' or new.closes_on <> old.closes_on) and new.closes_on <= private.today() then
    perform private.refuse('closing-past', '这里只填今天以后的日期；今天或以前撤销的，请在 organizations 填 closed_on', 'closes_on');
  elsif new.successor_code = new.organization_code then
    perform private.refuse('organization-successor-self', '接替组织不能是它自己', 'successor_code');
  elsif new.successor_code is not null and not exists (
      select from public.organizations o where o.code = new.successor_code and o.closed_on is null) then
    perform private.refuse('closing-successor', '找不到这个编号的接替组织，或者它已经撤销', 'successor_code');
  end if;
  return new;
end
$$;
comment on function private.check_closing is '检查打算撤销的组织、日期和接替组织';
create trigger closings_are_checked before insert or update on private.closings
  for each row execute function private.check_closing();

-- What the register would refuse is waited for: a chore that fails would fail at every ring.
create function private.closing_waits(closing private.closings)
returns boolean
language sql
stable
set search_path = ''
return exists (select from public.organizations o where o.parent_code = closing.organization_code and o.closed_on is null)
  or exists (select from public.organizations o where o.code = closing.successor_code and o.closed_on is not null);
comment on function private.closing_waits is '到了日子也还不能撤销';

create function private.closings_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.closings c where c.closes_on <= private.today() and not private.closing_waits(c));
end
$$;
comment on function private.closings_are_due is '有组织到了撤销的日子';

create function private.close_organizations()
returns void
language plpgsql
set search_path = ''
as $$
declare
  due private.closings;
begin
  for due in
    select c.* from private.closings c join public.organizations o on o.code = c.organization_code
    where c.closes_on <= private.today()
    order by o.level desc, o.code
    for update of c skip locked
  loop
    continue when private.closing_waits(due);
    update public.organizations o set closed_on = due.closes_on, successor_code = due.successor_code
    where o.code = due.organization_code and o.closed_on is null;
    delete from private.closings c where c.organization_code = due.organization_code;
  end loop;
end
$$;
comment on function private.close_organizations is '到了日子的组织撤销，先下级后上级';
insert into private.chores (name, position, due, work) values ('撤销到期的组织', 5, 'closings_are_due', 'close_organizations');
