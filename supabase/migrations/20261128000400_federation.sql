-- What a federation brings along: its lists (levels, kinds of organizations, types of schools and units, what a school works through
-- before an account is in use), its places (GB/T 2260; the tree is place, supervision is organizations.path), the platforms on which
-- accounts live, today's and those that are gone but stay on record (R007, R065, R119, R128), and the nickname rule of each level (R010,
-- R015). The seed fills them all; the lists and rules from contracts/federation.ts, whose words the site shows.

-- The levels from the root down. A level of places has committees; one without is where schools stand.
create table public.levels (
  number smallint constraint "层级已经有了" primary key constraint "层级从 1 开始" check (number >= 1),
  name text not null constraint "层级名称里有多余的空格" check (name = private.tidy_name(name)),
  division_level text
    constraint "区划层级代号用小写字母和下划线" check (division_level ~ '^[a-z][a-z_]{1,29}$')
    constraint "这个区划层级代号已经有了" unique
);

comment on table public.levels is '层级：由种子数据按 federation.ts 写入，改动须两处一起改';
comment on column public.levels.number is '层级，1 为最高，往下依次加一';
comment on column public.levels.name is '名称';
comment on column public.levels.division_level is '这一层级的行政区划在 divisions.level 里的代号；留空表示没有这一级区划（学校）';

alter table public.levels enable row level security;
-- No policy on purpose: the site carries the words itself, the database's functions read the rows here.

select private.guard_typed('public.levels');
create trigger levels_are_audited after insert or update or delete on public.levels
  for each row execute function private.audit('number');

-- A committee stands on the level of its division and may have others below it; every other kind has a level of its own.
create table public.organization_kinds (
  id text constraint "类别代号已经有了" primary key constraint "类别代号用小写字母和下划线" check (id ~ '^[a-z][a-z_]{1,29}$'),
  name text not null constraint "类别名称里有多余的空格" check (name = private.tidy_name(name)),
  is_committee boolean not null default false,
  level smallint constraint "没有这个层级，或还有类别用它" references public.levels (number) on delete restrict,
  parent_level smallint constraint "没有上级的层级，或还有类别用它" references public.levels (number) on delete restrict,
  is_proposed boolean not null default false,
  sort_order integer not null default 1000,
  constraint "团委不填固定层级，其他类别要填" check (is_committee = (level is null)),
  constraint "上级的层级应高于本类" check (parent_level < level),
  constraint "填报的单位不能归入团委" check (not (is_proposed and is_committee))
);

comment on table public.organization_kinds is '组织类别：由种子数据按 federation.ts 写入，改动须两处一起改';
comment on column public.organization_kinds.id is '代号，小写字母，永久不变';
comment on column public.organization_kinds.name is '名称';
comment on column public.organization_kinds.is_committee is '是否团委：可以有下级，层级与所在区划一致';
comment on column public.organization_kinds.level is '固定的层级；团委留空';
comment on column public.organization_kinds.parent_level is '上级必须在哪个层级，留空不限';
comment on column public.organization_kinds.is_proposed is '登记时填报的名单外组织归入这一类，只有一类';
comment on column public.organization_kinds.sort_order is '排列次序，小的在前';

create index organization_kinds_level_idx on public.organization_kinds (level);
create index organization_kinds_parent_level_idx on public.organization_kinds (parent_level);
create unique index "填报的单位只归入一个类别" on public.organization_kinds (is_proposed) where is_proposed;

alter table public.organization_kinds enable row level security;
-- No policy on purpose: the site carries the words itself, the database's functions read the rows here.

select private.guard_typed('public.organization_kinds');
create trigger organization_kinds_are_audited after insert or update or delete on public.organization_kinds
  for each row execute function private.audit('id');

-- A kind that has types asks for one of them; the others have none.
create table public.school_types (
  id text constraint "学校类型代号已经有了" primary key constraint "学校类型代号用小写字母和下划线" check (id ~ '^[a-z][a-z_]{1,29}$'),
  kind text not null constraint "没有这个类别，或它还有学校类型" references public.organization_kinds (id) on delete restrict,
  name text not null constraint "学校类型名称里有多余的空格" check (name = private.tidy_name(name)),
  is_proposed boolean not null default false,
  sort_order integer not null default 1000,
  constraint "这个类别已经有这个学校类型" unique (kind, id)
);

comment on table public.school_types is '学校类型：由种子数据按 federation.ts 写入，改动须两处一起改';
comment on column public.school_types.id is '代号，小写字母，永久不变';
comment on column public.school_types.kind is '属于哪个组织类别';
comment on column public.school_types.name is '名称';
comment on column public.school_types.is_proposed is '登记时填报的名单外组织归入这一类型，每个类别最多一个';
comment on column public.school_types.sort_order is '排列次序，小的在前';

create unique index "每个类别只有一个填报的学校类型" on public.school_types (kind) where is_proposed;

alter table public.school_types enable row level security;
-- No policy on purpose: the site carries the words itself, the database's functions read the rows here.

select private.guard_typed('public.school_types');
create trigger school_types_are_audited after insert or update or delete on public.school_types
  for each row execute function private.audit('id');

create table public.unit_types (
  id text constraint "单位类型代号已经有了" primary key constraint "单位类型代号用小写字母和下划线" check (id ~ '^[a-z][a-z_]{1,29}$'),
  name text not null constraint "单位类型名称里有多余的空格" check (name = private.tidy_name(name)),
  sort_order integer not null default 1000
);

comment on table public.unit_types is '单位类型：由种子数据按 federation.ts 写入，改动须两处一起改';
comment on column public.unit_types.id is '代号，小写字母，永久不变';
comment on column public.unit_types.name is '名称';
comment on column public.unit_types.sort_order is '排列次序，小的在前';

alter table public.unit_types enable row level security;
-- No policy on purpose: the site carries the words itself.

select private.guard_typed('public.unit_types');
create trigger unit_types_are_audited after insert or update or delete on public.unit_types
  for each row execute function private.audit('id');

create table public.activation_items (
  item text constraint "清单代号已经有了" primary key constraint "清单代号用小写字母和下划线" check (item ~ '^[a-z][a-z_]{1,29}$'),
  sentence text not null,
  is_required boolean not null default false,
  sort_order integer not null default 1000
);

comment on table public.activation_items is '启用核对清单：由种子数据按 federation.ts 写入，改动须两处一起改';
comment on column public.activation_items.item is '代号，小写字母，永久不变';
comment on column public.activation_items.sentence is '要做的事';
comment on column public.activation_items.is_required is '没有做就不能确认启用';
comment on column public.activation_items.sort_order is '排列次序，小的在前';

alter table public.activation_items enable row level security;
-- No policy on purpose: the site carries the words itself, the database's functions read the rows here.

select private.guard_typed('public.activation_items');
create trigger activation_items_are_audited after insert or update or delete on public.activation_items
  for each row execute function private.audit('item');

create function private.required_items()
returns text[]
language sql
stable
set search_path = ''
return (
  select coalesce(array_agg(i.item order by i.sort_order), '{}') from public.activation_items i where i.is_required);
comment on function private.required_items is '确认启用前必须做的事';

create table public.divisions (
  code text constraint "区划代码已经有了" primary key constraint "区划代码应为六位数字" check (code ~ '^[0-9]{6}$'),
  name text not null constraint "区划名称里有多余的空格" check (name = private.tidy_name(name)),
  level text not null constraint "没有这个区划层级，或还有区划用它" references public.levels (division_level) on delete restrict,
  parent_code text constraint "没有上级区划，或区划还有下级" references public.divisions (code) on update cascade on delete restrict,
  is_placeholder boolean not null default false,
  spoken_names text[] not null default '{}',
  former_names text[] not null default '{}'
);

comment on table public.divisions is '行政区划（GB/T 2260）';
comment on column public.divisions.code is '区划代码，六位数字';
comment on column public.divisions.name is '名称';
comment on column public.divisions.level is '层级，见 levels.division_level';
comment on column public.divisions.parent_code is '上级区划';
comment on column public.divisions.is_placeholder is '占位层（如 110100），不设团委';
comment on column public.divisions.spoken_names is '简称、俗称（京、延边州、呼市），供查找';
comment on column public.divisions.former_names is '曾用名，供查找；不写现在属于别处的名称';

create index divisions_level_idx on public.divisions (level);
create index divisions_parent_code_idx on public.divisions (parent_code);

alter table public.divisions enable row level security;
-- Places are public.
create policy "visitors read divisions" on public.divisions for select to anon, authenticated using (true);
grant select (code, name, level, parent_code, is_placeholder, spoken_names, former_names) on public.divisions to anon, authenticated;

select private.guard_typed('public.divisions');
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
  own smallint := (select l.number from public.levels l where l.division_level = new.level);
  above smallint;
begin
  if own is null then
    perform private.refuse('division-level', '找不到这个层级，请填 levels 里的 division_level', 'level');
  elsif new.parent_code is null and own > 1 then
    perform private.refuse('division-parent-needed', '除最高一级以外都要填上级区划 parent_code', 'parent_code');
  end if;
  if new.parent_code is null then return new; end if;
  select l.number into above
  from public.divisions d join public.levels l on l.division_level = d.level where d.code = new.parent_code;
  if above is null then
    perform private.refuse('division-parent-missing', format('上级区划 %s 不存在', new.parent_code), 'parent_code');
  end if;
  if above + 1 <> own then
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

create function private.keep_division_name()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if private.name_key(new.name) <> private.name_key(old.name) then
    new.former_names := private.tidy_names(array_remove(new.former_names, new.name) || old.name);
  end if;
  return new;
end
$$;
comment on function private.keep_division_name is '区划改名后，原名称记入曾用名';
create trigger divisions_keep_their_names before update of name on public.divisions
  for each row execute function private.keep_division_name();

create table public.platforms (
  id text constraint "平台代号已经有了" primary key constraint "平台代号用小写字母和数字" check (id ~ '^[a-z][a-z0-9]{1,19}$'),
  name text not null constraint "平台名称里有多余的空格" check (name = private.tidy_name(name)),
  home_url text constraint "平台网址应以 https:// 开头" check (home_url ~ '^https?://'),
  register_url text constraint "登记网址应以 https:// 开头" check (register_url ~ '^https?://'),
  address_pattern text,
  reserved_handles text[] not null default '{}',
  is_alive boolean not null default true,
  sort_order integer not null default 1000
);

comment on table public.platforms is '账号所在的平台';
comment on column public.platforms.id is '代号，小写字母';
comment on column public.platforms.name is '名称';
comment on column public.platforms.home_url is '平台网址';
comment on column public.platforms.register_url is '平台登记网址';
comment on column public.platforms.address_pattern is '账号网址的样式（正则），去掉 https://、www. 和问号以后的部分再比对';
comment on column public.platforms.reserved_handles is '平台自己的页面所用的词，不是账号名（小写）';
comment on column public.platforms.is_alive is '平台是否仍在运行';
comment on column public.platforms.sort_order is '排列次序，小的在前';

alter table public.platforms enable row level security;
-- Platforms are public.
create policy "visitors read platforms" on public.platforms for select to anon, authenticated using (true);
grant select (id, name, home_url, is_alive, sort_order) on public.platforms to anon, authenticated;

select private.guard_typed('public.platforms');
create trigger platforms_inserted_publicly after insert on public.platforms referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_updated_publicly after update on public.platforms referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_deleted_publicly after delete on public.platforms referencing old table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_are_audited after insert or update or delete on public.platforms
  for each row execute function private.audit('id');

create function private.check_platform()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not private.is_pattern(new.address_pattern) then
    perform private.refuse('platform-pattern', 'address_pattern 不是写得对的正则，例如括号没有成对；不会写的，留空', 'address_pattern');
  end if;
  return new;
end
$$;
comment on function private.check_platform is '检查账号网址的样式';
create trigger platforms_are_checked before insert or update of address_pattern on public.platforms
  for each row when (new.address_pattern is not null) execute function private.check_platform();

-- The address as the pattern reads it: no scheme, no www., no query, no fragment, host in lower case.
create function private.bare_address(address text)
returns text
language plpgsql -- keeps its plan: it runs once for every account that is handed in
immutable
parallel safe
set search_path = ''
as $$
declare
  bare text := regexp_replace(regexp_replace(address, '^https?://(www\.)?', '', 'i'), '[?#].*$', '');
begin
  return lower(split_part(bare, '/', 1)) || coalesce(substring(bare from '/.*$'), '');
end
$$;
comment on function private.bare_address is '去掉协议、www. 和问号以后的部分';

-- The same as the recogniser reads in an address as it is kept; a parity test holds both together.
create function private.handle_in_address(address text, place public.platforms)
returns text
language plpgsql -- as above
immutable
parallel safe
set search_path = ''
as $$
declare
  handle text := substring(private.bare_address(address) from place.address_pattern);
begin
  return case when lower(handle) = any (place.reserved_handles) then null else handle end;
end
$$;
comment on function private.handle_in_address is '网址里的账号名；不是这个平台的账号主页，则为空';

create table public.naming_rules (
  level smallint constraint "这个层级已经有昵称规则" primary key constraint "没有这个层级，或它有昵称规则" references public.levels (number) on delete restrict,
  pattern text not null,
  example text not null,
  sentence text not null,
  constraint "例子要符合样式" check (example ~ pattern)
);

comment on table public.naming_rules is '账号昵称规则：每个层级一条';
comment on column public.naming_rules.level is '层级，见 levels';
comment on column public.naming_rules.pattern is '昵称应符合的样式（正则）';
comment on column public.naming_rules.example is '例子';
comment on column public.naming_rules.sentence is '不符合时的提示';

alter table public.naming_rules enable row level security;
-- No policy on purpose: the form carries the rules itself, the database's function reads them here.

select private.guard_typed('public.naming_rules');
create trigger naming_rules_are_audited after insert or update or delete on public.naming_rules
  for each row execute function private.audit('level');

create function private.check_naming_rule()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if not private.is_pattern(new.pattern) then
    perform private.refuse('naming-rule-pattern', 'pattern 不是写得对的正则，例如括号没有成对', 'pattern');
  elsif new.example !~ new.pattern then
    perform private.refuse('naming-rule-example', '例子不符合样式，请改 example 或 pattern', 'example');
  end if;
  return new;
end
$$;
comment on function private.check_naming_rule is '检查账号昵称规则';
create trigger naming_rules_are_checked before insert or update on public.naming_rules
  for each row execute function private.check_naming_rule();
