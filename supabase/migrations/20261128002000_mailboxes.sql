-- A wrong or dead mailbox is mended in one place (R099, R106): the school, its supervisor or staff name another one; a code goes
-- there and nothing else does; who enters the code proves the mailbox. Then the contact has it, every earlier link is dead, a new
-- one goes out, and old mailbox, new mailbox and supervisors are told. The code follows from (proof, number) under the functions'
-- secret, as a link's token does: nothing in the database can say it.

create type private.proof_state as enum ('asked', 'proven', 'withdrawn', 'expired');
create type private.proof_asker as enum ('school', 'supervisor', 'staff');

create table private.mailbox_proofs (
  id uuid primary key default gen_random_uuid(),
  registration_id uuid not null references public.registrations (id) on delete cascade,
  email extensions.citext not null constraint mailbox_proofs_email_is_plausible check (email ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$'),
  previous_email extensions.citext not null,
  asked_by private.proof_asker not null,
  state private.proof_state not null default 'asked',
  code_number integer not null default 1 constraint mailbox_proofs_codes_are_few check (code_number between 1 and 5),
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
comment on column private.mailbox_proofs.state is '状态：asked 等对方填验证码，proven 已确认并换好，withdrawn 已取消，expired 过期没有确认';
comment on column private.mailbox_proofs.code_number is '第几个验证码，以前的随之失效';
comment on column private.mailbox_proofs.wrong_codes is '这个验证码填错几次';
comment on column private.mailbox_proofs.trouble is '验证码为什么没有送到（自动）';
comment on column private.mailbox_proofs.asked_at is '提出时间';
comment on column private.mailbox_proofs.code_sent_at is '最近一次发验证码的时间';
comment on column private.mailbox_proofs.expires_at is '最迟什么时候确认';
comment on column private.mailbox_proofs.settled_at is '结束时间';

create index mailbox_proofs_registration_id_idx on private.mailbox_proofs (registration_id);
create unique index mailbox_proofs_one_asked on private.mailbox_proofs (registration_id) where state = 'asked';
create index mailbox_proofs_due_idx on private.mailbox_proofs (expires_at) where state = 'asked';

alter table private.mailbox_proofs enable row level security;
-- No policy on purpose: only the functions of the database write here, and staff read.

create trigger mailbox_proofs_are_audited after insert or update or delete on private.mailbox_proofs
  for each row execute function private.audit('id', 'email', 'previous_email');

-- The same address again sends another code; another address replaces the wish before.
create function private.ask_mailbox_change(registration_id uuid, typed text, asked_by private.proof_asker)
returns private.mailbox_proofs
language plpgsql
set search_path = ''
as $$
declare
  address extensions.citext := private.tidy_mailbox(typed);
  person public.contacts;
  proof private.mailbox_proofs;
begin
  select k.* into person from public.contacts k join public.registrations r on r.id = k.registration_id
  where k.registration_id = ask_mailbox_change.registration_id and r.state in ('submitted', 'returned', 'approved', 'activated')
  for update of k;
  if person.id is null then perform private.refuse('mailbox-no-contact', '这份登记没有可以更换的联系邮箱', 'email'); end if;
  if person.email operator(extensions.=) address then
    perform private.refuse('mailbox-same', '这就是现在的邮箱。邮箱已经能收信的，请直接要一个新的链接', 'email');
  end if;
  select * into proof from private.mailbox_proofs p
  where p.registration_id = ask_mailbox_change.registration_id and p.state = 'asked' for update;
  if proof.id is not null and proof.email operator(extensions.=) address and proof.expires_at > now() then
    if proof.code_sent_at > now() - interval '1 minute' then
      perform private.refuse('mailbox-code-recent', '一分钟内刚发过验证码，请先查看新邮箱和它的垃圾邮件', 'email');
    elsif proof.code_number >= 5 then
      perform private.refuse('mailbox-codes-used', '已经往这个邮箱发过五次验证码，请核对地址，或换一个邮箱', 'email');
    end if;
    update private.mailbox_proofs p set code_number = p.code_number + 1, wrong_codes = 0, trouble = null, code_sent_at = now(),
      expires_at = now() + interval '7 days'
    where p.id = proof.id returning * into proof;
  else
    perform private.end_mailbox_change(registration_id);
    insert into private.mailbox_proofs (registration_id, email, previous_email, asked_by)
    values (person.registration_id, address, person.email, ask_mailbox_change.asked_by) returning * into proof;
  end if;
  perform private.send_code(proof);
  return proof;
end
$$;
comment on function private.ask_mailbox_change is '提出换邮箱，并把验证码发到新邮箱';

create function private.send_code(proof private.mailbox_proofs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.cancel_mail(proof.id, '又发了新的验证码');
  perform private.lift_suppression(proof.email);
  perform private.queue_mail('mailbox_proof', proof.email, jsonb_build_object(
    'organization_name', coalesce(o.name, r.proposed_name), 'organization_code', o.code, 'asked_by', proof.asked_by),
    proof.id, proof.code_number)
  from public.registrations r left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id;
end
$$;
comment on function private.send_code is '把验证码发到要确认的邮箱';

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
  select jsonb_build_object('id', p.id, 'code_number', p.code_number, 'email', p.email, 'asked_by', p.asked_by, 'asked_at', p.asked_at,
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

-- The function that asks knows whether the code is right; the database decides whether it still counts. Five wrong ones end a code,
-- not the mailbox: another may be asked for. The code of a check does nothing but say that the mailbox is alive.
create function public.prove_mailbox(proof_id uuid, code_number integer, is_right boolean)
returns jsonb
language plpgsql
security definer -- proofs are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  proof private.mailbox_proofs;
  asked private.mailbox_answers;
  organization text;
begin
  select * into asked from private.mailbox_answers a where a.id = prove_mailbox.proof_id;
  if asked.id is not null then
    if not is_right or prove_mailbox.code_number <> 1 then return jsonb_build_object('outcome', 'wrong_code'); end if;
    if asked.answered_at is null then
      update private.mailbox_answers a set answered_at = now() where a.id = asked.id;
      perform private.mailbox_is_alive(asked.email);
    end if;
    return jsonb_build_object('outcome', 'proven', 'purpose', 'check', 'mailbox', asked.email,
      'organization_name', (select m.payload ->> 'organization_name' from private.outbox m where m.id = asked.mail_id));
  end if;

  select * into proof from private.mailbox_proofs p where p.id = prove_mailbox.proof_id for update;
  if proof.id is null or prove_mailbox.code_number is null or prove_mailbox.code_number > proof.code_number then
    return jsonb_build_object('outcome', 'wrong_code');
  elsif prove_mailbox.code_number < proof.code_number then
    return jsonb_build_object('outcome', 'superseded');
  elsif proof.wrong_codes >= 5 then
    return jsonb_build_object('outcome', 'too_many_codes');
  elsif not is_right then
    update private.mailbox_proofs p set wrong_codes = p.wrong_codes + 1 where p.id = proof.id;
    return jsonb_build_object('outcome', 'wrong_code');
  elsif proof.state not in ('asked', 'proven') or (proof.state = 'asked' and proof.expires_at <= now()) then
    return jsonb_build_object('outcome', 'expired');
  end if;
  select coalesce(o.name, r.proposed_name) into organization
  from public.registrations r left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id;
  if proof.state = 'asked' then perform private.take_mailbox(proof); end if;
  return jsonb_build_object('outcome', 'proven', 'purpose', 'change', 'organization_name', organization, 'mailbox', proof.email);
end
$$;
comment on function public.prove_mailbox is '用验证码确认新邮箱';
grant execute on function public.prove_mailbox(uuid, integer, boolean) to service_role;

-- The new mailbox belongs to the contact now, and so do the registrations that were filed from the old one; who signs in with it
-- for the first time later takes them over then (my_registrations).
create function private.take_mailbox(proof private.mailbox_proofs)
returns void
language plpgsql
set search_path = ''
as $$
begin
  update private.mailbox_proofs p set state = 'proven', settled_at = now(), trouble = null where p.id = proof.id;
  update public.contacts k set email = proof.email, new_email = null, mailbox_verified_at = now() where k.registration_id = proof.registration_id;
  update public.registrations r
  set writer = (select u.id from auth.users u where u.email = lower(proof.email::text) and u.email_confirmed_at is not null)
  where r.id = proof.registration_id;
  perform private.redirect_credentials(proof.registration_id);
  perform private.tell_mailbox_change(proof);
end
$$;
comment on function private.take_mailbox is '新邮箱已确认：换好并发新链接';

-- Links to the old mailbox die, what is still sealed goes to the new one; what was opened or erased must be issued again. A mended
-- mailbox is somebody else: the calendar of reminders begins anew.
create function private.redirect_credentials(registration_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  live private.credentials;
begin
  for live in
    select * from private.credentials c
    where c.registration_id = redirect_credentials.registration_id and c.state not in ('activated', 'revoked') order by c.id for update
  loop
    if live.sealed is not null and live.opened_at is null and live.erase_at > now() then
      perform private.send_link(live.id);
      update private.credentials c set first_sent_at = null, remind_at = null, reminders = 0 where c.id = live.id;
    else
      update private.credentials c
      set generation = c.generation + 1, sealed = null, remind_at = null, reissue_requested_at = coalesce(c.reissue_requested_at, now())
      where c.id = live.id;
    end if;
  end loop;
end
$$;
comment on function private.redirect_credentials is '换了邮箱：旧链接失效，未打开的凭据发到新邮箱';

create function private.tell_mailbox_change(proof private.mailbox_proofs)
returns void
language sql
set search_path = ''
begin atomic
  with place as (
    select o.code, coalesce(o.name, r.proposed_name) as name, k.name as contact_name
    from public.registrations r join public.contacts k on k.registration_id = r.id
    left join public.organizations o on o.code = r.organization_code where r.id = proof.registration_id)
  select private.queue_mail('mailbox_changed', told.email, jsonb_build_object(
    'organization_name', place.name, 'organization_code', place.code, 'contact_name', told.name, 'reader', told.reader,
    'old_mailbox', private.masked(proof.previous_email), 'new_mailbox', private.masked(proof.email), 'asked_by', proof.asked_by))
  from place, lateral (
    select proof.previous_email as email, place.contact_name as name, 'old' as reader
    union all select proof.email, place.contact_name, 'new'
    union all select s.email, s.name, 'supervisor' from private.supervisor_mailboxes(place.code) s) as told;
end;
comment on function private.tell_mailbox_change is '换好邮箱以后告诉旧邮箱、新邮箱和上级';

-- A contact's mailbox is one that somebody proved: by the code above, or by signing in with it.
create function private.check_contact_mailbox()
returns trigger
language plpgsql
security definer -- proofs and logins are closed to the writer
set search_path = ''
as $$
begin
  if not exists (select from private.mailbox_proofs p
                 where p.registration_id = new.registration_id and p.email operator(extensions.=) new.email and p.state = 'proven')
    and not exists (select from auth.users u where u.email = lower(new.email::text) and u.email_confirmed_at is not null) then
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
