-- A change or a further account that was filed from another mailbox than the present contact's (R088, R106). It may be a new teacher, or somebody
-- who wants the school's account. Staff see which it is not (registrations.from_present_contact), and their approval moves no credential
-- and no contact. The present contact hears of it at once and says yes or no at /my; a yes is the ordinary change of mailbox. Where it is
-- silent for 72 hours or its mail comes back, the case becomes a recovery, and a person at the level above telephones the number on
-- record and decides. Silence moves nothing.

create type private.foreign_request_state as enum ('asked', 'agreed', 'declined', 'silent', 'ended');

create table private.foreign_requests (
  id uuid primary key default gen_random_uuid(),
  request_id uuid not null constraint foreign_requests_one_a_request unique references public.registrations (id) on delete cascade,
  registration_id uuid not null references public.registrations (id) on delete cascade,
  state private.foreign_request_state not null default 'asked',
  asked_at timestamptz not null default now(),
  due_at timestamptz,
  settled_at timestamptz,
  constraint foreign_requests_end_is_whole check ((state = 'asked') = (settled_at is null))
);

comment on table private.foreign_requests is '别的邮箱提出的变更和增加账号：现在的联系人怎么说（自动）';
comment on column private.foreign_requests.id is '编号';
comment on column private.foreign_requests.request_id is '别的邮箱提出的哪份登记';
comment on column private.foreign_requests.registration_id is '问的是哪份登记的联系人';
comment on column private.foreign_requests.state is '状态：asked 在等答复，agreed 同意（接着换邮箱），declined 不同意，silent 没有答复，已转为找回，ended 不用再问';
comment on column private.foreign_requests.asked_at is '问的时间';
comment on column private.foreign_requests.due_at is '到什么时候没有答复就转为找回；空为还没有写信问';
comment on column private.foreign_requests.settled_at is '结束时间';

create index foreign_requests_registration_id_idx on private.foreign_requests (registration_id);
create index foreign_requests_due_idx on private.foreign_requests (due_at) where state = 'asked';

alter table private.foreign_requests enable row level security;
-- No policy on purpose: only the functions of the database write here, and staff read.

create trigger foreign_requests_are_audited after insert or update or delete on private.foreign_requests
  for each row execute function private.audit('id');

-- A contact gets few such letters a day, whatever strangers file and withdraw (letter budgets); what comes after stands at /my, and without
-- a letter no clock runs.
create function private.tell_of_foreign_request(request public.registrations)
returns void
language plpgsql
set search_path = ''
as $$
declare
  person public.contacts := private.present_contact(request.organization_code);
  asked private.foreign_requests;
  mail uuid;
begin
  if person.id is null then return; end if;
  insert into private.foreign_requests as q (request_id, registration_id)
  values (request.id, person.registration_id)
  on conflict (request_id) do update
    set registration_id = excluded.registration_id, state = 'asked', asked_at = now(), due_at = null, settled_at = null
    where q.state <> 'asked'
  returning * into asked;
  if asked.id is null then return; end if;
  select private.queue_mail('foreign_request', person.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code,
    'contact_name', person.name, 'purpose', request.purpose), asked.id, 1) into mail
  from public.organizations o where o.code = request.organization_code;
  if mail is not null then
    -- A mailbox that is known for dead has set it already. A letter that waits for the morning is answered from then on.
    update private.foreign_requests q
    set due_at = coalesce(q.due_at, coalesce((select m.not_before from private.outbox m where m.id = mail), now()) + interval '72 hours')
    where q.id = asked.id and q.state = 'asked';
  end if;
end
$$;
comment on function private.tell_of_foreign_request is '别的邮箱提出了变更或增加账号：写信问现在的联系人';

create function private.end_foreign_requests(request_id uuid)
returns void
language sql
set search_path = ''
begin atomic
  select private.cancel_mail(q.id, '不用再问') from private.foreign_requests q
  where q.state = 'asked' and end_foreign_requests.request_id in (q.request_id, q.registration_id);
  update private.foreign_requests q set state = 'ended', settled_at = now()
  where q.state = 'asked' and end_foreign_requests.request_id in (q.request_id, q.registration_id);
end;
comment on function private.end_foreign_requests is '登记撤回或不予通过：不用再问';

-- What turned out to be the contact's own needs no answer.
create function private.end_own_request()
returns trigger
language plpgsql
security definer -- foreign requests are closed to the writer
set search_path = ''
as $$
begin
  perform private.end_foreign_requests(new.id);
  return null;
end
$$;
comment on function private.end_own_request is '提出人成了联系人：不用再问';
create trigger registrations_end_own_request after update of from_present_contact on public.registrations
  for each row when (old.from_present_contact is false and new.from_present_contact) execute function private.end_own_request();

-- A request that is handed in again for another organization, or placed there by staff, is another one: what the contact before was asked
-- is over, its yes too, and the contact of the new place is asked.
create function private.ask_about_moved_request()
returns trigger
language plpgsql
security definer -- foreign requests are closed to the writer
set search_path = ''
as $$
begin
  perform private.end_foreign_requests(new.id);
  perform private.end_mailbox_change(p.registration_id) from private.mailbox_proofs p where p.request_id = new.id and p.state = 'asked';
  -- One that is handed in is told of as every one is (registrations_are_followed, which fires after this).
  if old.state = 'submitted' and new.state = 'submitted' and new.from_present_contact is false then
    perform private.tell_of_foreign_request(new);
  end if;
  return null;
end
$$;
comment on function private.ask_about_moved_request is '别的邮箱提出的登记改到另一个组织：原来的不再问，改问那个组织的联系人';
create trigger registrations_are_asked_about_anew after update on public.registrations
  for each row when (old.state <> 'draft' and (old.organization_code, old.purpose) is distinct from (new.organization_code, new.purpose))
  execute function private.ask_about_moved_request();

create function private.foreign_requests_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.foreign_requests q where q.state = 'asked' and q.due_at <= now());
end
$$;
comment on function private.foreign_requests_are_due is '有现在的联系人没有答复';

-- A request whose writer is gone has nobody who could be given anything.
create function private.raise_foreign_requests()
returns void
language plpgsql
set search_path = ''
as $$
declare
  unanswered private.foreign_requests;
  case_above private.recoveries;
begin
  for unanswered in
    update private.foreign_requests q set state = 'silent', settled_at = now() where q.state = 'asked' and q.due_at <= now() returning *
  loop
    insert into private.recoveries (organization_code, registration_id, asker, email, name, post, phone, mobile, why, request_id)
    select r.organization_code, unanswered.registration_id, r.writer, k.email, k.name, k.post, k.phone, k.mobile, 'person_left', r.id
    from public.registrations r join public.contacts k on k.registration_id = r.id
    where r.id = unanswered.request_id and r.writer is not null and not r.from_present_contact
      and exists (select from public.registrations f where f.id = unanswered.registration_id and f.organization_code = r.organization_code)
    on conflict do nothing returning * into case_above;
    if case_above.id is not null then perform private.ask_level_above(case_above); end if;
  end loop;
end
$$;
comment on function private.raise_foreign_requests is '现在的联系人没有答复：转为找回，请上级打电话核实';
insert into private.chores (name, position, due, work)
values ('别的邮箱提出、现在的联系人没有答复', 34, 'foreign_requests_are_due', 'raise_foreign_requests');

-- What the contact of a registration is asked: strangers' requests, and a change of mailbox that somebody else wants.
create function private.own_questions(registration_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select coalesce(jsonb_agg(q.question order by q.asked_at), '[]')
  from (
    select f.asked_at, jsonb_build_object('id', f.id, 'about', r.purpose, 'asked_by', null, 'mailbox', k.email, 'asked_at', f.asked_at, 'due_at', f.due_at) as question
    from private.foreign_requests f
    join public.registrations r on r.id = f.request_id
    join public.contacts k on k.registration_id = r.id
    where f.registration_id = own_questions.registration_id and f.state = 'asked'
    union all
    select p.asked_at, jsonb_build_object('id', p.id, 'about', 'mailbox', 'asked_by', p.asked_by, 'mailbox', p.email, 'asked_at', p.asked_at,
      'due_at', p.asked_at + interval '14 days')
    from private.mailbox_proofs p
    where p.registration_id = own_questions.registration_id and p.state = 'asked' and p.old_mailbox = 'asked' and p.expires_at > now()) q);
comment on function private.own_questions is '问现在的联系人的事：别人提出的登记，别人要换的邮箱';

-- The contact's yes or no. A yes gives the mailbox away, so it is worth as much as the school's own wish: newly signed in with it.
create function calls.answer_contact_question(question_id uuid, agrees boolean)
returns jsonb
language plpgsql
security definer -- proofs and foreign requests are closed to everybody
set search_path = ''
as $$
declare
  request private.foreign_requests;
  proof private.mailbox_proofs;
  person public.contacts;
begin
  select * into request from private.foreign_requests q where q.id = answer_contact_question.question_id for update;
  select * into proof from private.mailbox_proofs p where p.id = answer_contact_question.question_id for update;
  select k.* into person from public.contacts k
  where k.registration_id = coalesce(request.registration_id, proof.registration_id)
    and k.email operator(extensions.=) (select private.caller_email())::extensions.citext;
  if person.id is null then perform private.refuse('question-missing', '找不到要您答复的这件事'); end if;
  if request.state <> 'asked' or proof.state <> 'asked' or proof.old_mailbox <> 'asked' then
    perform private.refuse('question-settled', '这件事已经办完，不用再答复');
  end if;
  if answer_contact_question.agrees then
    if request.id is null then
      perform private.answer_of_old_mailbox(person, 'school');
      perform private.go_on_without_old(proof, 'agreed');
    else
      update private.foreign_requests q set state = 'agreed', settled_at = now() where q.id = request.id;
      select * into proof from private.ask_mailbox_change(person.registration_id,
        (select k.email::text from public.contacts k where k.registration_id = request.request_id), 'school', request.request_id);
    end if;
    return jsonb_build_object('outcome', 'code_sent', 'email', proof.email);
  elsif request.id is null then
    perform private.end_mailbox_change(person.registration_id);
    update private.mailbox_proofs p set old_mailbox = 'declined' where p.id = proof.id;
    perform private.clear_new_email(person.registration_id);
  else
    update private.foreign_requests q set state = 'declined', settled_at = now() where q.id = request.id;
  end if;
  return jsonb_build_object('outcome', 'declined');
end
$$;
comment on function calls.answer_contact_question is '现在的联系人答复：同意或不同意';
select private.offer('answer_contact_question', 'authenticated');
