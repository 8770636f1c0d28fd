-- Who signs in, who may act for which subtree, and which platform an operator works for. Rights come from these rows and from nothing in
-- a token: the signed-in person is matched by a confirmed mailbox.

-- Nobody signs in with a password here. Without this, a stranger could sign up with a school's mailbox and a password of their
-- own, wait until the school proves the mailbox by a code, and then come in by that password.
create function private.forbid_password()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.encrypted_password := null;
  return new;
end
$$;
comment on function private.forbid_password is '本站只用邮箱验证码登录，不留任何密码';
create trigger users_have_no_password before insert or update of encrypted_password on auth.users
  for each row execute function private.forbid_password();

-- A mailbox that looks like another one has no login: no letter of another script, nothing invisible. Who decides about a mailbox reads it.
create function private.check_login_address()
returns trigger
language plpgsql
security definer -- the role of Auth reaches nothing in private
set search_path = ''
as $$
begin
  if lower(private.plain_mailbox(new.email)) is distinct from lower(new.email) then
    perform private.refuse('mailbox-address', '邮箱地址不完整，或者不止一个，请只留一个，例如 tuanwei@school.edu.cn', 'email');
  end if;
  return new;
end
$$;
comment on function private.check_login_address is '登录邮箱要写得清楚：没有形似的字，没有看不见的字';
create trigger users_have_a_plain_address before insert on auth.users
  for each row when (new.email is not null) execute function private.check_login_address();

-- A login is one mailbox for as long as it lives: everything here is matched by a proven mailbox, so an address that moved by a session
-- and a link in the old mailbox would take every right of the new one along. A contact's mailbox is changed by a change of mailbox, and the
-- new one signs in by itself. Held here, because hosted Auth lets whoever has a session ask for another address.
create function private.keep_login_address()
returns trigger
language plpgsql
security definer -- the role of Auth reaches nothing in private
set search_path = ''
as $$
begin
  if new.email is distinct from old.email or coalesce(new.phone, '') <> coalesce(old.phone, '')
     or coalesce(new.email_change, '') not in ('', coalesce(old.email_change, ''))
     or coalesce(new.phone_change, '') not in ('', coalesce(old.phone_change, '')) then
    perform private.refuse('login-address-fixed', '登录邮箱不能更改：换联系邮箱请到「我的登记」，新邮箱自己登录', 'email');
  end if;
  return new;
end
$$;
comment on function private.keep_login_address is '登录邮箱不能更改';
create trigger users_keep_their_address before update on auth.users
  for each row execute function private.keep_login_address();

-- When the session of this call was opened by a code: a token says it itself (`amr`, which a refresh keeps), or the session that it names
-- does; only where there is neither, the login's newest, which some backends move with each refresh.
create function private.signed_in_at()
returns timestamptz
language plpgsql
stable
security definer -- auth.users is closed to API roles
set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  methods jsonb := claims -> 'amr';
  opened timestamptz := (
    select to_timestamp(max((m.value ->> 'timestamp')::double precision))
    from jsonb_array_elements(case when jsonb_typeof(methods) = 'array' then methods else '[]' end) m where jsonb_typeof(m.value) = 'object');
begin
  if opened is null and claims ->> 'session_id' is not null then
    return (select s.created_at from auth.sessions s where s.id = (claims ->> 'session_id')::uuid and s.user_id = (select auth.uid()));
  end if;
  return coalesce(opened, (select u.last_sign_in_at from auth.users u where u.id = (select auth.uid())));
end
$$;
comment on function private.signed_in_at is '当前登录是什么时候用验证码开始的';

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

create type public.staff_role as enum ('supervisor', 'operator');

create table public.staff_members (
  id bigint generated always as identity constraint "工作人员编号已经用过，请留空" primary key,
  email extensions.citext not null constraint "工作人员的邮箱不完整" check (email::text = private.plain_mailbox(email::text)),
  name text not null,
  role public.staff_role not null,
  organization_code text constraint "没有工作人员所属的团委" references public.organizations (code) on delete cascade,
  platform text constraint "没有运营方所属的平台" references public.platforms (id) on update cascade on delete cascade,
  created_at timestamptz not null default now(),
  constraint "督导填团委编号，运营方填平台" check (
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

create unique index "这位工作人员已经有这个范围" on public.staff_members (email, role, organization_code, platform) nulls not distinct;
create index staff_members_organization_code_idx on public.staff_members (organization_code);
create index staff_members_platform_idx on public.staff_members (platform);

alter table public.staff_members enable row level security;
-- No policy on purpose: who is staff is nobody's business but the dashboard's and the functions below.

select private.guard_typed('public.staff_members');
create trigger staff_members_are_audited after insert or update or delete on public.staff_members
  for each row execute function private.audit('id', 'name', 'email');

-- What staff mistype in the dashboard is refused in their words, before a constraint's name would do it in English.
create function private.check_staff_member()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.name := private.tidy_name(new.name);
  new.email := private.plain_mailbox(new.email::text)::extensions.citext;
  if new.email is null then
    perform private.refuse('staff-email', '请填写一个完整的邮箱地址，前后不要有别的字', 'email');
  elsif new.name is null then
    perform private.refuse('staff-name', '请填写姓名', 'name');
  elsif new.role = 'supervisor' and (new.organization_code is null or new.platform is not null) then
    perform private.refuse('staff-supervisor-scope', 'supervisor 填所属团委编号 organization_code，不填平台', 'organization_code');
  elsif new.role = 'operator' and (new.platform is null or new.organization_code is not null) then
    perform private.refuse('staff-operator-scope', 'operator 填平台 platform，不填团委编号', 'platform');
  elsif new.organization_code is not null and not exists (
      select from public.organizations o join public.organization_kinds k on k.id = o.kind
      where o.code = new.organization_code and k.is_committee) then
    perform private.refuse('staff-organization', '找不到这个团委，请填 organizations 里团委机关的编号', 'organization_code');
  elsif new.platform is not null and not exists (select from public.platforms p where p.id = new.platform) then
    perform private.refuse('staff-platform', '找不到这个平台，请填 platforms 里的 id', 'platform');
  end if;
  return new;
end
$$;
comment on function private.check_staff_member is '检查工作人员的邮箱、角色和范围';
create trigger staff_members_are_checked before insert or update on public.staff_members
  for each row execute function private.check_staff_member();

create function private.supervised_paths()
returns extensions.ltree[]
language sql
stable
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
set search_path = ''
return (
  select coalesce(array_agg(s.platform), '{}')
  from public.staff_members s
  where s.role = 'operator' and s.email operator(extensions.=) (select private.caller_email())::extensions.citext
);
comment on function private.operated_platforms is '当前登录者运营的平台';

-- Those who supervise an organization from nearest above it.
create function private.supervisor_mailboxes(organization_code text)
returns table (email extensions.citext, name text, organization_code text, organization_name text)
language sql
stable
set search_path = ''
begin atomic
  with above as (
    select s.email, s.name, o.code, o.name as organization_name, extensions.nlevel(o.path) as level
    from public.organizations target
    join public.organizations o on o.path operator(extensions.@>) target.path and o.code <> target.code
    join public.staff_members s on s.organization_code = o.code and s.role = 'supervisor'
    where target.code = supervisor_mailboxes.organization_code)
  select a.email, a.name, a.code, a.organization_name from above a where a.level = (select max(level) from above);
end;
comment on function private.supervisor_mailboxes is '最近一级上级的工作人员邮箱';
