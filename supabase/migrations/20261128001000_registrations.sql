-- What organizations hand in (R052, R088, R093-R095, R103, R106), and the drawing of its states for every writer: draft -> submitted ->
-- returned -> submitted, submitted -> approved | rejected, approved -> activated, any -> withdrawn: the writer's own wish, or staff mending
-- an approval that went to the wrong hands. Contacts stand in a room of their own, so that nothing that reads registrations reads a person
-- by accident.

create type public.registration_purpose as enum ('register', 'add_account', 'change');
create type public.registration_state as enum (
  'draft', 'submitted', 'returned', 'approved', 'rejected', 'withdrawn', 'activated');

create table public.registrations (
  id uuid constraint "登记编号已经用过，请留空" primary key default gen_random_uuid(),
  writer uuid constraint "没有填报人的登录账号" references auth.users (id) on delete set null,
  purpose public.registration_purpose not null default 'register',
  state public.registration_state not null default 'draft',
  organization_code text constraint "没有登记的组织，或组织有登记" references public.organizations (code) on delete restrict,
  proposed_name text constraint "填报的全称应为 4 至 60 个字"
    check (proposed_name = private.tidy_name(proposed_name) and char_length(proposed_name) between 4 and 60),
  proposed_division_code text constraint "没有填报的区划，或还有登记用它" references public.divisions (code) on update cascade on delete restrict,
  existing_accounts jsonb not null default '[]'
    constraint "已有账号是不超过十个的列表" check (jsonb_typeof(existing_accounts) = 'array' and jsonb_array_length(existing_accounts) <= 10),
  wanted_platform text constraint "没有申请的平台，或还有登记用它" references public.platforms (id) on update cascade on delete restrict,
  wanted_nickname text constraint "申请的昵称应为 2 至 30 个字" check (char_length(wanted_nickname) between 2 and 30),
  note text constraint "填报人的说明最多 500 个字" check (char_length(note) <= 500),
  declared_at timestamptz,
  consented_register_at timestamptz,
  consented_mail_at timestamptz,
  submitted_at timestamptz,
  answer_due_on date,
  decided_at timestamptz,
  decision_reason text constraint "审核意见最多 500 个字" check (char_length(decision_reason) <= 500),
  activated_at timestamptz,
  from_present_contact boolean,
  submitter uuid,
  submission_key text constraint "提交的编号应为 32 个字母或数字" check (submission_key ~ '^[0-9a-f]{32}$'),
  draft jsonb constraint "草稿太长" check (pg_column_size(draft) <= 32768),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint "提交以后没有草稿" check (draft is null or state = 'draft'),
  constraint "申请的账号要有平台和昵称" check ((wanted_platform is null) = (wanted_nickname is null)),
  constraint "填报的单位要有全称和区划" check ((proposed_name is null) = (proposed_division_code is null)),
  constraint "提交的登记缺少单位、声明或同意" check (
    state in ('draft', 'withdrawn') or (
      (organization_code is not null or proposed_name is not null) and submitted_at is not null
      and declared_at is not null and consented_register_at is not null and consented_mail_at is not null)),
  constraint "通过的登记要有组织编号" check (
    state not in ('approved', 'activated') or organization_code is not null),
  constraint "退回或不予通过要写审核意见" check (
    state not in ('returned', 'rejected') or decision_reason is not null)
);

comment on table public.registrations is '登记表：学校和各级团委提交的登记。审核时改 state；退回要写 decision_reason';
comment on column public.registrations.id is '登记编号（自动）';
comment on column public.registrations.writer is '填报人（登录账号）';
comment on column public.registrations.purpose is '事项：register 首次登记，add_account 增加账号，change 变更信息';
comment on column public.registrations.state is '状态：draft 草稿，submitted 待审核，returned 退回修改，approved 已通过，rejected 不予通过，withdrawn 已撤回，activated 已启用';
comment on column public.registrations.organization_code is '组织编号；名单里没有的组织，通过时自动新建';
comment on column public.registrations.proposed_name is '名单里没有时填报的组织全称';
comment on column public.registrations.proposed_division_code is '填报组织所在区划';
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
comment on column public.registrations.from_present_contact is '是否由组织现在的联系人提出（自动；首次登记为空）。false：别的邮箱提出的，通过以后不换联系人，也不转凭据，已写信问现在的联系人';
comment on column public.registrations.submitter is '谁提交的（登录账号，在办期间）：一个人为一个组织只能有一份在办（自动）';
comment on column public.registrations.submission_key is '这次提交的内容连同填报页面给它的编号的散列：同一次提交发来几遍也只登记一份（自动）';
comment on column public.registrations.draft is '草稿内容';
comment on column public.registrations.created_at is '创建时间（自动）';
comment on column public.registrations.updated_at is '最后修改时间（自动）';

create index registrations_writer_idx on public.registrations (writer);
create index registrations_organization_code_idx on public.registrations (organization_code);
create index registrations_proposed_division_code_idx on public.registrations (proposed_division_code);
create index registrations_wanted_platform_idx on public.registrations (wanted_platform);
create index registrations_waiting_idx on public.registrations (submitted_at) where state = 'submitted';
-- Sent a hundred times at once, a hand-in is one.
create unique index "这一次已经提交过" on public.registrations (writer, submission_key) where submission_key is not null;
create unique index "这个人为这个组织已有一份在办" on public.registrations (
  submitter, coalesce(organization_code, proposed_division_code || ' ' || proposed_name)) where state in ('submitted', 'returned') and submitter is not null;
create unique index "这个人已经有一份草稿" on public.registrations (writer) where state = 'draft';
create unique index "这个单位已经有通过的登记" on public.registrations (organization_code)
  where purpose = 'register' and state in ('approved', 'activated');

alter table public.registrations enable row level security;
-- No policy on purpose: writers read their own through my_registrations(), supervisors what the subtree below handed in through
-- desk_registrations(). Who may read one row of a table is told by the planner's statistics about all of them.

select private.guard_typed('public.registrations');
-- A draft is nobody's but its writer's, who may save it without end: it is in no log until it is handed in.
create trigger registrations_are_audited after insert or update on public.registrations
  for each row when (new.state <> 'draft') execute function private.audit(
    'id', 'writer', 'submitter', 'submission_key', 'draft', 'note', 'decision_reason', 'existing_accounts', 'wanted_nickname');
create trigger registrations_deletions_are_audited after delete on public.registrations
  for each row when (old.state <> 'draft') execute function private.audit(
    'id', 'writer', 'submitter', 'submission_key', 'draft', 'note', 'decision_reason', 'existing_accounts', 'wanted_nickname');

create function private.step_registration()
returns trigger
language plpgsql
security definer -- counts the writer's rows, which the writer cannot read
set search_path = ''
as $$
declare
  previous public.registration_state := case tg_op when 'UPDATE' then old.state end;
begin
  new.decision_reason := private.tidy_name(new.decision_reason);
  new.updated_at := now();
  if tg_op = 'UPDATE' and new.state <> previous and not (previous, new.state) in (
    ('draft', 'submitted'), ('draft', 'withdrawn'), ('submitted', 'returned'), ('submitted', 'approved'),
    ('submitted', 'rejected'), ('submitted', 'withdrawn'), ('returned', 'submitted'), ('returned', 'withdrawn'),
    ('approved', 'activated'), ('approved', 'withdrawn'), ('activated', 'withdrawn')) then
    perform private.refuse('registration-transition', format('登记不能从「%s」变为「%s」',
      private.registration_state_name(previous), private.registration_state_name(new.state)), 'state');
  end if;
  if tg_op = 'INSERT' and new.state not in ('draft', 'submitted') then
    perform private.refuse('registration-transition', '新的登记只能是草稿或待审核', 'state');
  end if;
  if previous in ('approved', 'activated') and (new.organization_code, new.purpose) is distinct from (old.organization_code, old.purpose) then
    perform private.refuse('registration-placed', '通过的登记不能改单位和事项：请撤回它，再审核正确的一份', 'organization_code');
  end if;
  new.from_present_contact := private.files_as_contact(new);
  if new.state = 'submitted' and new.state is distinct from previous then new.submitter := new.writer;
  elsif new.state not in ('submitted', 'returned') then new.submitter := null;
  end if;
  if new.submitter is not null
     and (previous is distinct from new.state or (new.organization_code, new.proposed_name) is distinct from (old.organization_code, old.proposed_name))
     and exists (
       select from public.registrations r
       where r.submitter = new.submitter and r.id <> new.id and r.state in ('submitted', 'returned')
         and coalesce(r.organization_code, r.proposed_division_code || ' ' || r.proposed_name)
           = coalesce(new.organization_code, new.proposed_division_code || ' ' || new.proposed_name)) then
    perform private.refuse('registration-open-already', '这个单位的登记已经提交过一份，正在办理。请等审核，或先在「我的登记」撤回那一份', 'organization_code');
  end if;
  if new.state is not distinct from previous then return new; end if;

  if new.state = 'submitted' then
    if new.writer is not null and (
        select count(*) from public.registrations r
        where r.writer = new.writer and r.id <> new.id and r.state in ('submitted', 'returned')) >= 5 then
      perform private.refuse('registration-too-many', '您已有五份登记在办理，请等审核或先撤回一份');
    end if;
    new.submitted_at := now();
    new.answer_due_on := private.today() + 7;
    new.decided_at := null;
    new.decision_reason := null;
    new.draft := null;
  elsif new.state in ('returned', 'rejected', 'approved') then
    if new.state <> 'approved' and new.decision_reason is null then
      perform private.refuse('registration-reason-missing', '退回或不予通过时请在 decision_reason 写明原因，填报人会看到', 'decision_reason');
    end if;
    new.decided_at := now();
    if new.state = 'approved' then new := private.place_registration(new); end if;
  elsif new.state = 'activated' then
    new.activated_at := now();
  elsif new.state = 'withdrawn' then
    new.draft := null;
  end if;
  return new;
end
$$;
comment on function private.step_registration is '登记状态只能按规定变化';
create trigger registrations_step before insert or update on public.registrations
  for each row execute function private.step_registration();

create function private.registration_state_name(state public.registration_state)
returns text
language sql
immutable
set search_path = ''
return case state when 'draft' then '草稿' when 'submitted' then '待审核' when 'returned' then '退回修改' when 'approved' then '已通过'
  when 'rejected' then '不予通过' when 'withdrawn' then '已撤回' else '已启用' end;
comment on function private.registration_state_name is '登记状态的中文名';

-- Approval needs an organization: the one named, or a new school under the committee of the division that was proposed.
create function private.place_registration(registration public.registrations)
returns public.registrations
language plpgsql
set search_path = ''
as $$
declare
  superior text;
begin
  if registration.organization_code is null then
    select o.code into superior from public.organizations o join public.organization_kinds k on k.id = o.kind
    where o.division_code = registration.proposed_division_code and k.is_committee and o.closed_on is null;
    if superior is null then
      perform private.refuse('registration-no-committee',
        '填报的区划没有团委机关，请先在 organizations 新建该单位，再把编号填到 organization_code', 'organization_code');
    end if;
    insert into public.organizations (name, kind, level, school_type, division_code, parent_code, registered_on)
    select registration.proposed_name, k.id, k.level, t.id, registration.proposed_division_code, superior, private.today()
    from public.organization_kinds k left join public.school_types t on t.kind = k.id and t.is_proposed
    where k.is_proposed
    returning code into registration.organization_code;
  end if;
  if exists (select from public.organizations o where o.code = registration.organization_code and o.closed_on is not null) then
    perform private.refuse('registration-organization-closed', '该单位已撤销，不能通过登记', 'organization_code');
  end if;
  if registration.purpose = 'register' and exists (
       select from public.registrations r where r.organization_code = registration.organization_code
         and r.purpose = 'register' and r.state in ('approved', 'activated') and r.id <> registration.id) then
    perform private.refuse('registration-second-approval', '该单位已有一份通过的登记，不能再通过一份；可退回并说明原因', 'state');
  elsif registration.purpose <> 'register' and not exists (
       select from public.registrations r where r.organization_code = registration.organization_code
         and r.purpose = 'register' and r.state in ('approved', 'activated')) then
    perform private.refuse('registration-first-missing', '该单位还没有通过首次登记，请先审核首次登记', 'purpose');
  end if;
  return registration;
end
$$;
comment on function private.place_registration is '通过登记时确定组织；名单外的组织自动新建';
