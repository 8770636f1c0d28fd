-- What organizations hand in (R052, R088, R093-R095, R103, R106), and the person in charge. Contacts stand in a table of their
-- own, so that nothing that reads registrations reads a person by accident.

create type public.registration_purpose as enum ('register', 'add_account', 'change');
create type public.registration_state as enum (
  'draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn', 'activated');

create table public.registrations (
  id uuid primary key default gen_random_uuid(),
  writer uuid references auth.users (id) on delete set null,
  purpose public.registration_purpose not null default 'register',
  state public.registration_state not null default 'draft',
  organization_code text references public.organizations (code) on delete restrict,
  proposed_name text constraint registrations_proposed_name_is_tidy
    check (proposed_name = private.tidy_name(proposed_name) and char_length(proposed_name) between 4 and 60),
  proposed_division_code text references public.divisions (code) on update cascade on delete restrict,
  existing_accounts jsonb not null default '[]'
    constraint registrations_existing_accounts_is_list check (jsonb_typeof(existing_accounts) = 'array' and jsonb_array_length(existing_accounts) <= 10),
  wanted_platform text references public.platforms (id) on update cascade on delete restrict,
  wanted_nickname text constraint registrations_wanted_nickname_length check (char_length(wanted_nickname) between 2 and 30),
  note text constraint registrations_note_length check (char_length(note) <= 500),
  declared_at timestamptz,
  consented_register_at timestamptz,
  consented_mail_at timestamptz,
  submitted_at timestamptz,
  answer_due_on date,
  decided_at timestamptz,
  decision_reason text constraint registrations_decision_reason_length check (char_length(decision_reason) <= 500),
  activated_at timestamptz,
  draft jsonb constraint registrations_draft_is_small check (pg_column_size(draft) <= 32768),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint registrations_draft_only_in_draft check (draft is null or state = 'draft'),
  constraint registrations_wanted_is_whole check ((wanted_platform is null) = (wanted_nickname is null)),
  constraint registrations_proposal_is_whole check ((proposed_name is null) = (proposed_division_code is null)),
  constraint registrations_handed_in_is_complete check (
    state in ('draft', 'withdrawn') or (
      (organization_code is not null or proposed_name is not null) and submitted_at is not null
      and declared_at is not null and consented_register_at is not null and consented_mail_at is not null)),
  constraint registrations_approved_has_organization check (
    state not in ('approved', 'activated') or organization_code is not null),
  constraint registrations_refused_has_reason check (
    state not in ('returned', 'rejected') or decision_reason is not null)
);

comment on table public.registrations is '登记表：学校和各级团委提交的登记。审核时改 state；退回要写 decision_reason';
comment on column public.registrations.id is '登记编号（自动）';
comment on column public.registrations.writer is '填报人（登录账号）';
comment on column public.registrations.purpose is '事项：register 首次登记，add_account 增加账号，change 变更信息';
comment on column public.registrations.state is '状态：draft 草稿，submitted 待审核，returned 退回修改，approved 已通过，rejected 不予通过，withdrawn 已撤回，activated 已启用';
comment on column public.registrations.organization_code is '组织编号；名单里没有的单位，通过时自动新建';
comment on column public.registrations.proposed_name is '名单里没有时填报的单位全称';
comment on column public.registrations.proposed_division_code is '填报单位所在区划';
comment on column public.registrations.existing_accounts is '已有账号（平台、账号名、昵称、网址）';
comment on column public.registrations.wanted_platform is '申请开通新账号的平台';
comment on column public.registrations.wanted_nickname is '申请的昵称';
comment on column public.registrations.note is '填报人的说明';
comment on column public.registrations.declared_at is '声明内容真实的时间';
comment on column public.registrations.consented_register_at is '同意登记信息处理的时间';
comment on column public.registrations.consented_mail_at is '同意通过邮件服务商发送通知的时间';
comment on column public.registrations.submitted_at is '最近一次提交时间（自动）';
comment on column public.registrations.answer_due_on is '应答复日期（自动，提交后第 7 天）';
comment on column public.registrations.decided_at is '审核时间（自动）';
comment on column public.registrations.decision_reason is '审核意见；退回或不予通过时必填，填报人会看到';
comment on column public.registrations.activated_at is '启用时间（自动）';
comment on column public.registrations.draft is '草稿内容';
comment on column public.registrations.created_at is '创建时间（自动）';
comment on column public.registrations.updated_at is '最后修改时间（自动）';

create index registrations_writer_idx on public.registrations (writer);
create index registrations_organization_code_idx on public.registrations (organization_code);
create index registrations_proposed_division_code_idx on public.registrations (proposed_division_code);
create index registrations_wanted_platform_idx on public.registrations (wanted_platform);
create index registrations_waiting_idx on public.registrations (submitted_at) where state = 'submitted';
create unique index registrations_one_draft_a_writer on public.registrations (writer) where state = 'draft';
create unique index registrations_one_approved on public.registrations (organization_code)
  where purpose = 'register' and state in ('approved', 'activated');

-- The key is checked at commit: a registration is handed in after its contact, so that its mail finds one.
create table public.contacts (
  id bigint generated always as identity primary key,
  registration_id uuid not null constraint contacts_one_a_registration unique
    references public.registrations (id) on delete cascade deferrable initially deferred,
  name text not null constraint contacts_name_length check (char_length(name) between 2 and 30),
  post text not null constraint contacts_post_length check (char_length(post) between 2 and 30),
  phone text constraint contacts_phone_is_plain check (phone ~ '^(0[0-9]{2,3}-)?[0-9]{7,8}(-[0-9]{1,6})?$'),
  mobile text not null constraint contacts_mobile_is_plain check (mobile ~ '^1[3-9][0-9]{9}$'),
  email extensions.citext not null constraint contacts_email_is_plausible check (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  mailbox_verified_at timestamptz not null,
  updated_at timestamptz not null default now()
);

comment on table public.contacts is '联系人（个人信息，绝不公开）';
comment on column public.contacts.id is '编号（自动）';
comment on column public.contacts.registration_id is '所属登记';
comment on column public.contacts.name is '联系人姓名';
comment on column public.contacts.post is '职务';
comment on column public.contacts.phone is '固定电话';
comment on column public.contacts.mobile is '手机';
comment on column public.contacts.email is '电子邮箱（已用验证码核实）';
comment on column public.contacts.mailbox_verified_at is '邮箱核实时间';
comment on column public.contacts.updated_at is '最后修改时间（自动）';

create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();

alter table public.registrations enable row level security;
alter table public.contacts enable row level security;

-- A supervisor reads what the subtree below handed in; drafts and rivals elsewhere stay unseen. Writers read their own through my_registrations().
create policy "supervisors read registrations of their subtree" on public.registrations
  for select to authenticated using (
    state <> 'draft' and exists (
      select from public.organizations o
      where o.code = organization_code and o.path operator(extensions.<@) any ((select private.supervised_paths())::extensions.ltree[])));

-- A supervisor reads the contacts of the subtree below.
create policy "supervisors read contacts of their subtree" on public.contacts
  for select to authenticated using (
    exists (select from public.registrations r where r.id = registration_id));

-- An operator reads the contacts of organizations with an account, or the wish for one, on its platform (R100).
create function private.operator_may_contact(registration_id uuid)
returns boolean
language sql
stable
security definer -- operators do not read registrations themselves
set search_path = ''
return exists (
  select from public.registrations r
  where r.id = registration_id and r.state in ('approved', 'activated') and exists (
    select from public.accounts a
    where a.organization_code = r.organization_code and a.platform = any (private.operated_platforms())));
comment on function private.operator_may_contact is '运营方是否可以看这份登记的联系人';

create policy "operators read contacts of their platform" on public.contacts
  for select to authenticated using (private.operator_may_contact(registration_id));

revoke all on public.registrations, public.contacts from anon, authenticated, service_role;
revoke all on sequence public.contacts_id_seq from anon, authenticated, service_role;
grant select (id, purpose, state, organization_code, proposed_name, proposed_division_code, existing_accounts, wanted_platform,
  wanted_nickname, note, submitted_at, answer_due_on, decided_at, decision_reason, activated_at, created_at, updated_at)
  on public.registrations to authenticated;
grant select (id, registration_id, name, post, phone, mobile, email, mailbox_verified_at) on public.contacts to authenticated;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.operator_may_contact(uuid)
  to authenticated;
