-- Access that is lost (R106): the password is gone, or the person who had it left. Whoever proves a mailbox asks for recovery; the level
-- above says yes or no (staff where nobody supervises, by the same row); then the contact is the new person, the old mailbox is told, its
-- links are dead, and staff issue a new credential. There is never a second account.

create type private.recovery_state as enum ('asked', 'approved', 'refused', 'withdrawn', 'done');
create type private.recovery_reason as enum ('password_lost', 'person_left');

create table private.recoveries (
  id uuid constraint "找回申请编号已经用过，请留空" primary key default gen_random_uuid(),
  organization_code text not null constraint "没有申请找回的单位" references public.organizations (code) on delete cascade,
  registration_id uuid not null constraint "没有申请找回的登记" references public.registrations (id) on delete cascade,
  asker uuid constraint "没有申请人的登录账号" references auth.users (id) on delete set null,
  email extensions.citext not null,
  name text not null,
  post text not null,
  phone text,
  mobile text not null,
  why private.recovery_reason not null,
  note text constraint "申请说明最多 500 个字" check (char_length(note) <= 500),
  request_id uuid constraint "没有转来的那份登记" references public.registrations (id) on delete set null,
  state private.recovery_state not null default 'asked',
  decision_reason text,
  asked_at timestamptz not null default now(),
  decided_at timestamptz
);

comment on table private.recoveries is '找回账号：把 state 改为 approved 或 refused 即办理；有督导人员的由督导人员办';
comment on column private.recoveries.id is '编号';
comment on column private.recoveries.organization_code is '哪个组织';
comment on column private.recoveries.registration_id is '哪份通过的登记';
comment on column private.recoveries.asker is '申请人的登录账号；空为已删除';
comment on column private.recoveries.email is '申请人已用验证码确认的邮箱';
comment on column private.recoveries.name is '申请人姓名';
comment on column private.recoveries.post is '职务';
comment on column private.recoveries.phone is '办公电话';
comment on column private.recoveries.mobile is '手机';
comment on column private.recoveries.why is '原因：password_lost 密码丢失，person_left 原联系人离任';
comment on column private.recoveries.note is '申请人的说明';
comment on column private.recoveries.request_id is '由哪份登记转来：别的邮箱提出，现在的联系人没有答复';
comment on column private.recoveries.state is '状态：asked 待办，approved 已同意（等重新录入凭据），refused 不同意，withdrawn 本人撤回，done 新凭据已录入';
comment on column private.recoveries.decision_reason is '不同意的原因，申请人会看到';
comment on column private.recoveries.asked_at is '申请时间';
comment on column private.recoveries.decided_at is '办理时间';

create index recoveries_organization_code_idx on private.recoveries (organization_code);
create index recoveries_registration_id_idx on private.recoveries (registration_id);
create index recoveries_asker_idx on private.recoveries (asker);
create index recoveries_request_id_idx on private.recoveries (request_id);
create unique index "已经有一份找回申请在等办理" on private.recoveries (organization_code, asker) where state = 'asked';

alter table private.recoveries enable row level security;
-- No policy on purpose: who asks sees theirs through my_recoveries(), who supervises through desk_recoveries().

select private.guard_typed('private.recoveries', true);
create trigger recoveries_are_audited after insert or update or delete on private.recoveries
  for each row execute function private.audit('id', 'asker', 'email', 'name', 'post', 'phone', 'mobile', 'note', 'decision_reason');

create function private.recovery_facts(recovery private.recoveries)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_strip_nulls(jsonb_build_object('organization_name', o.name, 'organization_code', o.code, 'why', recovery.why,
    'contact_name', case when recovery.state = 'approved' then recovery.name end, 'reason', recovery.decision_reason))
  from public.organizations o where o.code = recovery.organization_code);
comment on function private.recovery_facts is '信里要说的找回申请';

create function calls.request_recovery(request jsonb)
returns uuid
language plpgsql
security definer -- recoveries are closed to everybody
set search_path = ''
as $$
declare
  caller extensions.citext := private.caller_email();
  person public.contacts;
  place public.registrations;
  asked private.recoveries;
begin
  if caller is null then perform private.refuse('mailbox-unproven', '请先用验证码核实邮箱', 'email'); end if;
  if pg_column_size(request) > 65536 then
    perform private.refuse('registration-too-large', '填的内容太多，没有收下');
  elsif not coalesce(request ->> 'why' in ('password_lost', 'person_left'), false) then
    perform private.refuse('recovery-why', '请选择为什么要找回', 'why');
  elsif char_length(private.tidy(request ->> 'note')) > 500 then
    perform private.refuse('note-long', '说明最多 500 个字', 'note');
  end if;
  select r.* into place from public.registrations r
  where r.organization_code = private.tidy(request ->> 'organization_code') and r.purpose = 'register' and r.state in ('approved', 'activated')
    and exists (select from public.organizations o where o.code = r.organization_code and o.closed_on is null);
  if place.id is null then
    perform private.refuse('recovery-not-registered', '这个编号的单位还没有登记过，请核对编号；没有登记过的，请直接登记', 'organization_code');
  end if;
  person := private.read_contact(request -> 'contact');
  -- Asked many times at once, each waits for the one before and is counted after it.
  perform pg_advisory_xact_lock(hashtextextended(caller::text, 0));
  if exists (select from private.recoveries r where r.organization_code = place.organization_code and r.asker = (select auth.uid()) and r.state = 'asked') then
    perform private.refuse('recovery-asked', '您已经为这个单位提出过申请，正在等上级办理', 'organization_code');
  elsif (select count(*) from private.recoveries r where r.asker = (select auth.uid())
      and (r.state = 'asked' or r.asked_at > now() - interval '1 day')) >= 3 then
    perform private.refuse('recovery-too-many', '一次最多办理三份找回申请，一天也最多申请三份，撤回的也算。请等上级答复，或明天再试', 'organization_code');
  end if;
  insert into private.recoveries (organization_code, registration_id, asker, email, name, post, phone, mobile, why, note)
  values (place.organization_code, place.id, (select auth.uid()), caller, person.name, person.post, person.phone, person.mobile,
    (request ->> 'why')::private.recovery_reason, private.tidy(request ->> 'note')) returning * into asked;
  perform private.ask_level_above(asked);
  return asked.id;
end
$$;
comment on function calls.request_recovery is '申请找回账号';
select private.offer('request_recovery', 'authenticated');

create function private.ask_level_above(recovery private.recoveries)
returns void
language sql
set search_path = ''
begin atomic
  insert into private.tasks (kind, organization_code, registration_id, reason)
  values ('recovery', recovery.organization_code, recovery.registration_id, case
    when recovery.request_id is not null then '别的邮箱提出变更或增加账号，现在的联系人没有答复：请打登记的电话核实'
    when recovery.why = 'person_left' then '有人申请找回账号：原联系人已离任' else '有人申请找回账号：密码丢失' end)
  -- One task, however many ask: the desk shows each of them behind it.
  on conflict do nothing;
  -- The old mailbox hears of it before anything changes; whoever asks from it needs no second letter.
  select private.queue_mail('recovery_asked', told.email,
    private.recovery_facts(recovery) || jsonb_build_object('reader', told.reader, 'contact_name', told.name))
  from (select recovery.email as email, null as name, 'asker' as reader
        union all select k.email, k.name, 'old' from public.contacts k
        where k.registration_id = recovery.registration_id and k.email operator(extensions.<>) recovery.email) as told;
end;
comment on function private.ask_level_above is '找回申请交给上级，并告诉原来的邮箱';

create function calls.my_recoveries()
returns jsonb
language sql
stable
security definer -- recoveries are closed to everybody; the caller sees their own
set search_path = ''
return (
  select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'organization_code', r.organization_code, 'organization_name', o.name,
    'why', r.why, 'state', r.state, 'decision_reason', r.decision_reason, 'asked_at', r.asked_at, 'decided_at', r.decided_at)
    order by r.asked_at desc), '[]')
  from private.recoveries r join public.organizations o on o.code = r.organization_code
  where r.asker = (select auth.uid()) and r.asked_at > now() - interval '1 year');
comment on function calls.my_recoveries is '本人的找回申请';
select private.offer('my_recoveries', 'authenticated');

create function calls.withdraw_recovery(recovery_id uuid)
returns void
language plpgsql
security definer -- recoveries are closed to everybody
set search_path = ''
as $$
begin
  update private.recoveries r set state = 'withdrawn'
  where r.id = recovery_id and r.asker = (select auth.uid()) and r.state = 'asked';
  if not found then perform private.refuse('recovery-missing', '找不到这份申请，或者它已经办完'); end if;
end
$$;
comment on function calls.withdraw_recovery is '撤回找回申请';
select private.offer('withdraw_recovery', 'authenticated');

-- Whoever decides, decides by the row.
create function private.step_recovery()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if (old.state, new.state) not in (('asked', 'approved'), ('asked', 'refused'), ('asked', 'withdrawn'), ('approved', 'done')) then
    perform private.refuse('recovery-transition', format('找回申请不能从 %s 变为 %s', old.state, new.state), 'state');
  end if;
  new.decision_reason := private.tidy(new.decision_reason);
  if new.state = 'refused' and new.decision_reason is null then
    perform private.refuse('recovery-reason-missing', '不同意时请在 decision_reason 写明原因，申请人会看到', 'decision_reason');
  end if;
  -- What was asked of one contact moves no other: the first registration is still the one that the desk was shown.
  if new.state = 'approved' and not exists (
      select from public.registrations r join public.organizations o on o.code = r.organization_code
      where r.id = new.registration_id and r.organization_code = new.organization_code and r.purpose = 'register'
        and r.state in ('approved', 'activated') and o.closed_on is null) then
    perform private.refuse('recovery-no-contact', '这个单位已撤销，或者现在没有通过的登记，不能找回', 'state');
  end if;
  new.decided_at := coalesce(new.decided_at, now());
  return new;
end
$$;
comment on function private.step_recovery is '检查找回申请的办理';
create trigger recoveries_step before update of state on private.recoveries
  for each row when (old.state <> new.state) execute function private.step_recovery();

-- Where the contact was erased, the person is the next one.
create function private.follow_erased_contact(recovery private.recoveries)
returns public.contacts
language plpgsql
set search_path = ''
as $$
declare
  person public.contacts;
begin
  insert into public.contacts (registration_id, name, post, phone, mobile, email, mailbox_verified_at)
  values (recovery.registration_id, recovery.name, recovery.post, recovery.phone, recovery.mobile, recovery.email, now()) returning * into person;
  update private.tasks t set closed_at = now() where t.registration_id = recovery.registration_id and t.kind = 'no_contact' and t.closed_at is null;
  return person;
end
$$;
comment on function private.follow_erased_contact is '联系人已删除的，同意找回的人成为联系人';

create function private.is_recovering(contact public.contacts)
returns boolean
language sql
stable
set search_path = ''
return exists (
  select from private.recoveries r
  where r.registration_id = contact.registration_id and r.state = 'approved' and r.email operator(extensions.=) contact.email);
comment on function private.is_recovering is '上级是否同意这个人找回';

create function private.follow_recovery()
returns trigger
language plpgsql
security definer -- contacts, tasks and the outbox are closed to the writer
set search_path = ''
as $$
declare
  proof private.mailbox_proofs;
  person public.contacts;
begin
  if new.state = 'done' then return null; end if;
  if not exists (select from private.recoveries r where r.registration_id = new.registration_id and r.state = 'asked') then
    update private.tasks t set closed_at = now() where t.registration_id = new.registration_id and t.kind = 'recovery' and t.closed_at is null;
  end if;
  if new.state = 'approved' then
    -- A change of mailbox that is being proven comes to its end first.
    perform from public.contacts k where k.registration_id = new.registration_id for update;
    person := private.present_contact(new.organization_code);
    if person.id is null then person := private.follow_erased_contact(new); end if;
    update public.contacts k set name = new.name, post = new.post, phone = new.phone, mobile = new.mobile, mailbox_verified_at = now()
    where k.id = person.id;
    -- What one person wrote, and was told, is not for the next.
    update public.registrations r
    set writer = new.asker, note = case when person.name = new.name then r.note end,
        decision_reason = case when person.name = new.name then r.decision_reason end
    where r.id = person.registration_id;
    perform private.end_mailbox_change(person.registration_id);
    perform private.clear_new_email(person.registration_id);
    if person.email operator(extensions.=) new.email then
      perform private.hand_to_contact(new.organization_code);
    else
      insert into private.mailbox_proofs (registration_id, email, previous_email, asked_by, old_mailbox)
      values (person.registration_id, new.email, person.email, 'supervisor', 'recovered') returning * into proof;
      perform private.take_mailbox(proof);
    end if;
  end if;
  if new.state in ('approved', 'refused') then
    perform private.queue_mail('recovery_decided', new.email,
      private.recovery_facts(new) || jsonb_build_object('is_approved', new.state = 'approved'));
  end if;
  return null;
end
$$;
comment on function private.follow_recovery is '找回申请办理以后：换联系人，旧链接失效，写信';
create trigger recoveries_follow after update of state on private.recoveries
  for each row when (old.state <> new.state) execute function private.follow_recovery();

-- A new credential for one of its accounts is what was asked for.
create function private.finish_recoveries()
returns trigger
language plpgsql
security definer -- recoveries are closed to the writer
set search_path = ''
as $$
begin
  update private.recoveries r set state = 'done'
  from public.accounts a where a.id = new.account_id and r.organization_code = a.organization_code and r.state = 'approved';
  return null;
end
$$;
comment on function private.finish_recoveries is '新凭据录入，找回办完';
create trigger credentials_finish_recoveries after insert on private.credentials
  for each row execute function private.finish_recoveries();

-- What staff must type in anew.
create view private.reissue_list with (security_invoker = true) as
select o.code as organization_code, o.name as organization_name, a.platform, '找回账号' as reason, r.decided_at as since
from private.recoveries r join public.organizations o on o.code = r.organization_code
join public.accounts a on a.organization_code = o.code and a.subject = 'organization' and a.closed_on is null
where r.state = 'approved'
union all
select o.code, o.name, a.platform, '学校要求重新发放', c.reissue_requested_at
from private.credentials c join public.accounts a on a.id = c.account_id join public.organizations o on o.code = a.organization_code
where c.reissue_requested_at is not null and c.state not in ('activated', 'revoked');

comment on view private.reissue_list is '要重新录入凭据的账号';
comment on column private.reissue_list.organization_code is '组织编号';
comment on column private.reissue_list.organization_name is '组织';
comment on column private.reissue_list.platform is '平台';
comment on column private.reissue_list.reason is '为什么';
comment on column private.reissue_list.since is '从什么时候起';
