-- Before a campaign: a harmless question to every mailbox that nobody has proven for a year, with its own list of results. Staff begin
-- one by adding a row; who presses the button in the mail has proven the mailbox again, and so has everybody who signs in.

create table private.mailbox_checks (
  id bigint generated always as identity primary key,
  title text not null constraint mailbox_checks_title_is_said check (char_length(btrim(title)) between 2 and 60),
  older_than_days integer not null default 365 constraint mailbox_checks_age_is_positive check (older_than_days >= 1),
  started_at timestamptz not null default now(),
  mailboxes integer
);
comment on table private.mailbox_checks is '邮箱检查：加一行就开始，向很久没有确认过的联系邮箱发一封确认信';
comment on column private.mailbox_checks.id is '编号（自动）';
comment on column private.mailbox_checks.title is '名称，如“2027 年春季登记前”';
comment on column private.mailbox_checks.older_than_days is '多少天没有确认过的才问';
comment on column private.mailbox_checks.started_at is '开始时间（自动）';
comment on column private.mailbox_checks.mailboxes is '问了多少个邮箱（自动）';

create table private.mailbox_answers (
  id uuid primary key default gen_random_uuid(),
  check_id bigint not null references private.mailbox_checks (id) on delete cascade,
  email extensions.citext not null,
  mail_id uuid references private.outbox (id) on delete set null,
  answered_at timestamptz,
  constraint mailbox_answers_once_a_mailbox unique (check_id, email)
);
comment on table private.mailbox_answers is '邮箱检查的结果：每个邮箱一行';
comment on column private.mailbox_answers.id is '编号';
comment on column private.mailbox_answers.check_id is '哪次检查';
comment on column private.mailbox_answers.email is '邮箱';
comment on column private.mailbox_answers.mail_id is '发出的确认信';
comment on column private.mailbox_answers.answered_at is '确认时间';
create index mailbox_answers_mail_id_idx on private.mailbox_answers (mail_id);
alter table private.mailbox_checks enable row level security;
alter table private.mailbox_answers enable row level security;
-- No policy on purpose on both: only staff read them.

alter table private.outbox add column answer_id uuid references private.mailbox_answers (id) on delete set null;
comment on column private.outbox.answer_id is '邮箱检查中的哪一行';
create index outbox_answer_id_idx on private.outbox (answer_id);

-- The list that staff read: one word for each mailbox.
create view private.mailbox_check_results with (security_invoker = true) as
select c.title, a.email,
  case when a.answered_at is not null then '已确认'
       when m.state = 'delivered' then '已送达，没有确认'
       when m.state in ('bounced', 'complained', 'suppressed', 'failed') then '收不到信'
       when m.state in ('sent', 'delayed') then '已发出'
       when m.state in ('queued', 'batched') then '正在排队'
       else '不确定' end as result,
  case when a.answered_at is null then m.reason end as reason, a.answered_at,
  (select string_agg(coalesce(o.name, r.proposed_name), '、') from public.contacts k
   join public.registrations r on r.id = k.registration_id left join public.organizations o on o.code = r.organization_code
   where k.email = a.email and r.state in ('approved', 'activated')) as organizations
from private.mailbox_answers a
join private.mailbox_checks c on c.id = a.check_id
left join private.outbox m on m.id = a.mail_id;
comment on view private.mailbox_check_results is '邮箱检查的结果清单';
comment on column private.mailbox_check_results.title is '哪次检查';
comment on column private.mailbox_check_results.email is '邮箱';
comment on column private.mailbox_check_results.result is '结果';
comment on column private.mailbox_check_results.reason is '收不到信的原因';
comment on column private.mailbox_check_results.answered_at is '确认时间';
comment on column private.mailbox_check_results.organizations is '用这个邮箱的单位';

create function private.start_mailbox_check()
returns trigger
language plpgsql
security definer -- answers and the outbox are closed to the writer
set search_path = ''
as $$
declare
  asked integer;
begin
  insert into private.mailbox_answers (check_id, email)
  select distinct new.id, k.email
  from public.contacts k join public.registrations r on r.id = k.registration_id
  where r.state in ('approved', 'activated') and k.mailbox_verified_at < now() - make_interval(days => new.older_than_days);
  get diagnostics asked = row_count;
  with letters as (
    insert into private.outbox (kind, recipient, payload, answer_id, generation, daytime)
    select 'mailbox_check', a.email, jsonb_build_object('organization_name', named.organization_name, 'organization_code', named.organization_code,
      'contact_name', named.name), a.id, 1, true
    from private.mailbox_answers a, lateral (
      select k.name, o.name as organization_name, o.code as organization_code
      from public.contacts k join public.registrations r on r.id = k.registration_id join public.organizations o on o.code = r.organization_code
      where k.email = a.email and r.state in ('approved', 'activated') order by r.decided_at limit 1) as named
    where a.check_id = new.id order by a.email returning id, answer_id)
  update private.mailbox_answers a set mail_id = letters.id from letters where letters.answer_id = a.id;
  update private.mailbox_checks c set mailboxes = asked where c.id = new.id;
  return null;
end
$$;
comment on function private.start_mailbox_check is '开始检查：写信给每个很久没有确认过的邮箱';
create trigger mailbox_checks_start after insert on private.mailbox_checks
  for each row execute function private.start_mailbox_check();

create function private.mailbox_is_alive(email extensions.citext)
returns void
language sql
set search_path = ''
begin atomic
  update private.tasks t set closed_at = now()
  from public.contacts k
  where t.kind = 'mailbox' and t.closed_at is null and k.registration_id = t.registration_id and k.email = mailbox_is_alive.email;
  update public.contacts k set mailbox_verified_at = now() where k.email = mailbox_is_alive.email;
end;
comment on function private.mailbox_is_alive is '有人在这个邮箱里答复了';

-- As before, and for the question of a check, whose code does nothing but say that the mailbox is alive.
create or replace function public.prove_mailbox(proof_id uuid, code_number integer, is_right boolean)
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

-- Whoever signs in has shown that the mailbox is alive; said once a month, so that reading stays reading.
create or replace function private.adopt_registrations()
returns void
language sql
set search_path = ''
begin atomic
  update public.registrations r set writer = (select auth.uid())
  from public.contacts k
  where k.registration_id = r.id and r.writer is null and r.state <> 'draft'
    and k.email operator(extensions.=) (select private.caller_email())::extensions.citext;
  select private.mailbox_is_alive(k.email) from public.contacts k
  where k.email operator(extensions.=) (select private.caller_email())::extensions.citext
    and k.mailbox_verified_at < now() - interval '30 days' limit 1;
end;

create or replace function private.claimed_mails(batch_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'to', o.recipient, 'payload', o.payload,
    'credential_id', o.credential_id, 'generation', o.generation)
    || case when coalesce(o.proof_id, o.answer_id) is null then '{}' else jsonb_build_object('proof_id', coalesce(o.proof_id, o.answer_id)) end
    order by o.position)
  from private.outbox o where o.batch_id = claimed_mails.batch_id);

create trigger mailbox_checks_are_audited after insert or update or delete on private.mailbox_checks
  for each row execute function private.audit('id');

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.registrations_of_operator()
  to authenticated;
