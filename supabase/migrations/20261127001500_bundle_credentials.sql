-- Hand-out through the level above (R047, R048, R082, R086): credentials of prefectures and counties go to the province, which hands them
-- on. A bundle is one link to one proven mailbox of a supervisor; behind it a table of accounts, each opened and handed on by itself, each
-- with a line of its own in the audit. Nothing here puts a secret into a file, and what was handed on says who took it.

create type private.bundle_state as enum ('open', 'closed');
create table private.bundles (
  id uuid primary key default gen_random_uuid(),
  organization_code text not null references public.organizations (code) on delete restrict,
  title text not null constraint bundles_title_is_said check (char_length(btrim(title)) between 2 and 60),
  email extensions.citext not null,
  state private.bundle_state not null default 'open',
  generation integer not null default 0 constraint bundles_links_are_few check (generation between 0 and 20),
  link_expires_at timestamptz,
  created_at timestamptz not null default now()
);
comment on table private.bundles is '转交包：一批凭据交给上级团委，由它逐个打开、逐个转交；录入时在 credential_intake 的 bundle 填这里的编号';
comment on column private.bundles.id is '编号';
comment on column private.bundles.organization_code is '交给哪个团委（编号）';
comment on column private.bundles.title is '名称，如“2027 年第一批县级账号”';
comment on column private.bundles.email is '收链接的邮箱：该团委已登录过的督导人员，留空自动填';
comment on column private.bundles.state is '状态：open 可用，closed 已结束（改成它，链接马上失效）';
comment on column private.bundles.generation is '第几个链接，旧链接随之失效（自动）';
comment on column private.bundles.link_expires_at is '链接有效到（自动）';
comment on column private.bundles.created_at is '建立时间（自动）';
create index bundles_organization_code_idx on private.bundles (organization_code);
alter table private.bundles enable row level security;
-- No policy on purpose: staff write, open-bundle and the desk read through functions.
create trigger bundles_are_audited after insert or update or delete on private.bundles
  for each row execute function private.audit('id', 'email');

alter table private.credentials
  alter column registration_id drop not null,
  add column bundle_id uuid references private.bundles (id) on delete restrict,
  add column handed_on_at timestamptz,
  add constraint credentials_go_somewhere check (registration_id is not null or bundle_id is not null);
comment on column private.credentials.bundle_id is '在哪个转交包里';
comment on column private.credentials.handed_on_at is '由上级或工作人员转交的时间';
create index credentials_bundle_id_idx on private.credentials (bundle_id);

alter table private.outbox
  add column bundle_id uuid references private.bundles (id) on delete set null,
  drop constraint outbox_link_is_whole,
  add constraint outbox_link_is_whole check (case kind
    when 'credential_link' then credential_id is not null and generation is not null
    when 'credential_reminder' then credential_id is not null and generation is not null
    when 'activation_reminder' then credential_id is not null and generation is not null
    when 'mailbox_check' then credential_id is null and generation is not null
    when 'mailbox_proof' then credential_id is null and generation is not null
    when 'bundle_link' then credential_id is null and generation is not null
    else credential_id is null and generation is null end);
comment on column private.outbox.bundle_id is '哪个转交包';
create index outbox_bundle_id_idx on private.outbox (bundle_id);

create type private.handover_way as enum ('bundle', 'telephone');
create table private.handovers (
  id bigint generated always as identity primary key,
  way private.handover_way not null default 'telephone',
  organization_code text references public.organizations (code) on delete cascade,
  platform text references public.platforms (id) on update cascade on delete cascade,
  credential_id uuid references private.credentials (id) on delete restrict,
  asked_by text,
  answered_by text,
  note text,
  handed_on_at timestamptz not null default now()
);
comment on table private.handovers is '转交记录：电话转交的，加一行（单位、平台、谁来要、谁答复）；经转交包的自动记下';
comment on column private.handovers.id is '编号（自动）';
comment on column private.handovers.way is '途径：bundle 经上级转交，telephone 电话转交';
comment on column private.handovers.organization_code is '单位编号';
comment on column private.handovers.platform is '平台代号';
comment on column private.handovers.credential_id is '凭据编号；填了单位和平台的自动找到';
comment on column private.handovers.asked_by is '谁来要、谁领走：姓名和电话';
comment on column private.handovers.answered_by is '谁答复、谁转交：姓名';
comment on column private.handovers.note is '怎样核实的身份，等等';
comment on column private.handovers.handed_on_at is '转交时间（自动）';
create index handovers_organization_code_idx on private.handovers (organization_code);
create index handovers_platform_idx on private.handovers (platform);
create index handovers_credential_id_idx on private.handovers (credential_id);
alter table private.handovers enable row level security;
-- No policy on purpose: staff write, and open-bundle through hand_on.
create trigger handovers_are_audited after insert or update or delete on private.handovers
  for each row execute function private.audit('id', 'asked_by', 'answered_by', 'note');

-- The mailboxes of a committee that somebody signed in with.
create function private.bearer_mailboxes(organization_code text)
returns table (email extensions.citext, name text)
language sql
stable
set search_path = ''
begin atomic
  select s.email, s.name from public.staff_members s
  join auth.users u on u.email = lower(s.email::text) and u.email_confirmed_at is not null
  where s.role = 'supervisor' and s.organization_code = bearer_mailboxes.organization_code order by s.id;
end;
comment on function private.bearer_mailboxes is '一个团委已登录过的督导人员';

create function private.check_bundle()
returns trigger
language plpgsql
security definer -- logins are closed to the writer
set search_path = ''
as $$
begin
  new.title := private.tidy_name(new.title);
  if new.title is null or char_length(new.title) not between 2 and 60 then
    perform private.refuse('bundle-title', '请写名称，2 至 60 个字', 'title');
  elsif not exists (select from public.organizations o where o.code = new.organization_code and o.kind = 'committee' and o.closed_on is null) then
    perform private.refuse('bundle-organization', '找不到这个团委，请填 organizations 里团委机关的编号', 'organization_code');
  end if;
  if new.email is null then
    select b.email into new.email from private.bearer_mailboxes(new.organization_code) b limit 1;
  end if;
  if new.email is null or not exists (select from private.bearer_mailboxes(new.organization_code) b where b.email operator(extensions.=) new.email) then
    perform private.refuse('bundle-mailbox', '链接只能发给该团委登录过督导台的督导人员：请先在 staff_members 加上，并请本人登录一次', 'email');
  end if;
  return new;
end
$$;
comment on function private.check_bundle is '检查转交包';
create trigger bundles_are_checked before insert or update of organization_code, title, email on private.bundles
  for each row execute function private.check_bundle();

-- A new link; the ones before are dead.
create function private.send_bundle_link(bundle_id uuid)
returns void
language plpgsql
set search_path = ''
as $$
declare
  bundle private.bundles;
begin
  update private.outbox o set state = 'cancelled', reason = '又发了新的链接' where o.bundle_id = send_bundle_link.bundle_id and o.state = 'queued';
  update private.bundles b set generation = b.generation + 1, link_expires_at = date_trunc('second', now()) + interval '72 hours'
  where b.id = send_bundle_link.bundle_id returning * into bundle;
  perform private.lift_suppression(bundle.email);
  insert into private.outbox (kind, recipient, payload, bundle_id, generation, daytime)
  select 'bundle_link', bundle.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code, 'title', bundle.title,
    'contact_name', (select b.name from private.bearer_mailboxes(o.code) b where b.email operator(extensions.=) bundle.email limit 1),
    'accounts', (select count(*) from private.credentials c where c.bundle_id = bundle.id and c.state = 'issued'),
    'link_expires_at', bundle.link_expires_at), bundle.id, bundle.generation, true
  from public.organizations o where o.code = bundle.organization_code;
end
$$;
comment on function private.send_bundle_link is '发转交包的新链接';

-- The first link when the first account is in, another where it ran out and accounts still wait, five in all; then the desk has them.
create function private.tend_bundles()
returns void
language plpgsql
set search_path = ''
as $$
declare
  waiting private.bundles;
begin
  for waiting in
    select * from private.bundles b
    where b.state = 'open' and coalesce(b.link_expires_at <= now(), true) and b.generation <= 5
      and exists (select from private.credentials c where c.bundle_id = b.id and c.state = 'issued' and c.sealed is not null)
    for update skip locked
  loop
    if waiting.generation < 5 then perform private.send_bundle_link(waiting.id);
    else
      update private.bundles b set generation = b.generation + 1 where b.id = waiting.id;
      perform private.open_credential_task(c, 'no_response', '凭据交给上级转交，发了五次链接，还没有领走')
      from private.credentials c where c.bundle_id = waiting.id and c.state = 'issued';
    end if;
  end loop;
end
$$;
comment on function private.tend_bundles is '转交包到时间要发的链接';

create or replace function private.tend_mail()
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform private.renew_unsent_links();
  perform private.erase_due_credentials();
  perform private.expire_proofs();
  perform private.remind_schools();
  perform private.tend_bundles();
  perform private.tell_supervisors();
  perform private.hold_back_suppressed();
end
$$;

create or replace function private.mail_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
    select from private.credentials c
    where (c.state in ('queued', 'sent', 'delivered') and c.link_expires_at <= now())
       or (c.sealed is not null and (c.readable_until <= now() or c.erase_at <= now())))
  or exists (select from private.mailbox_proofs p where p.state = 'asked' and p.expires_at <= now())
  or exists (select from private.bundles b where b.state = 'open' and coalesce(b.link_expires_at <= now(), true) and b.generation <= 5
    and exists (select from private.credentials c where c.bundle_id = b.id and c.state = 'issued' and c.sealed is not null))
  or (not private.is_quiet(now()) and (
    exists (select from private.tasks t where t.closed_at is null and t.tell_at <= now())
    or exists (select from private.credentials c where c.remind_at <= now())))
  or private.next_mail_work() is not null;

create or replace function private.claimed_mails(batch_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'to', o.recipient, 'payload', o.payload,
    'credential_id', o.credential_id, 'generation', o.generation)
    || case when coalesce(o.proof_id, o.answer_id, o.bundle_id) is null then '{}'
            else jsonb_build_object('proof_id', coalesce(o.proof_id, o.answer_id, o.bundle_id)) end
    order by o.position)
  from private.outbox o where o.batch_id = claimed_mails.batch_id);

-- As before, with the three steps of a hand-out that no link of the school makes.
create or replace function private.step_credential()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  if new.state <> old.state and not (old.state, new.state) in (
    ('issued', 'queued'), ('queued', 'sent'), ('queued', 'opened'), ('queued', 'undeliverable'),
    ('sent', 'delivered'), ('sent', 'opened'), ('sent', 'undeliverable'), ('sent', 'no_response'),
    ('delivered', 'opened'), ('delivered', 'undeliverable'), ('delivered', 'no_response'),
    ('queued', 'expired'), ('sent', 'expired'), ('delivered', 'expired'), ('expired', 'no_response'),
    ('no_response', 'opened'), ('no_response', 'undeliverable'), ('opened', 'activated'),
    ('sent', 'queued'), ('delivered', 'queued'), ('expired', 'queued'), ('no_response', 'queued'), ('undeliverable', 'queued'),
    ('issued', 'revoked'), ('queued', 'revoked'), ('sent', 'revoked'), ('delivered', 'revoked'), ('opened', 'revoked'),
    ('undeliverable', 'revoked'), ('no_response', 'revoked'), ('expired', 'revoked'))
    and not ((old.state, new.state) = ('issued', 'opened') and new.bundle_id is not null)
    and not ((old.state, new.state) in (('issued', 'opened'), ('undeliverable', 'opened'), ('expired', 'opened')) and new.handed_on_at is not null) then
    perform private.refuse('credential-transition', format('凭据不能从 %s 变为 %s', old.state, new.state), 'state');
  end if;
  if new.state in ('activated', 'revoked') then new.sealed := null; end if;
  if old.sealed is not null and new.sealed is null then new.erased_at := now(); end if;
  if old.sealed is null and new.sealed is not null then
    perform private.refuse('credential-erased', '抹去的凭据不能再写回，请重新录入', 'sealed');
  end if;
  if new.reminders > old.reminders and old.reminded_on = private.today() then
    perform private.refuse('credential-reminded-today', '今天已经提醒过，一天最多一次', 'reminders');
  end if;
  if new.state <> old.state then
    if new.state = 'queued' then new.trouble := null; end if;
    if new.state = 'sent' and new.first_sent_at is null then
      new.first_sent_at := now();
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'opened' then
      new.reminders_in_step := 0;
      new.remind_at := private.next_reminder(new);
    elsif new.state = 'undeliverable' then
      new.first_sent_at := null;
      new.remind_at := null;
    elsif new.state in ('no_response', 'activated', 'revoked') then
      new.remind_at := null;
    elsif old.state = 'no_response' and new.state = 'queued' then
      -- Somebody asked for a link after all: the calendar runs again from there, with what is left of the five.
      new.first_sent_at := null;
    end if;
  end if;
  return new;
end
$$;

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.registrations_of_operator()
  to authenticated;
