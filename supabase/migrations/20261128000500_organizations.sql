-- Every organization, registered or only expected (R002, R003, R066, R102, R121). The code is permanent and says nothing
-- about the place. Status is generated from dates, so that no writer can set it wrong: a better shape than a status kept by trigger.
-- Path, place and parent are kept for every writer. A parent's level is always above, so that a cycle cannot be written; moving an
-- organization moves its subtree.

create type public.organization_status as enum ('expected', 'registered', 'closed');

create sequence private.organization_codes start 100001 minvalue 100001 maxvalue 999999;

create table public.organizations (
  code text constraint "组织编号已经用过，请留空" primary key default nextval('private.organization_codes')::text
    constraint "组织编号应为六位数字" check (code ~ '^[1-9][0-9]{5}$'),
  name text not null
    constraint "全称应为 2 至 60 个字" check (name = private.tidy_name(name) and char_length(name) between 2 and 60),
  short_name text constraint "简称里有多余的空格" check (short_name = private.tidy_name(short_name)),
  aliases text[] not null default '{}',
  former_names text[] not null default '{}',
  search_names text[] not null default '{}',
  english_name text constraint "英文名应为 2 至 200 个字符" check (char_length(english_name) between 2 and 200),
  kind text not null constraint "没有这个类别，或还有组织属于它" references public.organization_kinds (id) on delete restrict,
  level smallint not null constraint "没有这个层级，或还有组织在这一级" references public.levels (number) on delete restrict,
  unit_type text constraint "没有单位类型，或还有组织用它" references public.unit_types (id) on delete restrict,
  school_type text,
  division_code text not null constraint "没有所在区划，或区划里还有组织" references public.divisions (code) on update cascade on delete restrict,
  parent_code text constraint "没有上级组织，或组织还有下级" references public.organizations (code) on delete restrict,
  path extensions.ltree not null,
  registered_on date,
  closed_on date,
  successor_code text constraint "没有接替组织，或它接替过别的组织" references public.organizations (code) on delete restrict,
  status public.organization_status not null generated always as (
    case when closed_on is not null then 'closed'::public.organization_status
         when registered_on is not null then 'registered'::public.organization_status
         else 'expected'::public.organization_status end) stored,
  updated_at timestamptz not null default now(),
  constraint "除全国级以外都要有上级组织" check ((level = 1) = (parent_code is null)),
  constraint "学校类型不属于这个类别" foreign key (kind, school_type)
    references public.school_types (kind, id) on delete restrict,
  constraint "接替组织不能是它自己" check (successor_code <> code),
  constraint "没有撤销的组织不填接替组织" check (successor_code is null or closed_on is not null),
  constraint "撤销日期不能早于登记日期" check (closed_on >= registered_on)
);

comment on table public.organizations is '组织名录：已登记的和应当登记的都在这里';
comment on column public.organizations.code is '编号，永久不变、不重复使用；新增时留空，自动给号';
comment on column public.organizations.name is '全称';
comment on column public.organizations.short_name is '简称';
comment on column public.organizations.aliases is '别名、常用缩写';
comment on column public.organizations.former_names is '曾用名：页面和查找结果里标明，不写现在属于别的组织的名称';
comment on column public.organizations.search_names is '只供查找的名称（未经核实的英文名、曾用名），不展示，也不进开放数据';
comment on column public.organizations.english_name is '英文名';
comment on column public.organizations.kind is '类别，见 organization_kinds';
comment on column public.organizations.level is '层级，见 levels';
comment on column public.organizations.unit_type is '单位类型，见 unit_types';
comment on column public.organizations.school_type is '学校类型，见 school_types';
comment on column public.organizations.division_code is '所在行政区划';
comment on column public.organizations.parent_code is '上级组织编号，上级的层级必须更高';
comment on column public.organizations.path is '从全国到本组织的编号路径，自动维护';
comment on column public.organizations.registered_on is '登记通过的日期，通过登记时自动填写';
comment on column public.organizations.closed_on is '撤销日期；填写后状态变为已撤销，清空即恢复，随它关闭的账号一起恢复。将来才撤销的填在 closings';
comment on column public.organizations.successor_code is '撤销后的接替组织';
comment on column public.organizations.status is '状态（自动）：expected 尚未登记，registered 已登记，closed 已撤销';
comment on column public.organizations.updated_at is '最后修改时间（自动）';

create index organizations_kind_school_type_idx on public.organizations (kind, school_type);
create index organizations_level_idx on public.organizations (level);
create index organizations_unit_type_idx on public.organizations (unit_type);
create index organizations_parent_code_idx on public.organizations (parent_code);
create index organizations_division_code_idx on public.organizations (division_code);
create index organizations_successor_code_idx on public.organizations (successor_code);
create index organizations_path_idx on public.organizations using gist (path);
-- The same name is what a person takes for the same, not only what is written with the same signs.
create unique index "这个地方已经有同名的组织" on public.organizations (division_code, private.name_key(name)) where closed_on is null;

alter table public.organizations enable row level security;
-- The directory itself is public.
create policy "visitors read organizations" on public.organizations for select to anon, authenticated using (true);
grant select (code, name, short_name, aliases, former_names, search_names, english_name, kind, level, unit_type, school_type, division_code,
  parent_code, path, status, registered_on, closed_on, successor_code)
  on public.organizations to anon, authenticated;

select private.guard_typed('public.organizations');
create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger organizations_inserted_publicly after insert on public.organizations referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger organizations_updated_publicly after update on public.organizations referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger organizations_deleted_publicly after delete on public.organizations referencing old table as changed
  for each statement execute function private.note_public_change('true');
create trigger organizations_are_audited after insert or update or delete on public.organizations
  for each row execute function private.audit('code');

-- Nobody is left below an organization that is no more, and the work of one is taken over by another that goes on after it. The days of
-- successors rise along their chain, so that no chain is a circle.
create function private.check_end(closed public.organizations)
returns void
language plpgsql
stable
set search_path = ''
as $$
declare
  successor public.organizations;
  below bigint := (select count(*) from public.organizations o where o.parent_code = closed.code and o.closed_on is null);
begin
  select * into successor from public.organizations o where o.code = closed.successor_code;
  if below > 0 then
    perform private.refuse('organization-children-open',
      format('%s 还有 %s 个没有撤销的下级：请先把它们的 parent_code 改到别的上级，或先撤销它们', closed.name, below), 'closed_on');
  elsif closed.successor_code is not null and successor.code is null then
    perform private.refuse('organization-successor-missing', format('接替组织 %s 不存在', closed.successor_code), 'successor_code');
  elsif successor.closed_on <= closed.closed_on then
    perform private.refuse('organization-successor-closed',
      format('接替组织 %s 那时已经撤销，请填接着办下去的组织', successor.name), 'successor_code');
  elsif exists (select from public.organizations o where o.successor_code = closed.code and o.closed_on >= closed.closed_on) then
    perform private.refuse('organization-succeeds-later',
      '有组织在这一天或以后才由它接替：请先改那个组织的 successor_code', 'closed_on');
  end if;
end
$$;
comment on function private.check_end is '检查撤销：没有留下下级，接替组织还在';

create function private.place_organization()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  parent public.organizations;
  place public.divisions;
  own public.organization_kinds;
  -- Null where organizations of this kind have no type.
  own_types text[];
begin
  if tg_op = 'UPDATE' and new.code <> old.code then
    perform private.refuse('organization-code-permanent', '编号永久不变，不能修改', 'code');
  end if;
  new.name := private.tidy_name(new.name);
  new.short_name := private.tidy_name(new.short_name);
  -- A name that is another one to a person stays findable.
  if tg_op = 'UPDATE' and new.name <> old.name and private.name_key(new.name) <> private.name_key(old.name) then
    new.former_names := private.tidy_names(array_remove(new.former_names, new.name) || old.name);
  end if;

  select * into place from public.divisions d where d.code = new.division_code;
  if place.code is null then
    perform private.refuse('organization-division-missing', format('行政区划 %s 不存在', new.division_code), 'division_code');
  end if;
  select * into own from public.organization_kinds k where k.id = new.kind;
  select array_agg(t.id order by t.sort_order) into own_types from public.school_types t where t.kind = new.kind;
  if own.id is null then
    perform private.refuse('organization-kind', '找不到这个类别，请填 organization_kinds 里的 id', 'kind');
  elsif new.name is null or char_length(new.name) not between 2 and 60 then
    perform private.refuse('organization-name', '全称应为 2 至 60 个字', 'name');
  elsif (new.level = 1) <> (new.parent_code is null) then
    perform private.refuse('organization-parent-needed', '除全国级以外都要填上级组织编号 parent_code', 'parent_code');
  elsif new.level <> own.level then
    perform private.refuse('organization-level-kind', format('%s的层级是 %s', own.name, own.level), 'level');
  elsif own_types is null and new.school_type is not null then
    perform private.refuse('organization-school-type', format('%s不填 school_type', own.name), 'school_type');
  elsif own_types is not null and not coalesce(new.school_type = any (own_types), false) then
    perform private.refuse('organization-school-type',
      format('%s的 school_type 请填 %s', own.name, array_to_string(own_types, '、')), 'school_type');
  elsif new.successor_code is not null and new.closed_on is null then
    perform private.refuse('organization-successor', '没有撤销的组织不填接替组织：请同时填撤销日期 closed_on，或者把 successor_code 也清空', 'closed_on');
  elsif new.successor_code = new.code then
    perform private.refuse('organization-successor-self', '接替组织不能是它自己', 'successor_code');
  elsif new.closed_on < new.registered_on then
    perform private.refuse('organization-closed-early', '撤销日期不能早于登记日期', 'closed_on');
  elsif new.registered_on > private.today() then
    perform private.refuse('organization-registered-ahead', '登记日期不能在将来，请核对年份', 'registered_on');
  elsif new.closed_on > private.today() then
    perform private.refuse('organization-closed-ahead', '撤销日期不能在将来，请核对年份；到那天才撤销的，请在 closings 加一行，到时自动撤销', 'closed_on');
  end if;
  if tg_op = 'UPDATE' and new.closed_on is not null then perform private.check_end(new); end if;
  if own.is_committee and not exists (
       select from public.levels l where l.division_level = place.level and l.number = new.level) then
    perform private.refuse('organization-level-division', format('%s：%s的层级应与所在区划的层级一致', new.name, own.name), 'level');
  end if;

  if new.parent_code is null then
    new.path := new.code::extensions.ltree;
  else
    select * into parent from public.organizations o where o.code = new.parent_code;
    if parent.code is null then
      perform private.refuse('organization-parent-missing', format('上级组织 %s 不存在', new.parent_code), 'parent_code');
    elsif not exists (select from public.organization_kinds k where k.id = parent.kind and k.is_committee) then
      perform private.refuse('organization-parent-kind', format('%s 不是团委机关，不能作为上级', parent.name), 'parent_code');
    elsif parent.level >= new.level then
      perform private.refuse('organization-parent-level', format('上级组织 %s 的层级应高于本组织', parent.name), 'parent_code');
    elsif parent.level <> own.parent_level then
      perform private.refuse('organization-parent-of-kind', format('%s：%s的上级应在%s', new.name, own.name,
        (select l.name from public.levels l where l.number = own.parent_level)), 'parent_code');
    elsif parent.closed_on is not null and new.closed_on is null
        and (tg_op = 'INSERT' or new.parent_code is distinct from old.parent_code or old.closed_on is not null) then
      perform private.refuse('organization-parent-closed', format('上级组织 %s 已经撤销，请先恢复它，或换一个上级', parent.name), 'parent_code');
    end if;
    new.path := parent.path operator(extensions.||) new.code;
  end if;

  if tg_op = 'UPDATE' and new.level > old.level and exists (
       select from public.organizations o where o.parent_code = new.code and o.level <= new.level) then
    perform private.refuse('organization-children-level', format('%s 的下级中有层级不低于它的组织，请先调整下级', new.name), 'level');
  end if;
  if new.closed_on is null and exists (
       select from public.organizations o
       where o.division_code = new.division_code and private.name_key(o.name) = private.name_key(new.name)
         and o.closed_on is null and o.code <> new.code) then
    perform private.refuse('organization-name-taken', format('%s 已有同名组织「%s」', place.name, new.name), 'name');
  end if;
  return new;
end
$$;
comment on function private.place_organization is '维护组织的路径，检查上级、层级和同名';
create trigger organizations_are_placed before insert on public.organizations
  for each row execute function private.place_organization();
-- Only direct edits: the subtree's own move below sets paths that are already right.
create trigger organizations_are_placed_again
  before update of code, name, short_name, kind, level, school_type, division_code, parent_code, path, registered_on, closed_on,
    successor_code on public.organizations
  for each row when (pg_trigger_depth() = 0) execute function private.place_organization();

-- What a kind is, its organizations were checked by.
create function private.keep_organization_kind()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if exists (select from public.organizations o where o.kind = old.id) then
    perform private.refuse('organization-kind-in-use', format('已有%s，不能再改它的层级和它是否团委', old.name), 'level');
  end if;
  return new;
end
$$;
comment on function private.keep_organization_kind is '已有组织的类别，不改层级';
create trigger organization_kinds_stay before update of is_committee, level on public.organization_kinds
  for each row when ((old.is_committee, old.level) is distinct from (new.is_committee, new.level))
  execute function private.keep_organization_kind();

create function private.move_subtree()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  update public.organizations o
  set path = new.path operator(extensions.||) extensions.subpath(o.path, extensions.nlevel(old.path))
  where o.path operator(extensions.<@) old.path and o.code <> new.code;
  return null;
end
$$;
comment on function private.move_subtree is '组织换了上级，下级的路径一起改';
create trigger organizations_move_their_subtree after update on public.organizations
  -- Not `is distinct from`: that finds its operator by the search path, and a restored dump has none.
  for each row when (pg_trigger_depth() = 0 and old.path operator(extensions.<>) new.path)
  execute function private.move_subtree();

-- Codes given by hand (the seed pins them) push the sequence on, so that no code is ever given twice.
create function private.advance_organization_codes()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  highest bigint := (select max(code::bigint) from arrived);
begin
  -- A sequence that has given nothing yet shows its first number as the last.
  if exists (select from private.organization_codes s where highest > s.last_value or (highest = s.last_value and not s.is_called)) then
    perform setval('private.organization_codes', highest);
  end if;
  return null;
end
$$;
comment on function private.advance_organization_codes is '手工给的编号推动编号序列';
create trigger organizations_advance_codes after insert on public.organizations
  referencing new table as arrived for each statement execute function private.advance_organization_codes();
