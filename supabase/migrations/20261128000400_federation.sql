-- What a federation brings along: its places (GB/T 2260, four levels; the tree is place, supervision is organizations.path), the
-- platforms on which accounts live, today's and those that are gone but stay on record (R007, R065, R119, R128), and the nickname rule of
-- each level (R010, R015). The seed fills all three.

create type public.division_level as enum ('nation', 'province', 'prefecture', 'county');

create table public.divisions (
  code text primary key constraint divisions_code_is_six_digits check (code ~ '^[0-9]{6}$'),
  name text not null constraint divisions_name_is_tidy check (name = private.tidy_name(name)),
  level public.division_level not null,
  parent_code text references public.divisions (code) on update cascade on delete restrict,
  is_placeholder boolean not null default false,
  spoken_names text[] not null default '{}',
  former_names text[] not null default '{}',
  constraint divisions_only_nation_is_root check ((level = 'nation') = (parent_code is null))
);

comment on table public.divisions is '行政区划（GB/T 2260，四级）';
comment on column public.divisions.code is '区划代码，六位数字';
comment on column public.divisions.name is '名称';
comment on column public.divisions.level is '层级：nation 全国，province 省级，prefecture 地市级，county 县级';
comment on column public.divisions.parent_code is '上级区划';
comment on column public.divisions.is_placeholder is '占位层（如 110100），不设团委';
comment on column public.divisions.spoken_names is '简称、俗称（京、延边州、呼市），供查找';
comment on column public.divisions.former_names is '曾用名，供查找；不写现在属于别处的名称';

create index divisions_parent_code_idx on public.divisions (parent_code);

alter table public.divisions enable row level security;
-- Places are public.
create policy "visitors read divisions" on public.divisions for select to anon, authenticated using (true);
grant select (code, name, level, parent_code, is_placeholder, spoken_names, former_names) on public.divisions to anon, authenticated;

create trigger divisions_inserted_publicly after insert on public.divisions referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger divisions_updated_publicly after update on public.divisions referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger divisions_deleted_publicly after delete on public.divisions referencing old table as changed
  for each statement execute function private.note_public_change('true');
create trigger divisions_are_audited after insert or update or delete on public.divisions
  for each row execute function private.audit('code');

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

create table public.platforms (
  id text primary key constraint platforms_id_is_plain check (id ~ '^[a-z][a-z0-9]{1,19}$'),
  name text not null constraint platforms_name_is_tidy check (name = private.tidy_name(name)),
  home_url text constraint platforms_home_url_is_http check (home_url ~ '^https?://'),
  register_url text constraint platforms_register_url_is_http check (register_url ~ '^https?://'),
  address_pattern text,
  is_alive boolean not null default true,
  sort_order integer not null default 1000
);

comment on table public.platforms is '账号所在的平台';
comment on column public.platforms.id is '代号，小写字母';
comment on column public.platforms.name is '名称';
comment on column public.platforms.home_url is '平台网址';
comment on column public.platforms.register_url is '平台登记网址';
comment on column public.platforms.address_pattern is '账号网址的样式（正则），去掉 https://、www. 和问号以后的部分再比对';
comment on column public.platforms.is_alive is '平台是否仍在运行';
comment on column public.platforms.sort_order is '排列次序，小的在前';

alter table public.platforms enable row level security;
-- Platforms are public.
create policy "visitors read platforms" on public.platforms for select to anon, authenticated using (true);
grant select (id, name, home_url, is_alive, sort_order) on public.platforms to anon, authenticated;

create trigger platforms_inserted_publicly after insert on public.platforms referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_updated_publicly after update on public.platforms referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_deleted_publicly after delete on public.platforms referencing old table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_are_audited after insert or update or delete on public.platforms
  for each row execute function private.audit('id');

-- The address as the pattern reads it: no scheme, no www., no query, no fragment, host in lower case.
create function private.bare_address(address text)
returns text
language sql
immutable
parallel safe
set search_path = ''
return (
  select lower(split_part(bare, '/', 1)) || coalesce(substring(bare from '/.*$'), '')
  from (select regexp_replace(regexp_replace(address, '^https?://(www\.)?', '', 'i'), '[?#].*$', '') as bare) as stripped
);
comment on function private.bare_address is '去掉协议、www. 和问号以后的部分';

create table public.naming_rules (
  level smallint primary key constraint naming_rules_level_is_one_to_five check (level between 1 and 5),
  pattern text not null,
  example text not null,
  sentence text not null,
  constraint naming_rules_example_fits check (example ~ pattern)
);

comment on table public.naming_rules is '账号昵称规则：每个层级一条';
comment on column public.naming_rules.level is '层级：1 全国，2 省级，3 地市级，4 县级，5 学校';
comment on column public.naming_rules.pattern is '昵称应符合的样式（正则）';
comment on column public.naming_rules.example is '例子';
comment on column public.naming_rules.sentence is '不符合时的提示';

alter table public.naming_rules enable row level security;
-- No policy on purpose: the form carries the rules itself, the database's function reads them here.

create trigger naming_rules_are_audited after insert or update or delete on public.naming_rules
  for each row execute function private.audit('level');
