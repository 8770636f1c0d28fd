-- Every organization, registered or only expected (R002, R003, R066, R102, R121). The code is permanent and says nothing
-- about the place. Status is generated from dates, so that no writer can set it wrong: a better shape than a status kept by trigger.

create type public.organization_kind as enum ('committee', 'university', 'school');
create type public.unit_type as enum (
  'district', 'county', 'bureau', 'company', 'college', 'central_unit', 'department', 'direct_unit');
create type public.school_type as enum (
  'regular_university', 'vocational_college', 'private_university', 'independent_college', 'secondary_school');
create type public.organization_status as enum ('expected', 'registered', 'closed');

create sequence private.organization_codes start 100001 minvalue 100001 maxvalue 999999;

create table public.organizations (
  code text primary key default nextval('private.organization_codes')::text
    constraint organizations_code_is_six_digits check (code ~ '^[1-9][0-9]{5}$'),
  name text not null
    constraint organizations_name_is_tidy check (name = private.tidy_name(name) and char_length(name) between 2 and 60),
  short_name text constraint organizations_short_name_is_tidy check (short_name = private.tidy_name(short_name)),
  aliases text[] not null default '{}',
  english_name text constraint organizations_english_name_length check (char_length(english_name) between 2 and 200),
  kind public.organization_kind not null,
  level smallint not null constraint organizations_level_is_one_to_five check (level between 1 and 5),
  unit_type public.unit_type,
  school_type public.school_type,
  division_code text not null references public.divisions (code) on update cascade on delete restrict,
  parent_code text references public.organizations (code) on delete restrict,
  path extensions.ltree not null,
  registered_on date,
  closed_on date,
  successor_code text references public.organizations (code) on delete restrict,
  status public.organization_status not null generated always as (
    case when closed_on is not null then 'closed'::public.organization_status
         when registered_on is not null then 'registered'::public.organization_status
         else 'expected'::public.organization_status end) stored,
  updated_at timestamptz not null default now(),
  constraint organizations_only_nation_is_root check ((level = 1) = (parent_code is null)),
  constraint organizations_level_fits_kind check (level <= 4 or kind <> 'committee'),
  constraint organizations_schools_are_level_five check (kind = 'committee' or level = 5),
  constraint organizations_school_type_fits_kind check (
    case kind when 'committee' then school_type is null
              when 'school' then school_type is not distinct from 'secondary_school'
              else school_type is not null and school_type <> 'secondary_school' end),
  constraint organizations_successor_is_another check (successor_code <> code),
  constraint organizations_successor_needs_closing check (successor_code is null or closed_on is not null),
  constraint organizations_closed_after_registered check (closed_on >= registered_on)
);

comment on table public.organizations is '组织名录：已登记的和应当登记的都在这里';
comment on column public.organizations.code is '编号，永久不变、不重复使用；新增时留空，自动给号';
comment on column public.organizations.name is '全称';
comment on column public.organizations.short_name is '简称';
comment on column public.organizations.aliases is '别名、曾用名、常用缩写';
comment on column public.organizations.english_name is '英文名';
comment on column public.organizations.kind is '类别：committee 团委机关，university 高校，school 中学';
comment on column public.organizations.level is '层级：1 全国，2 省级，3 地市级，4 县级，5 学校';
comment on column public.organizations.unit_type is '单位类型：district 区，county 县，bureau 局，company 公司，college 高校，central_unit 中央单位，department 部门，direct_unit 直属单位';
comment on column public.organizations.school_type is '学校类型：regular_university 普通高校，vocational_college 高职学校，private_university 民办高校，independent_college 独立学院，secondary_school 中学';
comment on column public.organizations.division_code is '所在行政区划';
comment on column public.organizations.parent_code is '上级组织编号，上级的层级必须更高';
comment on column public.organizations.path is '从全国到本组织的编号路径，自动维护';
comment on column public.organizations.registered_on is '登记通过的日期，通过登记时自动填写';
comment on column public.organizations.closed_on is '撤销日期；填写后状态变为已撤销';
comment on column public.organizations.successor_code is '撤销后的接替组织';
comment on column public.organizations.status is '状态（自动）：expected 尚未登记，registered 已登记，closed 已撤销';
comment on column public.organizations.updated_at is '最后修改时间（自动）';

create index organizations_parent_code_idx on public.organizations (parent_code);
create index organizations_division_code_idx on public.organizations (division_code);
create index organizations_successor_code_idx on public.organizations (successor_code);
create index organizations_path_idx on public.organizations using gist (path);
create unique index organizations_one_name_in_a_place on public.organizations (division_code, name) where closed_on is null;

create trigger organizations_touch before update on public.organizations
  for each row execute function private.touch_updated_at();

alter table public.organizations enable row level security;

-- The directory itself is public.
create policy "visitors read organizations" on public.organizations for select to anon, authenticated using (true);

revoke all on public.organizations from anon, authenticated, service_role;
grant select (code, name, short_name, aliases, english_name, kind, level, unit_type, school_type, division_code,
  parent_code, path, status, registered_on, closed_on, successor_code)
  on public.organizations to anon, authenticated;
