-- The person in charge of a registration, and how what is typed about one is tidied and refused.

create table public.contacts (
  id bigint generated always as identity constraint "联系人编号已经用过，请留空" primary key,
  -- Checked at commit: a registration is handed in after its contact, so that its mail finds one.
  registration_id uuid not null constraint "这份登记已经有联系人" unique
    constraint "没有联系人所属的登记" references public.registrations (id) on delete cascade deferrable initially deferred,
  name text not null constraint "联系人姓名应为 2 至 30 个字" check (char_length(name) between 2 and 30),
  post text not null constraint "职务应为 2 至 30 个字" check (char_length(post) between 2 and 30),
  phone text constraint "办公电话请写成「区号-号码」" check (phone ~ '^(0[0-9]{2,3}-)?[0-9]{7,8}(-[0-9]{1,6})?$'),
  mobile text not null constraint "手机号应为 11 位数字" check (mobile ~ '^1[3-9][0-9]{9}$'),
  email extensions.citext not null constraint "联系邮箱不完整" check (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  mailbox_verified_at timestamptz not null,
  updated_at timestamptz not null default now(),
  new_email text
);

comment on table public.contacts is '联系人（个人信息，绝不公开）';
comment on column public.contacts.id is '编号（自动）';
comment on column public.contacts.registration_id is '所属登记';
comment on column public.contacts.name is '联系人姓名';
comment on column public.contacts.post is '职务';
comment on column public.contacts.phone is '办公电话';
comment on column public.contacts.mobile is '手机';
comment on column public.contacts.email is '电子邮箱（已用验证码核实）';
comment on column public.contacts.mailbox_verified_at is '邮箱核实时间';
comment on column public.contacts.updated_at is '最后修改时间（自动）';
comment on column public.contacts.new_email is '换邮箱时填这里：验证码会发到新邮箱，对方确认以后自动换好；改成空（Set to NULL）即取消';

create index contacts_email_idx on public.contacts (email);

alter table public.contacts enable row level security;
-- No policy on purpose: my_registrations(), the functions of the desk and operator_contacts() answer those who may know a contact.

select private.guard_typed('public.contacts');
create trigger contacts_touch before update on public.contacts
  for each row execute function private.touch_updated_at();
create trigger contacts_are_audited after insert or update or delete on public.contacts
  for each row execute function private.audit('registration_id', '*');

create function private.read_contact(contact jsonb)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  person public.contacts;
begin
  person.name := private.tidy(contact ->> 'name');
  person.post := private.tidy(contact ->> 'post');
  person.mobile := nullif(
    regexp_replace(regexp_replace(private.tidy(contact ->> 'mobile'), '[ ().-]', '', 'g'), '^(\+|00)?86(?=1[0-9]{10}$)', ''), '');
  -- Brackets and spaces become a hyphen, the country's number goes, the area code is set off.
  person.phone := nullif(btrim(regexp_replace(private.tidy(contact ->> 'phone'), '[ ()-]+', '-', 'g'), '-'), '');
  person.phone := regexp_replace(person.phone, '^\+?86-?(?=0?[0-9]{2,3}-?[0-9]{7,8})', '');
  person.phone := regexp_replace(person.phone, '^(0(?:10|2[0-9]|[3-9][0-9]{2}))([0-9]{7,8})', '\1-\2');
  if person.name is null or char_length(person.name) < 2 then
    perform private.refuse('contact-name', '请填写联系人姓名，至少 2 个字', 'contact.name');
  elsif char_length(person.name) > 30 then
    perform private.refuse('contact-name', '姓名最多 30 个字', 'contact.name');
  elsif person.post is null or char_length(person.post) not between 2 and 30 then
    perform private.refuse('contact-post', '请填写职务，2 至 30 个字', 'contact.post');
  elsif person.mobile is null then
    perform private.refuse('contact-mobile', '请填写手机号', 'contact.mobile');
  elsif person.mobile !~ '^[0-9]+$' then
    perform private.refuse('contact-mobile', '手机号只能是数字', 'contact.mobile');
  elsif char_length(person.mobile) <> 11 then
    perform private.refuse('contact-mobile', format('手机号应为 11 位数字，现在是 %s 位', char_length(person.mobile)), 'contact.mobile');
  elsif person.mobile !~ '^1[3-9]' then
    perform private.refuse('contact-mobile', '手机号应以 13 至 19 开头，请核对', 'contact.mobile');
  elsif person.phone !~ '^(0[0-9]{2,3}-)?[0-9]{7,8}(-[0-9]{1,6})?$' then
    perform private.refuse('contact-phone', '办公电话请写成「区号-号码」，例如 010-62511234', 'contact.phone');
  end if;
  return person;
end
$$;
comment on function private.read_contact is '整理并检查联系人';

create function private.tidy_mailbox(typed text)
returns extensions.citext
language plpgsql
immutable
set search_path = ''
as $$
declare
  address text := private.plain_mailbox(typed);
begin
  if address is null then
    perform private.refuse('mailbox-address', '邮箱地址不完整，或者不止一个，请只留一个，例如 tuanwei@school.edu.cn', 'email');
  end if;
  return address::extensions.citext;
end
$$;
comment on function private.tidy_mailbox is '整理并检查邮箱地址';

-- `c***@school.example.org`: for those who should recognise an address and not learn it.
create function private.masked(address extensions.citext)
returns text
language sql
immutable
set search_path = ''
return regexp_replace(address::text, '^(.)[^@]*', '\1***');
comment on function private.masked is '遮住邮箱，只留首字和域名';

-- Whom a letter greets: a contact whom the level above has approved. What else was typed as a name stands in no letter.
create function private.greeted(registration public.registrations, contact public.contacts)
returns text
language plpgsql -- keeps its plan: it runs once for every registration
immutable
set search_path = ''
as $$
begin
  return case when registration.state in ('approved', 'activated') then contact.name end;
end
$$;
comment on function private.greeted is '信里称呼谁：上级通过了登记的联系人';

-- A person as the desk and 我的登记 show one: to those who may call, and to themselves.
create function private.person_json(name text, post text, phone text, mobile text, email extensions.citext)
returns jsonb
language sql
immutable
set search_path = ''
return jsonb_build_object('name', name, 'post', post, 'phone', phone, 'mobile', mobile, 'email', email);
comment on function private.person_json is '一个联系人';

create function private.contact_json(contact public.contacts)
returns jsonb
language sql
immutable
set search_path = ''
return private.person_json(contact.name, contact.post, contact.phone, contact.mobile, contact.email);
comment on function private.contact_json is '一份登记的联系人';

-- A registration as the desk and 我的登记 show one.
create function private.registration_json(registration public.registrations)
returns jsonb
language sql
stable
set search_path = ''
return jsonb_build_object(
  'id', registration.id, 'purpose', registration.purpose, 'state', registration.state,
  'organization_code', registration.organization_code,
  'organization_name', coalesce(
    (select o.name from public.organizations o where o.code = registration.organization_code), registration.proposed_name),
  'proposal', case when registration.proposed_name is not null then
    jsonb_build_object('name', registration.proposed_name, 'division_code', registration.proposed_division_code) end,
  'contact', (select private.contact_json(k) from public.contacts k where k.registration_id = registration.id),
  'existing_accounts', registration.existing_accounts,
  'wanted_account', case when registration.wanted_platform is not null then
    jsonb_build_object('platform', registration.wanted_platform, 'nickname', registration.wanted_nickname) end,
  'note', registration.note, 'submitted_at', registration.submitted_at, 'decided_at', registration.decided_at,
  'decision_reason', registration.decision_reason, 'activated_at', registration.activated_at,
  'answer_due_on', registration.answer_due_on, 'updated_at', registration.updated_at);
comment on function private.registration_json is '一份登记';

-- Who the contact of an organization is (R106): the contact of its approved first registration, and nobody else. Credentials, links,
-- reminders, tasks, mails to the school, recoveries and mailbox checks all go by this answer. It becomes another one by the approval of a
-- first registration, a change of mailbox or a recovery (hand_to_contact follows each); who files anything else is whoever filed it.
create function private.present_contact(organization_code text)
returns public.contacts
language plpgsql
stable
set search_path = ''
as $$
declare
  person public.contacts;
begin
  select k.* into person from public.registrations r join public.contacts k on k.registration_id = r.id
  where r.organization_code = present_contact.organization_code and r.purpose = 'register' and r.state in ('approved', 'activated');
  return person;
end
$$;
comment on function private.present_contact is '组织现在的联系人：通过的首次登记的联系人';

-- Null for a first registration, which makes a contact where there is none.
create function private.files_as_contact(registration public.registrations)
returns boolean
language plpgsql
stable
set search_path = ''
as $$
begin
  if registration.purpose = 'register' or registration.state = 'draft' then return null; end if;
  return coalesce((
    select k.email operator(extensions.=) (private.present_contact(registration.organization_code)).email
    from public.contacts k where k.registration_id = registration.id), registration.from_present_contact, false);
end
$$;
comment on function private.files_as_contact is '这份登记是否由组织现在的联系人提出';

-- A contact arrives with what is handed in. Under an approval none is put in by hand, and none is moved there; where the contact was erased, a
-- recovery that was approved brings the next one.
create function private.keep_contact_in_place()
returns trigger
language plpgsql
security definer -- registrations are closed to some writers
set search_path = ''
as $$
begin
  if exists (select from public.registrations r where r.id = new.registration_id and r.state in ('approved', 'activated'))
     and not (tg_op = 'INSERT' and private.is_recovering(new))
     or (tg_op = 'UPDATE' and new.registration_id <> old.registration_id) then
    perform private.refuse('contact-fixed', '通过以后的联系人不能手工添加或移动：请用 new_email 换邮箱，或办理找回', 'registration_id');
  end if;
  return new;
end
$$;
comment on function private.keep_contact_in_place is '联系人随登记而来，通过以后不能手工换人';
create trigger contacts_stay_in_place before insert or update of registration_id on public.contacts
  for each row execute function private.keep_contact_in_place();
