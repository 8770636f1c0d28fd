-- A contact's mailbox becomes another one in one place (R099, R106): the school, its supervisor or staff name it; a proof goes there and nothing
-- else does: six digits where the school itself asked and types them, a link with a token where somebody else did. The old one is proven too, by whoever can: the school asks while it is newly signed
-- in with it; where the level above or staff ask, the old mailbox is asked for its yes, and only one that is undeliverable, or silent for
-- fourteen days, is done without. Then the contact has the new one, every earlier link is dead, new ones go out, and old mailbox, new
-- mailbox and supervisors are told. Code and token follow from (proof, number) under the functions' secret: nothing in the database can say
-- them.

create type private.proof_state as enum ('asked', 'proven', 'withdrawn', 'expired');
create type private.proof_asker as enum ('school', 'supervisor', 'staff');
create type private.old_mailbox_answer as enum ('signed_in', 'undeliverable', 'asked', 'agreed', 'declined', 'silent', 'recovered');

create table private.mailbox_proofs (
  id uuid primary key default gen_random_uuid(),
  registration_id uuid not null references public.registrations (id) on delete cascade,
  email extensions.citext not null constraint mailbox_proofs_email_is_plausible check (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  previous_email extensions.citext not null,
  asked_by private.proof_asker not null,
  asker uuid references auth.users (id) on delete set null,
  old_mailbox private.old_mailbox_answer not null,
  request_id uuid references public.registrations (id) on delete set null,
  state private.proof_state not null default 'asked',
  code_number integer not null default 1 constraint mailbox_proofs_codes_are_few check (code_number between 1 and 200),
  wrong_codes integer not null default 0,
  trouble text,
  asked_at timestamptz not null default now(),
  code_sent_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  settled_at timestamptz
);

comment on table private.mailbox_proofs is '换邮箱：新邮箱用验证码确认以后才生效';
comment on column private.mailbox_proofs.id is '编号';
comment on column private.mailbox_proofs.registration_id is '哪份登记的联系人';
comment on column private.mailbox_proofs.email is '新邮箱';
comment on column private.mailbox_proofs.previous_email is '原来的邮箱';
comment on column private.mailbox_proofs.asked_by is '谁提出：school 学校，supervisor 上级，staff 工作人员';
comment on column private.mailbox_proofs.asker is '提出的人的登录账号；工作人员在后台提出的为空';
comment on column private.mailbox_proofs.old_mailbox is '原邮箱怎么说：signed_in 本人刚用它登录，undeliverable 收不到信，asked 已写信问、在等答复，agreed 同意，declined 不同意，silent 十四天没有答复，recovered 上级同意找回';
comment on column private.mailbox_proofs.request_id is '现在的联系人同意交给提出哪份登记的人';
comment on column private.mailbox_proofs.state is '状态：asked 等对方填验证码，proven 已确认并换好，withdrawn 已取消，expired 过期没有确认';
comment on column private.mailbox_proofs.code_number is '第几个验证码或链接，以前的随之失效';
comment on column private.mailbox_proofs.wrong_codes is '这个验证码填错几次';
comment on column private.mailbox_proofs.trouble is '验证码为什么没有送到（自动）';
comment on column private.mailbox_proofs.asked_at is '提出时间';
comment on column private.mailbox_proofs.code_sent_at is '最近一次发验证码的时间';
comment on column private.mailbox_proofs.expires_at is '最迟什么时候确认';
comment on column private.mailbox_proofs.settled_at is '结束时间';

create index mailbox_proofs_registration_id_idx on private.mailbox_proofs (registration_id);
create index mailbox_proofs_request_id_idx on private.mailbox_proofs (request_id);
create index mailbox_proofs_asker_idx on private.mailbox_proofs (asker);
create index mailbox_proofs_email_idx on private.mailbox_proofs (email);
create unique index mailbox_proofs_one_asked on private.mailbox_proofs (registration_id) where state = 'asked';
create index mailbox_proofs_due_idx on private.mailbox_proofs (expires_at) where state = 'asked';

alter table private.mailbox_proofs enable row level security;
-- No policy on purpose: only the functions of the database write here, and staff read.

create trigger mailbox_proofs_are_audited after insert or update or delete on private.mailbox_proofs
  for each row execute function private.audit('id', 'email', 'previous_email', 'asker');

-- Half an hour: a session that somebody left open on a shared computer proves no mailbox any more.
create function private.has_signed_in_lately()
returns boolean
language sql
stable
set search_path = ''
return coalesce(private.signed_in_at() > now() - interval '30 minutes', false);
comment on function private.has_signed_in_lately is '当前登录是否在半小时之内用验证码开始';

-- How the old mailbox stands to a wish.
create function private.answer_of_old_mailbox(person public.contacts, asked_by private.proof_asker)
returns private.old_mailbox_answer
language plpgsql
stable
set search_path = ''
as $$
begin
  if asked_by = 'school' then
    if private.caller_email()::extensions.citext operator(extensions.=) person.email and private.has_signed_in_lately() then return 'signed_in'; end if;
    perform private.refuse('mailbox-old-unproven',
      '换邮箱要先证明现在的邮箱是您的：请退出登录，用现在的联系邮箱重新登录一次，半小时内再换。收不到验证码的，请打电话请上级更正，或者找回账号', 'email');
  end if;
  return case when exists (
    select from private.suppressions s where s.address_hash = private.address_hash(person.email) and s.state = 'standing')
    then 'undeliverable' else 'asked' end;
end
$$;
comment on function private.answer_of_old_mailbox is '提出换邮箱时，原邮箱是否已经证明';

-- Six digits are for whoever asked and sits before the page. A letter to somebody who did not ask carries a link that nobody can guess.
create function private.is_proven_by_link(proof private.mailbox_proofs)
returns boolean
language sql
immutable
set search_path = ''
return proof.asked_by <> 'school' or proof.request_id is not null;
comment on function private.is_proven_by_link is '新邮箱收到的是链接（别人提出的），还是六位验证码（组织自己提出的）';

-- What the level above asked is good for as long as who asked stands above.
create function private.asker_still_oversees(proof private.mailbox_proofs)
returns boolean
language sql
stable
set search_path = ''
return proof.asked_by <> 'supervisor' or proof.old_mailbox = 'recovered' or exists (
  select from auth.users u
  join public.staff_members s on s.email operator(extensions.=) u.email::extensions.citext and s.role = 'supervisor'
  join public.organizations above on above.code = s.organization_code
  join public.registrations r on r.id = proof.registration_id
  left join public.organizations o on o.code = r.organization_code
  where u.id = proof.asker and (o.code is null or above.path operator(extensions.@>) o.path));
comment on function private.asker_still_oversees is '提出换邮箱的督导人员是否还督导这个组织';

create function private.life_of_proof(proof private.mailbox_proofs)
returns interval
language sql
immutable
set search_path = ''
return case when proof.old_mailbox = 'asked' then interval '21 days' when private.is_proven_by_link(proof) then interval '7 days'
  else interval '1 day' end;
comment on function private.life_of_proof is '换邮箱最迟多久以后确认：等原邮箱答复 21 天，链接 7 天，验证码 1 天';

-- The same address again sends another code; another address replaces the wish before. `request_id`: whom the contact hands over to.
create function private.ask_mailbox_change(
  registration_id uuid, typed text, asked_by private.proof_asker, request_id uuid default null)
returns private.mailbox_proofs
language plpgsql
set search_path = ''
as $$
declare
  address extensions.citext := private.tidy_mailbox(typed);
  person public.contacts;
  answer private.old_mailbox_answer;
  proof private.mailbox_proofs;
begin
  select k.* into person from public.contacts k join public.registrations r on r.id = k.registration_id
  where k.registration_id = ask_mailbox_change.registration_id and r.purpose = 'register'
    and r.state in ('submitted', 'returned', 'approved', 'activated')
  for update of k;
  if person.id is null then perform private.refuse('mailbox-no-contact', '这份登记没有可以更换的联系邮箱', 'email'); end if;
  if person.email operator(extensions.=) address then
    perform private.refuse('mailbox-same', '这就是现在的邮箱。邮箱已经能收信的，请直接要一个新的链接', 'email');
  end if;
  if asked_by <> 'school' and exists (
      select from public.staff_members s where private.mailbox_root(s.email::text) = private.mailbox_root(address::text)) then
    perform private.refuse('mailbox-of-staff', '提出更换的人不能是新邮箱的主人：这是督导或工作人员的邮箱，请填单位自己的', 'email');
  end if;
  answer := private.answer_of_old_mailbox(person, asked_by);
  select * into proof from private.mailbox_proofs p
  where p.registration_id = ask_mailbox_change.registration_id and p.state = 'asked' for update;
  if proof.id is not null and proof.email operator(extensions.=) address and proof.expires_at > now() and proof.asked_by = ask_mailbox_change.asked_by then
    if proof.old_mailbox = 'asked' then
      if answer = 'asked' then
        perform private.refuse('mailbox-old-waits', '已经写信问过原邮箱，正在等它答复；它同意，或者十四天没有答复，才往新邮箱发验证码', 'email');
      end if;
      return private.go_on_without_old(proof, answer);
    elsif proof.code_sent_at > now() - interval '1 minute' then
      perform private.refuse('mailbox-code-recent', '一分钟内刚发过验证码，请先查看新邮箱和它的垃圾邮件', 'email');
    end if;
    update private.mailbox_proofs p set code_number = p.code_number + 1, wrong_codes = 0, trouble = null, code_sent_at = now(),
      expires_at = now() + private.life_of_proof(p)
    where p.id = proof.id returning * into proof;
  else
    perform private.end_mailbox_change(registration_id);
    insert into private.mailbox_proofs (registration_id, email, previous_email, asked_by, asker, old_mailbox, request_id)
    values (person.registration_id, address, person.email, ask_mailbox_change.asked_by, (select auth.uid()), answer, ask_mailbox_change.request_id) returning * into proof;
    update private.mailbox_proofs p set expires_at = now() + private.life_of_proof(p) where p.id = proof.id returning * into proof;
  end if;
  if proof.old_mailbox = 'asked' then perform private.ask_old_mailbox(proof); else perform private.send_code(proof); end if;
  return proof;
end
$$;
comment on function private.ask_mailbox_change is '提出换邮箱：原邮箱已证明的，把验证码发到新邮箱；没有的，先问原邮箱';

create function private.ask_old_mailbox(proof private.mailbox_proofs)
returns void
language sql
set search_path = ''
begin atomic
  select private.queue_mail('mailbox_question', k.email, jsonb_build_object(
    'organization_name', o.name, 'organization_code', o.code, 'contact_name', private.greeted(r, k),
    'asked_by', proof.asked_by, 'new_mailbox', private.masked(proof.email)), proof.id, 1)
  from public.contacts k join public.registrations r on r.id = k.registration_id left join public.organizations o on o.code = r.organization_code
  where k.registration_id = proof.registration_id;
end;
comment on function private.ask_old_mailbox is '写信问原邮箱是否同意换';

-- The old mailbox has said yes, or has nothing to say: the new one may prove itself.
create function private.go_on_without_old(proof private.mailbox_proofs, answer private.old_mailbox_answer)
returns private.mailbox_proofs
language plpgsql
set search_path = ''
as $$
declare
  going private.mailbox_proofs;
begin
  perform private.cancel_mail(proof.id, '不用再问原邮箱');
  update private.mailbox_proofs p set old_mailbox = answer, code_sent_at = now(), expires_at = now() + interval '7 days'
  where p.id = proof.id and p.state = 'asked' and p.old_mailbox = 'asked' returning * into going;
  if going.id is not null then perform private.send_code(going); end if;
  return going;
end
$$;
comment on function private.go_on_without_old is '原邮箱同意了，或者不能答复：往新邮箱发验证码';

-- A sign-in with the old mailbox shows that somebody is there, who has not said yes.
create function private.silent_old_mailboxes()
returns setof private.mailbox_proofs
language sql
stable
set search_path = ''
begin atomic
  select p.* from private.mailbox_proofs p
  where p.state = 'asked' and p.old_mailbox = 'asked' and p.asked_at <= now() - interval '14 days' and p.expires_at > now()
    and private.asker_still_oversees(p)
    and not exists (select from auth.users u where u.email = lower(p.previous_email::text) and u.last_sign_in_at > p.asked_at);
end;
comment on function private.silent_old_mailboxes is '十四天没有答复、也没有人登录的原邮箱';

create function private.old_mailboxes_are_silent()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.silent_old_mailboxes());
end
$$;
comment on function private.old_mailboxes_are_silent is '有原邮箱十四天没有答复';

create function private.go_on_after_silence()
returns void
language plpgsql
set search_path = ''
as $$
declare
  silent private.mailbox_proofs;
begin
  for silent in select * from private.silent_old_mailboxes() loop
    perform private.go_on_without_old(silent, 'silent');
  end loop;
end
$$;
comment on function private.go_on_after_silence is '原邮箱十四天没有答复：往新邮箱发验证码';
insert into private.chores (name, position, due, work) values ('原邮箱没有答复', 32, 'old_mailboxes_are_silent', 'go_on_after_silence');

create function private.send_code(proof private.mailbox_proofs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.cancel_mail(proof.id, '又发了新的验证码');
  perform private.lift_suppression(proof.email);
  perform private.queue_mail(case when private.is_proven_by_link(proof) then 'mailbox_link' else 'mailbox_proof' end::private.mail_kind, proof.email, jsonb_build_object(
    'organization_name', o.name, 'organization_code', o.code, 'asked_by', proof.asked_by),
    proof.id, proof.code_number)
  from public.registrations r left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id;
end
$$;
comment on function private.send_code is '把验证码或链接发到要确认的邮箱';

create function private.end_mailbox_change(registration_id uuid)
returns void
language sql
set search_path = ''
begin atomic
  select private.cancel_mail(p.id, '换邮箱已取消') from private.mailbox_proofs p
  where p.registration_id = end_mailbox_change.registration_id and p.state = 'asked';
  update private.mailbox_proofs p set state = 'withdrawn', settled_at = now()
  where p.registration_id = end_mailbox_change.registration_id and p.state = 'asked';
end;
comment on function private.end_mailbox_change is '取消换邮箱';

-- The change that waits for its code; null where none does.
create function private.change_json(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_build_object('id', p.id, 'code_number', p.code_number, 'email', p.email, 'asked_by', p.asked_by,
    'old_mailbox', p.old_mailbox, 'asked_at', p.asked_at,
    'code_sent_at', p.code_sent_at, 'expires_at', p.expires_at, 'trouble', p.trouble)
  from private.mailbox_proofs p
  where p.registration_id = change_json.registration_id and p.state = 'asked' and p.expires_at > now());
comment on function private.change_json is '正在办理的换邮箱';

create function private.expire_proofs()
returns void
language plpgsql
set search_path = ''
as $$
declare
  late private.mailbox_proofs;
begin
  for late in select * from private.mailbox_proofs p where p.state = 'asked' and p.expires_at <= now() for update skip locked loop
    perform private.end_mailbox_change(late.registration_id);
    update private.mailbox_proofs p set state = 'expired' where p.id = late.id;
    perform private.clear_new_email(late.registration_id);
  end loop;
end
$$;
comment on function private.expire_proofs is '过期没有确认的换邮箱结束';

create function private.proofs_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.mailbox_proofs p where p.state = 'asked' and p.expires_at <= now());
end
$$;
comment on function private.proofs_are_due is '有换邮箱的申请过期';
insert into private.chores (name, position, due, work) values ('换邮箱过期', 30, 'proofs_are_due', 'expire_proofs');

-- Five wrong tries end a code. After each that ended there is a pause, longer each time and never longer than a quarter of an hour; it is the
-- mailbox's, so that another wish or another code does not begin anew, and a try in a pause does not count, so that nobody can lengthen it.

create table private.code_pauses (
  mailbox_hash bytea primary key,
  codes_ended integer not null default 1,
  ended_at timestamptz not null default clock_timestamp(),
  paused_until timestamptz not null default clock_timestamp() + interval '1 minute'
);

comment on table private.code_pauses is '验证码填错五次以后要等多久（按邮箱的散列，不含地址）；一天没有再错就清除';
comment on column private.code_pauses.mailbox_hash is '邮箱的散列';
comment on column private.code_pauses.codes_ended is '一天里有几个验证码填错五次';
comment on column private.code_pauses.ended_at is '最近一个是什么时候';
comment on column private.code_pauses.paused_until is '到什么时候才能再填';

create index code_pauses_ended_at_idx on private.code_pauses (ended_at);

alter table private.code_pauses enable row level security;
-- No policy on purpose: only prove_mailbox reads it.

create function private.take_wrong_code(proof private.mailbox_proofs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update private.mailbox_proofs p set wrong_codes = p.wrong_codes + 1 where p.id = proof.id;
  if proof.wrong_codes + 1 < 5 then return; end if;
  insert into private.code_pauses as c (mailbox_hash) values (private.address_hash(proof.email))
  on conflict (mailbox_hash) do update
    set codes_ended = case when c.ended_at > now() - interval '1 day' then c.codes_ended + 1 else 1 end,
        ended_at = excluded.ended_at,
        paused_until = clock_timestamp() + case when c.ended_at <= now() - interval '1 day' then interval '1 minute'
          else (array[interval '2 minutes', interval '5 minutes', interval '15 minutes'])[least(c.codes_ended, 3)] end;
end
$$;
comment on function private.take_wrong_code is '验证码填错一次；第五次以后要等 1、2、5、15 分钟';

create function private.code_pauses_are_over()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.code_pauses c where c.ended_at < now() - interval '1 day');
end
$$;
comment on function private.code_pauses_are_over is '有一天没有再错的';

create function private.clear_code_pauses()
returns void
language sql
set search_path = ''
begin atomic
  delete from private.code_pauses c where c.ended_at < now() - interval '1 day';
end;
comment on function private.clear_code_pauses is '清除一天没有再错的';
insert into private.chores (name, position, due, work) values ('验证码填错的计数', 112, 'code_pauses_are_over', 'clear_code_pauses');

-- The function that asks knows whether the code or the token is right; the database decides whether it still counts. A token's tries are not
-- counted: nobody guesses 128 bits. `confirms`: false where the page only asks what there is to confirm. The link of a check does nothing
-- but say that the mailbox is alive.
create function calls.prove_mailbox(proof_id uuid, code_number integer, is_right boolean, by_link boolean, confirms boolean)
returns jsonb
language plpgsql
security definer -- proofs are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  proof private.mailbox_proofs;
  asked private.mailbox_answers;
  organization text;
  sent_at timestamptz;
  paused_until timestamptz;
begin
  select * into asked from private.mailbox_answers a where a.id = prove_mailbox.proof_id and a.email is not null;
  if asked.id is not null then
    select coalesce(m.sent_at, c.started_at), m.payload ->> 'organization_name' into sent_at, organization
    from private.mailbox_checks c left join private.outbox m on m.id = asked.mail_id where c.id = asked.check_id;
    if not (is_right and by_link) or prove_mailbox.code_number <> 1 then return jsonb_build_object('outcome', 'wrong_code');
    elsif asked.answered_at is null and sent_at < now() - interval '7 days' then return jsonb_build_object('outcome', 'expired');
    elsif not confirms then
      return jsonb_build_object('outcome', 'waits', 'purpose', 'check', 'organization_name', organization, 'mailbox', asked.email);
    end if;
    if asked.answered_at is null then
      update private.mailbox_answers a set answered_at = now() where a.id = asked.id;
      perform private.mailbox_is_alive(asked.email);
    end if;
    return jsonb_build_object('outcome', 'proven', 'purpose', 'check', 'mailbox', asked.email, 'organization_name', organization);
  end if;

  select * into proof from private.mailbox_proofs p where p.id = prove_mailbox.proof_id for update;
  if proof.id is null or prove_mailbox.code_number is null or prove_mailbox.code_number > proof.code_number
     or by_link <> private.is_proven_by_link(proof) then
    return jsonb_build_object('outcome', 'wrong_code');
  elsif prove_mailbox.code_number < proof.code_number then
    return jsonb_build_object('outcome', 'superseded');
  elsif proof.state = 'asked' and (proof.old_mailbox in ('asked', 'declined')
        or proof.old_mailbox in ('undeliverable', 'silent') and not private.asker_still_oversees(proof)) then
    return jsonb_build_object('outcome', 'expired');
  elsif not by_link then
    select c.paused_until into paused_until from private.code_pauses c
    -- One that seems to be longer than any is of a clock that was set back.
    where c.mailbox_hash = private.address_hash(proof.email) and c.paused_until > clock_timestamp()
      and c.paused_until <= clock_timestamp() + interval '15 minutes';
    if proof.wrong_codes >= 5 then return jsonb_build_object('outcome', 'too_many_codes');
    elsif paused_until is not null then
      return jsonb_build_object('outcome', 'paused', 'retry_after_s', ceil(extract(epoch from paused_until - clock_timestamp())));
    elsif not is_right then
      perform private.take_wrong_code(proof);
      return jsonb_build_object('outcome', 'wrong_code');
    end if;
  elsif not is_right then
    return jsonb_build_object('outcome', 'wrong_code');
  end if;
  if proof.state not in ('asked', 'proven') or (proof.state = 'asked' and proof.expires_at <= now()) then
    return jsonb_build_object('outcome', 'expired');
  end if;
  select o.name into organization
  from public.registrations r left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id;
  if proof.state = 'asked' and not confirms then
    return jsonb_build_object('outcome', 'waits', 'purpose', 'change', 'organization_name', organization, 'mailbox', proof.email);
  elsif proof.state = 'asked' then
    perform private.take_mailbox(proof);
    delete from private.code_pauses c where c.mailbox_hash = private.address_hash(proof.email);
  end if;
  return jsonb_build_object('outcome', 'proven', 'purpose', 'change', 'organization_name', organization, 'mailbox', proof.email);
end
$$;
comment on function calls.prove_mailbox is '用验证码或链接确认邮箱';
select private.offer('prove_mailbox', 'service_role');

-- The new mailbox belongs to the contact now, and so do the registrations that were filed from the old one; who signs in with it
-- for the first time later takes them over then (my_registrations). Where the contact handed over to who filed a request, that person is
-- the contact.
create function private.take_mailbox(proof private.mailbox_proofs)
returns void
language plpgsql
set search_path = ''
as $$
declare
  place public.registrations;
  owner uuid := (select u.id from auth.users u where u.email = lower(proof.email::text) and u.email_confirmed_at is not null);
begin
  update private.mailbox_proofs p set state = 'proven', settled_at = clock_timestamp(), trouble = null where p.id = proof.id;
  update public.contacts k set email = proof.email, new_email = null, mailbox_verified_at = now() where k.registration_id = proof.registration_id;
  update public.contacts k set name = successor.name, post = successor.post, phone = successor.phone, mobile = successor.mobile
  from public.contacts successor where successor.registration_id = proof.request_id and k.registration_id = proof.registration_id;
  -- What one person wrote, and was told, is not for the next.
  update public.registrations r
  set writer = owner, note = case when proof.request_id is null then r.note end,
      decision_reason = case when proof.request_id is null then r.decision_reason end
  where r.id = proof.registration_id returning * into place;
  if place.state in ('approved', 'activated') then
    if proof.old_mailbox <> 'recovered' and proof.request_id is null then
      perform private.take_requests_along(place.organization_code, proof, owner);
    end if;
    perform private.hand_to_contact(place.organization_code);
  end if;
  perform private.tell_mailbox_change(proof);
end
$$;
comment on function private.take_mailbox is '新邮箱已确认：换好并发新链接';

-- The same person under another mailbox goes on with what it filed.
create function private.take_requests_along(organization_code text, proof private.mailbox_proofs, owner uuid)
returns void
language sql
set search_path = ''
begin atomic
  update public.contacts k set email = proof.email
  from public.registrations r
  where r.id = k.registration_id and r.organization_code = take_requests_along.organization_code and r.purpose <> 'register'
    and k.email operator(extensions.=) proof.previous_email;
  update public.registrations r set writer = owner
  from public.contacts k
  where r.id = k.registration_id and r.organization_code = take_requests_along.organization_code and r.purpose <> 'register'
    and k.email operator(extensions.=) proof.email;
end;
comment on function private.take_requests_along is '换了邮箱，自己提出的变更和增加账号跟着走';

-- The one rule of what follows when an organization's contact becomes another one, by a first registration, a change of mailbox or a recovery, be
-- it from the same mailbox: what was filed is known anew for whose it is; links that are out die; what is still sealed goes to the contact, with a
-- calendar of reminders of its own; what was opened or erased must be issued again.
create function private.hand_to_contact(organization_code text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  person public.contacts := private.present_contact(organization_code);
  live private.credentials;
begin
  update public.registrations r set from_present_contact = private.files_as_contact(r)
  where r.organization_code = hand_to_contact.organization_code and r.purpose <> 'register'
    and r.from_present_contact is distinct from private.files_as_contact(r);
  for live in
    select c.* from private.credentials c join public.accounts a on a.id = c.account_id
    where a.organization_code = hand_to_contact.organization_code and c.registration_id is not null
      and c.state not in ('activated', 'revoked') order by c.id for update of c
  loop
    update private.credentials c set registration_id = person.registration_id where c.id = live.id and c.registration_id <> person.registration_id;
    if live.sealed is not null and live.opened_at is null and live.erase_at > now() then
      perform private.send_link(live.id);
      update private.credentials c set first_sent_at = null, remind_at = null, reminders = 0, reminders_in_step = 0 where c.id = live.id;
    else
      perform private.cancel_mail(live.id, '联系人换了，链接已失效');
      update private.credentials c
      set generation = c.generation + 1, sealed = null, remind_at = null, reissue_requested_at = coalesce(c.reissue_requested_at, now())
      where c.id = live.id;
    end if;
  end loop;
end
$$;
comment on function private.hand_to_contact is '组织的联系人换了：旧链接失效，未打开的凭据发给现在的联系人';

create function private.tell_mailbox_change(proof private.mailbox_proofs)
returns void
language sql
set search_path = ''
begin atomic
  with place as (
    select o.code, o.name, private.greeted(r, k) as contact_name, r.state in ('approved', 'activated') as is_contact
    from public.registrations r join public.contacts k on k.registration_id = r.id
    left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id)
  select private.queue_mail('mailbox_changed', told.email, jsonb_build_object(
    'organization_name', place.name, 'organization_code', place.code, 'contact_name', told.name, 'reader', told.reader,
    'old_mailbox', private.masked(proof.previous_email), 'new_mailbox', private.masked(proof.email), 'asked_by', proof.asked_by))
  from place, lateral (
    -- Where another person followed, the name is no longer the one of who reads there.
    select proof.previous_email as email,
      case when proof.old_mailbox <> 'recovered' and proof.request_id is null then place.contact_name end as name, 'old' as reader
    union all select proof.email, place.contact_name, 'new'
    -- Of what somebody only filed the level above hears when it decides on it.
    union all select s.email, s.name, 'supervisor' from private.supervisor_mailboxes(place.code) s where place.is_contact) as told;
end;
comment on function private.tell_mailbox_change is '换好邮箱以后告诉旧邮箱、新邮箱和上级';

-- A contact's mailbox is one that somebody proved. Of the contact of an organization it is the one that the newest change leads to, from the
-- one that stands there: no other writing changes it. Before an approval it may also be one that signed in.
create function private.check_contact_mailbox()
returns trigger
language plpgsql
security definer -- proofs and logins are closed to the writer
set search_path = ''
as $$
declare
  place public.registrations;
  newest private.mailbox_proofs;
begin
  select * into place from public.registrations r where r.id = new.registration_id;
  select * into newest from private.mailbox_proofs p
  where p.registration_id = new.registration_id and p.state = 'proven' order by p.settled_at desc limit 1;
  if coalesce(newest.email operator(extensions.=) new.email and newest.previous_email operator(extensions.=) old.email, false) then return new; end if;
  if coalesce(place.purpose = 'register' and place.state in ('approved', 'activated'), false)
     or not exists (select from auth.users u where u.email = lower(new.email::text) and u.email_confirmed_at is not null) and not exists (
       select from private.mailbox_proofs p
       where p.previous_email operator(extensions.=) old.email and p.email operator(extensions.=) new.email and p.state = 'proven') then
    perform private.refuse('contact-mailbox-unproven', '邮箱要由对方用验证码确认：请填在 new_email，确认以后这里会自动改好', 'email');
  end if;
  return new;
end
$$;
comment on function private.check_contact_mailbox is '联系邮箱必须由对方确认过';
create trigger contacts_mailbox_is_proven before update of email on public.contacts
  for each row when (old.email operator(extensions.<>) new.email) execute function private.check_contact_mailbox();

-- The staff's door: they type the new address beside the old one.
create function private.follow_new_email()
returns trigger
language plpgsql
security definer -- proofs and the outbox are closed to the writer
set search_path = ''
as $$
begin
  if nullif(btrim(new.new_email), '') is null then
    new.new_email := null;
    -- Only the wish that stood here: the school or its supervisor may have made another one meanwhile.
    if exists (select from private.mailbox_proofs p where p.registration_id = new.registration_id and p.state = 'asked'
                 and p.asked_by = 'staff' and p.email operator(extensions.=) old.new_email::extensions.citext) then
      perform private.end_mailbox_change(new.registration_id);
    end if;
  else
    new.new_email := (private.ask_mailbox_change(new.registration_id, new.new_email, 'staff')).email;
  end if;
  return new;
end
$$;
comment on function private.follow_new_email is '工作人员填了新邮箱：发验证码';
create trigger contacts_ask_for_new_email before update of new_email on public.contacts
  for each row when (new.new_email is distinct from old.new_email) execute function private.follow_new_email();

-- What staff typed is cleared when another wish took its place.
create function private.clear_new_email(registration_id uuid)
returns void
language sql
set search_path = ''
begin atomic
  update public.contacts k set new_email = null where k.registration_id = clear_new_email.registration_id and k.new_email is not null;
end;
comment on function private.clear_new_email is '清空工作人员填的新邮箱';
