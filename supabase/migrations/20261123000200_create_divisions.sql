-- GB/T 2260 divisions in four levels. The tree is place; supervision is organizations.path.

create type public.division_level as enum ('nation', 'province', 'prefecture', 'county');

create table public.divisions (
  code text primary key constraint divisions_code_is_six_digits check (code ~ '^[0-9]{6}$'),
  name text not null constraint divisions_name_is_tidy check (name = private.tidy_name(name)),
  level public.division_level not null,
  parent_code text references public.divisions (code) on update cascade on delete restrict,
  is_placeholder boolean not null default false,
  constraint divisions_only_nation_is_root check ((level = 'nation') = (parent_code is null))
);

comment on table public.divisions is '行政区划（GB/T 2260，四级）';
comment on column public.divisions.code is '区划代码，六位数字';
comment on column public.divisions.name is '名称';
comment on column public.divisions.level is '层级：nation 全国，province 省级，prefecture 地市级，county 县级';
comment on column public.divisions.parent_code is '上级区划';
comment on column public.divisions.is_placeholder is '占位层（如 110100），不设团委';

create index divisions_parent_code_idx on public.divisions (parent_code);

create function private.check_division_parent()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  parent_level public.division_level;
begin
  if new.parent_code is null then return new; end if;
  select d.level into parent_level from public.divisions d where d.code = new.parent_code;
  if parent_level is null then
    perform private.refuse('division-parent-missing', format('上级区划 %s 不存在', new.parent_code), 'parent_code');
  end if;
  if array_position(enum_range(null::public.division_level), parent_level) + 1
     <> array_position(enum_range(null::public.division_level), new.level) then
    perform private.refuse('division-parent-level', format('区划 %s 的上级应正好高一层', new.code), 'parent_code');
  end if;
  if tg_op = 'UPDATE' and new.level <> old.level and exists (
       select from public.divisions d where d.parent_code = old.code) then
    perform private.refuse('division-children-level', format('区划 %s 还有下级，不能改变层级', new.code), 'level');
  end if;
  return new;
end
$$;
comment on function private.check_division_parent is '上级区划必须正好高一层';

create trigger divisions_parent_is_one_level_up
  before insert or update of parent_code, level on public.divisions
  for each row execute function private.check_division_parent();

alter table public.divisions enable row level security;

-- Places are public.
create policy "visitors read divisions" on public.divisions for select to anon, authenticated using (true);

revoke all on public.divisions from anon, authenticated, service_role;
grant select (code, name, level, parent_code, is_placeholder) on public.divisions to anon, authenticated;
revoke execute on all functions in schema private from public, anon, authenticated, service_role;
