-- The end of a person (个人信息保护法 art. 47). A person is a mailbox that was proven, with the login behind it; private.erase_person takes it out
-- of every room at once, for the person at /my, for staff by a row here, and for whom nobody has seen for years. What counts goes on
-- counting: a registration keeps its state and its organization, a letter its kind and its fate, and where the person stood stands 已删除. What
-- the law makes us keep is a row of private.retention_periods with its life, and one chore ends it: the log of who changed what (《网络安全法》:
-- six months at least), and that there was an erasure, without anybody's name.

create type private.erasure_cause as enum ('person', 'staff', 'idle');

create table private.erasures (
  id bigint generated always as identity constraint "删除记录编号已经用过，请留空" primary key,
  mailbox text,
  cause private.erasure_cause not null default 'staff',
  note text constraint "核实的说明最多 200 个字" check (char_length(note) <= 200),
  erased_at timestamptz not null default now(),
  registrations integer not null default 0,
  letters integer not null default 0,
  kept_elsewhere text,
  login uuid,
  row_keys text[] not null default '{}',
  settled_at timestamptz,
  constraint "删除记录里不留邮箱" check (mailbox is null)
);

comment on table private.erasures is '删除个人信息：核实身份以后加一行，只填 mailbox，保存即删除，不能恢复；这张表不留任何人的信息';
comment on column private.erasures.id is '编号（自动）';
comment on column private.erasures.mailbox is '要删除的人的邮箱；保存以后马上清空';
comment on column private.erasures.cause is '由谁：person 本人在“我的登记”，staff 工作人员，idle 很久没有人登录（自动）';
comment on column private.erasures.note is '怎样核实的身份；不要写姓名、电话和邮箱';
comment on column private.erasures.erased_at is '删除时间（自动）';
comment on column private.erasures.registrations is '涉及几份登记（自动）';
comment on column private.erasures.letters is '抹去几封信的收件人和内容（自动）';
comment on column private.erasures.kept_elsewhere is '没有权限删除的登录服务的表，请技术人员处理；空为都已删除（自动）';
comment on column private.erasures.login is '登录账号的编号，审计里的这个人六个月以后按它删除，随后清空（自动）';
comment on column private.erasures.row_keys is '审计里哪些行与这个人有关，六个月以后删除，随后清空（自动）';
comment on column private.erasures.settled_at is '审计也删除完的时间（自动）';

create index erasures_unsettled_idx on private.erasures (erased_at) where settled_at is null;

alter table private.erasures enable row level security;
-- No policy on purpose: staff add a row, the person goes through erase_me().

select private.guard_typed('private.erasures');
create trigger erasures_are_audited after insert or update or delete on private.erasures
  for each row execute function private.audit('id', 'mailbox', 'note', 'login', 'row_keys');

-- How long what is kept of persons lives, and why: staff may shorten it.
create table private.retention_periods (
  id text constraint "保存期限的代号已经有了" primary key,
  what text not null,
  days integer not null constraint "保存天数应为 1 至 3650" check (days between 1 and 3650),
  basis text not null,
  swept_on date
);

comment on table private.retention_periods is '个人信息保存多久：到期自动删除，每天一次；天数可以改';
comment on column private.retention_periods.id is '代号';
comment on column private.retention_periods.what is '什么';
comment on column private.retention_periods.days is '保存多少天';
comment on column private.retention_periods.basis is '为什么保存';
comment on column private.retention_periods.swept_on is '最近一次清理的日期（自动）；清空就马上再清理一次';

insert into private.retention_periods (id, what, days, basis) values
  ('intake', '没有收下的凭据录入', 30, '等工作人员改正；登录名可能是联系人的手机号'),
  ('unproven_login', '要了验证码、一直没有填的登录邮箱', 30, '等本人填验证码'),
  ('draft', '没有再动过的草稿', 90, '等本人接着填'),
  ('returned', '退回以后没有再交的登记', 180, '等本人改好再交；到期按撤回办理，写信告诉本人'),
  ('rejected', '不予通过的登记里的联系人、说明和账号', 180, '本人可能来问'),
  ('requests', '通过的变更和增加账号里的联系人和说明', 365, '可能有人对变更有异议'),
  ('closed', '撤销的单位的联系人', 365, '善后可能要联系'),
  ('letters', '信的收件人和内容，邮件服务商的回报', 180, '本人可能问信发到了哪里'),
  ('settled', '办结的换邮箱、找回申请、邮箱检查里的个人信息', 365, '可能有人对换联系人有异议'),
  ('handovers', '转交记录里的姓名和电话', 730, '查账号交给了谁'),
  ('idle_login', '没有人登录、也不是联系人的登录邮箱', 730, '本人可能回来'),
  ('suppressions', '停用的邮箱（散列）', 730, '不再打扰退信和投诉过的邮箱'),
  ('auth_log', '登录服务的登录记录（邮箱、时间、网络地址）', 184, '《网络安全法》：网络日志留存不少于六个月'),
  ('log_of_erased', '审计里已删除的人的操作', 184, '《网络安全法》：网络日志留存不少于六个月'),
  ('log', '审计', 1096, '查明谁改了什么'),
  ('erasures', '删除记录（不含任何人的信息）', 1096, '证明已经删除；参照《个人信息保护法》第五十六条保存三年');

alter table private.retention_periods enable row level security;
-- No policy on purpose: staff change the numbers, only the functions of the database read them.

select private.guard_typed('private.retention_periods');

create trigger retention_periods_are_audited after insert or update of id, what, days, basis or delete on private.retention_periods
  for each row execute function private.audit('id', 'swept_on');

-- Whether a free text tells who it is.
create function private.names_person(said text, words text[])
returns boolean
language sql
immutable
set search_path = ''
return exists (select from unnest(words) as word where word <> '' and position(lower(word) in lower(said)) > 0);
comment on function private.names_person is '一段话里有没有这些字';

-- Letters lose recipient and content, and what the provider knows them by. What is on its way goes unchanged, as every retry must, and is
-- emptied by the chore when its fate is known.
create function private.empty_letters(letters uuid[])
returns integer
language plpgsql
set search_path = ''
as $$
declare
  emptied uuid[];
begin
  update private.outbox o set state = 'cancelled', reason = null where o.id = any (letters) and o.state = 'queued';
  update private.outbox o set erase_at = now()
  where o.id = any (letters) and o.state in ('batched', 'unknown') and o.erase_at is distinct from now();
  with gone as (
    update private.outbox o set recipient = '已删除', recipient_hash = private.address_hash('已删除'), payload = '{}', reason = null, provider_id = null, erase_at = null
    where o.id = any (letters) and o.state not in ('batched', 'unknown') returning o.id)
  select array_agg(g.id) into emptied from gone g;
  update private.mail_events e set reason = null, detail = '{}', provider_id = null where e.mail_id = any (emptied);
  return coalesce(cardinality(letters), 0);
end
$$;
comment on function private.empty_letters is '抹去信的收件人和内容';

create function private.letters_are_to_be_emptied()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.outbox o where o.erase_at <= now() and o.state not in ('batched', 'unknown'));
end
$$;
comment on function private.letters_are_to_be_emptied is '有信要抹去收件人和内容';

create function private.empty_due_letters()
returns void
language sql
set search_path = ''
begin atomic
  select private.empty_letters(array(
    select o.id from private.outbox o where o.erase_at <= now() and o.state not in ('batched', 'unknown') limit 1000));
end;
comment on function private.empty_due_letters is '抹去到期的信的收件人和内容';
insert into private.chores (name, position, due, work) values ('抹去信的收件人和内容', 120, 'letters_are_to_be_emptied', 'empty_due_letters');

-- Changes of mailbox, and the letters to either side of them.
create function private.erase_proofs(proofs uuid[])
returns void
language sql
set search_path = ''
begin atomic
  select private.empty_letters(array(select o.id from private.outbox o where o.subject_id = any (proofs)));
  delete from private.mailbox_proofs p where p.id = any (proofs);
end;
comment on function private.erase_proofs is '删除换邮箱的记录和为它发的信';

-- What only this registration held: its contact, its words, the accounts that it claimed where nobody approved them, the change of mailbox, and
-- the letters about it. `is_ended`: withdrawn or rejected; of an approved one the register keeps what is public.
create function private.erase_registration(registration_id uuid, is_ended boolean)
returns void
language plpgsql
set search_path = ''
as $$
declare
  place public.registrations;
  person public.contacts;
begin
  select * into place from public.registrations r where r.id = erase_registration.registration_id;
  perform private.end_mailbox_change(place.id);
  perform private.end_foreign_requests(place.id);
  delete from public.contacts k where k.registration_id = place.id returning * into person;
  perform private.erase_proofs(array(select p.id from private.mailbox_proofs p where p.registration_id = place.id));
  update private.recoveries c set state = 'withdrawn' where c.request_id = place.id and c.state = 'asked';
  perform private.empty_recoveries(array(
    select c.id from private.recoveries c where c.request_id = place.id and c.state in ('withdrawn', 'refused')));
  update public.registrations r
  set note = null, draft = null,
      existing_accounts = case when is_ended then '[]' else r.existing_accounts end,
      wanted_platform = case when not is_ended then r.wanted_platform end, wanted_nickname = case when not is_ended then r.wanted_nickname end,
      decision_reason = case when private.names_person(r.decision_reason, array[person.name, person.mobile, person.phone, person.email::text])
        then '已删除' else r.decision_reason end
  where r.id = place.id;
  update private.tasks t set closed_at = now()
  where t.registration_id = place.id and t.closed_at is null and (t.kind = 'mailbox' or is_ended and t.kind = 'no_contact');
  -- The letters about it, where the mailbox has no other business with the same organization; the one that says that it was withdrawn may
  -- still arrive.
  if person.id is not null and not exists (
      select from public.contacts k join public.registrations r on r.id = k.registration_id
      where k.email operator(extensions.=) person.email and r.organization_code is not distinct from place.organization_code) then
    perform private.empty_letters(array(
      select o.id from private.outbox o
      where o.recipient_hash = private.address_hash(person.email) and o.erase_at is null and o.kind <> 'registration_withdrawn'
        and (o.payload ->> 'organization_code' is not distinct from place.organization_code
          or place.proposed_name is not null and not o.payload ? 'organization_code')));
    update private.outbox o set erase_at = now() + interval '7 days'
    where o.recipient_hash = private.address_hash(person.email) and o.erase_at is null and o.kind = 'registration_withdrawn'
      and (o.payload ->> 'organization_code' is not distinct from place.organization_code
          or place.proposed_name is not null and not o.payload ? 'organization_code');
  end if;
end
$$;
comment on function private.erase_registration is '删除只属于一份登记的个人信息';

-- An organization that has no contact any more: nobody may open what waits, and somebody above must find a new one.
create function private.leave_without_contact(registration_id uuid)
returns void
language sql
set search_path = ''
begin atomic
  update private.credentials c set state = 'revoked'
  where c.registration_id = leave_without_contact.registration_id and c.state not in ('activated', 'revoked');
  insert into private.tasks (kind, organization_code, registration_id, reason)
  select 'no_contact', r.organization_code, r.id, '联系人的信息已按本人要求删除，等待领取的凭据已作废'
  from public.registrations r
  where r.id = leave_without_contact.registration_id and not exists (
    select from private.tasks t where t.registration_id = r.id and t.kind = 'no_contact' and t.closed_at is null);
end;
comment on function private.leave_without_contact is '组织没有联系人了：凭据作废，告诉上级';

-- Auth's own tables: most rows go with the logins. Of what a server does not let us delete the name comes back.
create function private.erase_logins(logins uuid[], addresses text[])
returns text
language plpgsql
set search_path = ''
as $$
declare
  beside text[];
  kept text[] := '{}';
begin
  foreach beside slice 1 in array array[
    ['auth.refresh_tokens', 'user_id::text = any ($1)'], ['auth.flow_state', 'user_id::text = any ($1)'],
    ['auth.saml_relay_states', 'lower(for_email) = any ($2)'],
    ['auth.audit_log_entries', 'payload ->> ''actor_id'' = any ($1) or payload #>> ''{traits,user_id}'' = any ($1)
      or lower(payload ->> ''actor_username'') = any ($2) or lower(payload #>> ''{traits,user_email}'') = any ($2)']]
  loop
    begin
      if to_regclass(beside[1]) is not null then
        execute format('delete from %s where %s', beside[1], beside[2]) using logins::text[], addresses;
      end if;
    exception
      when insufficient_privilege or undefined_column then kept := kept || beside[1];
    end;
  end loop;
  delete from auth.users u where u.id = any (logins);
  return nullif(array_to_string(kept, '，'), '');
end
$$;
comment on function private.erase_logins is '删除登录账号，连同登录服务里的会话和记录';

-- Who signed in from where: Auth's log, and sessions that nobody has gone on with. A server that has not the one, or lets its owner alone
-- delete there, keeps the other chores going.
create function private.forget_sign_ins(before timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
declare
  beside text[];
begin
  foreach beside slice 1 in array array[
    ['auth.audit_log_entries', 'created_at <= $1'], ['auth.sessions', 'greatest(created_at, updated_at, refreshed_at) <= $1']]
  loop
    begin
      if to_regclass(beside[1]) is not null then
        execute format('delete from %s where %s', beside[1], beside[2]) using before;
      end if;
    exception
      when insufficient_privilege or undefined_column then null;
    end;
  end loop;
end
$$;
comment on function private.forget_sign_ins is '登录服务的登录记录和很久没有用的会话到期删除';

-- The one function. Takes the row of the erasure and gives it back without the mailbox.
create function private.erase_person(erasure private.erasures)
returns private.erasures
language plpgsql
set search_path = ''
as $$
declare
  -- Auth may have taken an address that no form of ours takes.
  address extensions.citext := coalesce(private.plain_mailbox(erasure.mailbox), lower(btrim(erasure.mailbox)));
  hash bytea := private.address_hash(address);
  login uuid := (select u.id from auth.users u where u.email = lower(address::text));
  cases uuid[] := array(select k.registration_id from public.contacts k where k.email operator(extensions.=) address order by k.id);
  places text[];
  -- Numbers and addresses are nobody else's; a name is this person's within the organizations that the person stood for.
  words text[];
  names text[];
  place public.registrations;
  keys text[];
begin
  if exists (select from public.staff_members s where s.email operator(extensions.=) address) then
    perform private.refuse('person-is-staff', '这是工作人员的邮箱：请先在 staff_members 删除这一行，再删除个人信息', 'mailbox');
  end if;
  with told (organization_code, name, mobile, phone) as (
    select r.organization_code, k.name, k.mobile, k.phone from public.contacts k join public.registrations r on r.id = k.registration_id
    where k.email operator(extensions.=) address
    union
    select c.organization_code, c.name, c.mobile, c.phone from private.recoveries c
    where c.email operator(extensions.=) address or c.asker = login)
  select array_agg(distinct t.organization_code), array_agg(distinct t.name) filter (where t.name <> '已删除'),
    array_agg(t.mobile) || array_agg(t.phone) || address::text into places, names, words
  from told t;
  words := array_remove(array_remove(coalesce(words, array[address::text]), null), '');
  if login is null and places is null and not exists (select from private.outbox o where o.recipient_hash = hash)
     and not exists (select from private.mailbox_answers a where a.email operator(extensions.=) address)
     and not exists (
       select from private.mailbox_proofs p where p.email operator(extensions.=) address or p.previous_email operator(extensions.=) address) then
    perform private.refuse('person-missing', '没有找到这个邮箱，请核对', 'mailbox');
  end if;

  keys := array(
    select 'public.contacts/' || id from unnest(cases) as id
    union all select 'public.registrations/' || r.id from public.registrations r where r.id = any (cases) or r.writer = login
    union all select 'private.tasks/' || t.id from private.tasks t where t.registration_id = any (cases)
    union all select 'private.credentials/' || c.id from private.credentials c where c.registration_id = any (cases)
    union all select 'private.foreign_requests/' || q.id from private.foreign_requests q where q.request_id = any (cases) or q.registration_id = any (cases)
    union all select 'private.mailbox_proofs/' || p.id from private.mailbox_proofs p
      where p.registration_id = any (cases) or p.email operator(extensions.=) address or p.previous_email operator(extensions.=) address
    union all select 'private.recoveries/' || c.id from private.recoveries c where c.email operator(extensions.=) address or c.asker = login
    union all select 'private.suppressions/' || (to_jsonb(hash) #>> '{}'));

  delete from public.registrations r where r.writer = login and r.state = 'draft';
  for place in select r.* from public.registrations r where r.id = any (cases) order by r.id for update loop
    if place.purpose = 'register' and place.state in ('approved', 'activated') then
      perform private.erase_registration(place.id, false);
      perform private.leave_without_contact(place.id);
    elsif place.state in ('submitted', 'returned') then
      -- Without a contact no letter says so.
      delete from public.contacts k where k.registration_id = place.id;
      update public.registrations r set state = 'withdrawn' where r.id = place.id;
    else
      perform private.erase_registration(place.id, place.state not in ('approved', 'activated'));
    end if;
  end loop;
  update public.registrations r
  set note = case when not coalesce(private.names_person(r.note, words), false) then r.note end,
      decision_reason = case when coalesce(private.names_person(r.decision_reason, words || case when r.id = any (cases) then names end), false)
        then '已删除' else r.decision_reason end
  where (r.note is not null or r.decision_reason is not null)
    and (private.names_person(concat_ws(' ', r.note, r.decision_reason), words)
      or r.id = any (cases) and private.names_person(r.decision_reason, names));
  update public.contacts k set new_email = null where lower(k.new_email) = lower(address::text);
  perform private.end_mailbox_change(p.registration_id) from private.mailbox_proofs p where p.state = 'asked' and p.email operator(extensions.=) address;
  perform private.erase_proofs(array(
    select p.id from private.mailbox_proofs p where p.email operator(extensions.=) address or p.previous_email operator(extensions.=) address));
  update private.recoveries c set state = 'withdrawn'
  where c.state = 'asked' and (c.email operator(extensions.=) address or c.asker = login);
  perform private.empty_recoveries(array(
    select c.id from private.recoveries c where c.email operator(extensions.=) address or c.asker = login));
  update private.tasks t set reason = '已删除' where t.registration_id = any (cases) and private.names_person(t.reason, words);
  update private.credentials c set trouble = null where c.registration_id = any (cases) and private.names_person(c.trouble, words);
  update private.mailbox_answers a set email = null where a.email operator(extensions.=) address;
  update private.bundles b set state = 'closed', email = null where b.email operator(extensions.=) address;
  delete from private.suppressions s where s.address_hash = hash;
  delete from public.credential_intake i where i.credential_id is null and private.names_person(i.login_name, words);

  update private.handovers h set asked_by = '已删除', answered_by = h.answered_by, note = null
  where private.names_person(concat_ws(' ', h.asked_by, h.note), words)
    or h.organization_code = any (places) and private.names_person(concat_ws(' ', h.asked_by, h.note), names);
  update private.handovers h set answered_by = '已删除'
  where private.names_person(h.answered_by, words) or h.organization_code = any (places) and private.names_person(h.answered_by, names);
  update public.mistake_reports m set said = '（已删除）', source = null, staff_note = null, state = case m.state when 'open' then 'declined'::public.mistake_state else m.state end
  where private.names_person(concat_ws(' ', m.said, m.source, m.staff_note), words)
    or m.organization_code = any (places) and private.names_person(concat_ws(' ', m.said, m.source, m.staff_note), names);
  with own as (
    delete from public.account_persons x using public.accounts a
    where a.id = x.account_id and a.organization_code = any (places) and x.real_name = any (names) returning x.account_id)
  update public.accounts a
  set nickname = '已删除', handle = null, address = null, project = null, closed_on = coalesce(a.closed_on, private.today())
  from own where a.id = own.account_id and a.subject in ('cadre', 'youth_worker');

  erasure.letters := private.empty_letters(array(
    select o.id from private.outbox o where o.recipient_hash = hash and o.recipient operator(extensions.=) address));
  erasure.kept_elsewhere := private.erase_logins(array[login], array[lower(address::text)]);
  if private.names_person(erasure.note, words || names) then erasure.note := '已删除'; end if;
  erasure.mailbox := null;
  erasure.erased_at := now();
  erasure.registrations := cardinality(cases);
  erasure.login := login;
  erasure.row_keys := keys;
  erasure.settled_at := null;
  return erasure;
end
$$;
comment on function private.erase_person is '把一个人从所有地方删除';

create function private.empty_recoveries(recoveries uuid[])
returns void
language sql
set search_path = ''
begin atomic
  update private.recoveries c
  set asker = null, email = '已删除', name = '已删除', post = '已删除', phone = null, mobile = '', note = null,
      decision_reason = case when c.decision_reason is not null then '已删除' end
  where c.id = any (recoveries);
end;
comment on function private.empty_recoveries is '抹去找回申请里的个人信息';

-- What is left in the log of an erased person is deleted by this function alone, and by whoever may call it: the trigger looks at the calls
-- that lead to it.
create function private.forget_in_log()
returns void
language plpgsql
set search_path = ''
as $$
declare
  due private.erasures;
begin
  for due in
    select e.* from private.erasures e
    where e.settled_at is null and e.erased_at <= now() - make_interval(days => private.days_kept('log_of_erased')) for update skip locked
  loop
    update private.erasures e set login = null, row_keys = '{}', settled_at = now() where e.id = due.id;
    delete from private.audit_log a where a.person = due.login or a.relation || '/' || a.row_key = any (due.row_keys);
  end loop;
  delete from private.audit_log a where a.at <= now() - make_interval(days => private.days_kept('log'));
end
$$;
comment on function private.forget_in_log is '审计到期删除';

create function private.days_kept(id text)
returns integer
language sql
stable
set search_path = ''
return (select p.days from private.retention_periods p where p.id = days_kept.id);
comment on function private.days_kept is '保存多少天';

create function private.retention_is_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.retention_periods p where p.swept_on is distinct from private.today());
end
$$;
comment on function private.retention_is_due is '今天还没有清理到期的个人信息';

-- Once a day. Large heaps are taken a part at a time, one ring of the bell after another.
create function private.end_retention()
returns void
language plpgsql
set search_path = ''
as $$
declare
  since jsonb := (select jsonb_object_agg(p.id, now() - make_interval(days => p.days)) from private.retention_periods p);
  ended uuid;
  idle integer;
  old_letters uuid[];
begin
  delete from public.credential_intake i
  where i.credential_id is null
    and i.received_at <= to_char((since ->> 'intake')::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS');
  delete from public.registrations r where r.state = 'draft' and r.updated_at <= (since ->> 'draft')::timestamptz;
  update public.registrations r set state = 'withdrawn' where r.state = 'returned' and r.decided_at <= (since ->> 'returned')::timestamptz;
  for ended in
    select r.id from public.registrations r
    where r.state = 'rejected' and r.decided_at <= (since ->> 'rejected')::timestamptz
      and exists (select from public.contacts k where k.registration_id = r.id)
  loop
    perform private.erase_registration(ended, true);
  end loop;
  for ended in
    select r.id from public.registrations r join public.organizations o on o.code = r.organization_code
    where r.state in ('approved', 'activated')
      and (r.purpose <> 'register' and r.decided_at <= (since ->> 'requests')::timestamptz or o.closed_on <= (since ->> 'closed')::date)
      and exists (select from public.contacts k where k.registration_id = r.id)
  loop
    perform private.erase_registration(ended, false);
  end loop;

  perform private.erase_proofs(array(select p.id from private.mailbox_proofs p where p.settled_at <= (since ->> 'settled')::timestamptz));
  delete from private.foreign_requests q where q.settled_at <= (since ->> 'settled')::timestamptz;
  perform private.empty_recoveries(array(
    select c.id from private.recoveries c
    where c.state <> 'asked' and c.decided_at <= (since ->> 'settled')::timestamptz and c.name <> '已删除'));
  update private.mailbox_answers a set email = null
  from private.mailbox_checks c where c.id = a.check_id and a.email is not null and c.started_at <= (since ->> 'settled')::timestamptz;
  update private.handovers h set asked_by = '已删除', answered_by = '已删除', note = null
  where h.handed_on_at <= (since ->> 'handovers')::timestamptz and h.asked_by <> '已删除';
  delete from private.suppressions s where s.changed_at <= (since ->> 'suppressions')::timestamptz;

  perform private.erase_logins(array_agg(u.id), array_agg(lower(u.email))) from auth.users u
  where u.email_confirmed_at is null and u.created_at <= (since ->> 'unproven_login')::timestamptz
    and not exists (select from public.registrations r where r.writer = u.id);
  perform private.forget_sign_ins((since ->> 'auth_log')::timestamptz);
  insert into private.erasures (mailbox, cause)
  select u.email, 'idle' from auth.users u
  where greatest(u.last_sign_in_at, u.created_at) <= (since ->> 'idle_login')::timestamptz
    and u.email is not null and not exists (select from public.staff_members s where s.email operator(extensions.=) u.email::extensions.citext)
    and not exists (
      select from public.contacts k join public.registrations r on r.id = k.registration_id
      where k.email operator(extensions.=) u.email::extensions.citext and r.state in ('submitted', 'returned', 'approved', 'activated'))
  order by u.id limit 25; -- a sixth of a second each at seventy thousand organizations, and mail waits as long
  get diagnostics idle = row_count;

  delete from private.erasures e where e.settled_at is not null and e.erased_at <= (since ->> 'erasures')::timestamptz;
  perform private.forget_in_log();
  -- Of what the provider has not known for so long nobody will learn any more.
  update private.outbox o set state = 'cancelled' where o.state = 'unknown' and o.created_at <= (since ->> 'letters')::timestamptz;
  old_letters := array(
    select o.id from private.outbox o
    where o.created_at <= (since ->> 'letters')::timestamptz and o.recipient <> '已删除' and o.state not in ('queued', 'batched', 'unknown')
    order by o.position limit 1000);
  perform private.empty_letters(old_letters);
  delete from private.mail_events e where e.received_at <= (since ->> 'letters')::timestamptz;
  update private.retention_periods p set swept_on = private.today()
  where not (p.id = 'letters' and cardinality(old_letters) >= 1000 or p.id = 'idle_login' and idle >= 25);
end
$$;
comment on function private.end_retention is '到期的个人信息删除';
insert into private.chores (name, position, due, work) values ('到期的个人信息', 130, 'retention_is_due', 'end_retention');

create function private.take_in_erasure()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.mailbox is null then
    perform private.refuse('person-unsaid', '请填写要删除的人的邮箱', 'mailbox');
  end if;
  return private.erase_person(new);
end
$$;
comment on function private.take_in_erasure is '加一行就删除这个人';
create trigger erasures_erase before insert on private.erasures
  for each row execute function private.take_in_erasure();

-- The person's own wish, as good as a change of mailbox: newly signed in with it.
create function calls.erase_me()
returns void
language plpgsql
security definer -- the person is taken out of rooms that are closed to everybody
set search_path = ''
as $$
declare
  caller text;
begin
  -- Asked many times at once, each waits for the one before, and finds nobody any more.
  perform pg_advisory_xact_lock(hashtextextended((select auth.uid())::text, 0));
  caller := private.caller_email();
  if caller is null then perform private.refuse('mailbox-unproven', '请先用验证码核实邮箱', 'email'); end if;
  if not private.has_signed_in_lately() then
    perform private.refuse('person-not-lately', '删除前要再证明一次邮箱是您的：请退出登录，重新登录一次，半小时内再删除', 'email');
  end if;
  insert into private.erasures (mailbox, cause) values (caller, 'person');
end
$$;
comment on function calls.erase_me is '删除本人的全部个人信息';
select private.offer('erase_me', 'authenticated');
