-- Who may act for which subtree, and which platform an operator works for. Rights come from these rows and from nothing in
-- a token: the signed-in person is matched by a confirmed mailbox.

create type public.staff_role as enum ('supervisor', 'operator');

create table public.staff_members (
  id bigint generated always as identity primary key,
  email extensions.citext not null constraint staff_members_email_is_plausible check (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  name text not null,
  role public.staff_role not null,
  organization_code text references public.organizations (code) on delete cascade,
  platform text references public.platforms (id) on update cascade on delete cascade,
  created_at timestamptz not null default now(),
  constraint staff_members_scope_fits_role check (
    case role when 'supervisor' then organization_code is not null and platform is null
              else platform is not null and organization_code is null end)
);

comment on table public.staff_members is '工作人员：谁能管哪一片';
comment on column public.staff_members.id is '编号（自动）';
comment on column public.staff_members.email is '登录用的邮箱';
comment on column public.staff_members.name is '姓名';
comment on column public.staff_members.role is '角色：supervisor 上级团委（看本组织及下级），operator 平台运营方（只看本平台的联系人）';
comment on column public.staff_members.organization_code is '所属团委编号（supervisor 填写）';
comment on column public.staff_members.platform is '所属平台（operator 填写）';
comment on column public.staff_members.created_at is '添加时间（自动）';

create unique index staff_members_one_scope on public.staff_members (email, role, organization_code, platform) nulls not distinct;
create index staff_members_organization_code_idx on public.staff_members (organization_code);
create index staff_members_platform_idx on public.staff_members (platform);

-- The caller's mailbox, where it is proven; null for visitors.
create function private.caller_email()
returns text
language plpgsql -- keeps its plan within a session
stable
security definer -- auth.users is closed to API roles
set search_path = ''
as $$
begin
  return (select u.email from auth.users u where u.id = (select auth.uid()) and u.email_confirmed_at is not null);
end
$$;
comment on function private.caller_email is '当前登录者已核实的邮箱';

create function private.supervised_paths()
returns extensions.ltree[]
language sql
stable
security definer -- staff_members is closed to API roles
set search_path = ''
return (
  select coalesce(array_agg(o.path), '{}')
  from public.staff_members s
  join public.organizations o on o.code = s.organization_code
  where s.role = 'supervisor' and s.email operator(extensions.=) (select private.caller_email())::extensions.citext
);
comment on function private.supervised_paths is '当前登录者有权监督的组织路径';

create function private.operated_platforms()
returns text[]
language sql
stable
security definer -- staff_members is closed to API roles
set search_path = ''
return (
  select coalesce(array_agg(s.platform), '{}')
  from public.staff_members s
  where s.role = 'operator' and s.email operator(extensions.=) (select private.caller_email())::extensions.citext
);
comment on function private.operated_platforms is '当前登录者运营的平台';

alter table public.staff_members enable row level security;
-- No policy on purpose: who is staff is nobody's business but the dashboard's and the two functions above.

revoke all on public.staff_members from anon, authenticated, service_role;
revoke all on sequence public.staff_members_id_seq from anon, authenticated, service_role;
revoke execute on all functions in schema private from public, anon, authenticated, service_role;
-- Policies call these as the person who asks; without usage on the schema they cannot be called by name.
grant execute on function private.supervised_paths(), private.operated_platforms() to authenticated;
