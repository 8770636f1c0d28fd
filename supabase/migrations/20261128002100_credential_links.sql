-- One credential's way to its school: the link that is sent, what opens behind it, and the confirmation. The functions open-credential and
-- confirm-activation prove the link's token before they call; the database decides whether it still opens.

-- A new generation of the link: 72 hours, the mail queued in the same transaction, earlier links dead.
create function private.send_link(credential_id uuid, kind private.mail_kind default 'credential_link')
returns void
language plpgsql
set search_path = ''
as $$
declare
  facts record;
  expires timestamptz := date_trunc('second', now()) + interval '72 hours';
begin
  -- The contact is read once nobody else holds the credential: whoever hands it to another contact has it in hand until that stands.
  perform from private.credentials c where c.id = send_link.credential_id for update;
  select c.generation, c.state, k.email, k.name as contact_name, o.name as organization_name, p.name as platform_name
  into strict facts
  from private.credentials c
  join public.accounts a on a.id = c.account_id
  join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform
  join private.present_contact(o.code) k on k.registration_id = c.registration_id
  where c.id = send_link.credential_id;
  perform private.cancel_mail(credential_id, '又发了新的链接');
  update private.credentials c
  set state = 'queued', queued_at = now(), sent_at = null, delivered_at = null,
      link_expires_at = least(expires, c.erase_at),
      generation = facts.generation + case when facts.state = 'issued' then 0 else 1 end
  where c.id = send_link.credential_id returning generation, link_expires_at into facts.generation, expires;
  perform private.queue_mail(send_link.kind, facts.email, jsonb_build_object(
    'organization_name', facts.organization_name, 'platform_name', facts.platform_name,
    'contact_name', facts.contact_name, 'link_expires_at', expires),
    send_link.credential_id, facts.generation, send_link.kind = 'credential_reminder');
end
$$;
comment on function private.send_link is '发新链接，旧链接失效';

-- A new link to the same mailbox; where mail to it was stopped, whoever asks says that it works again.
create function private.send_link_again(wanted private.credentials)
returns jsonb
language plpgsql
set search_path = ''
as $$
begin
  if wanted.state in ('activated', 'revoked') then
    perform private.refuse('credential-ended', '这份凭据已经启用或作废，不需要新链接');
  elsif wanted.registration_id is null then
    perform private.refuse('credential-bundled', '这份凭据经上级转交，没有单位自己的链接');
  elsif wanted.sealed is null or wanted.erase_at <= now() or wanted.opened_at is not null then
    update private.credentials c set reissue_requested_at = coalesce(c.reissue_requested_at, now()) where c.id = wanted.id;
    return jsonb_build_object('outcome', 'asked');
  elsif wanted.queued_at > now() - interval '10 minutes' and wanted.state <> 'undeliverable' then
    perform private.refuse('credential-link-recent', '十分钟内已经发过一次，请先查看邮箱和垃圾邮件箱');
  end if;
  perform private.lift_suppression(k.email) from public.contacts k where k.registration_id = wanted.registration_id;
  perform private.send_link(wanted.id);
  return jsonb_build_object('outcome', 'queued');
end
$$;
comment on function private.send_link_again is '再发一个链接到原来的邮箱';

-- A link whose time ran out while its mail still waited (a pause of days) is made anew: nobody has seen the old one. A reminder is renewed
-- as the reminder it was, and the next one waits a day from there.
create function private.renew_unsent_links()
returns void
language plpgsql
set search_path = ''
as $$
declare
  unsent record;
begin
  for unsent in
    select c.id, o.kind from private.credentials c
    join private.outbox o on o.subject_id = c.id and o.generation = c.generation and o.state = 'queued'
    where c.state = 'queued' and c.link_expires_at <= now() and c.sealed is not null and c.erase_at > now()
    for update of c skip locked
  loop
    perform private.send_link(unsent.id, unsent.kind);
    if unsent.kind = 'credential_reminder' then
      update private.credentials c set reminded_on = private.today(), remind_at = greatest(c.remind_at, now() + interval '1 day')
      where c.id = unsent.id;
    end if;
  end loop;
end
$$;
comment on function private.renew_unsent_links is '还没发出链接就过期的，换新链接';

create function private.unsent_links_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (
    select from private.credentials c
    where c.state = 'queued' and c.link_expires_at <= now() and c.sealed is not null and c.erase_at > now()
      and exists (select from private.outbox o where o.subject_id = c.id and o.generation = c.generation and o.state = 'queued'));
end
$$;
comment on function private.unsent_links_are_due is '有链接还没发出就过期';
-- Before the erasure of what is due, which would take such a link for one that nobody opened.
insert into private.chores (name, position, due, work) values ('还没发出就过期的链接换新', 10, 'unsent_links_are_due', 'renew_unsent_links');

-- A link that opens nothing any more is not worth a mail.
create function private.cancel_dead_link()
returns trigger
language plpgsql
security definer -- the outbox is closed to the writer
set search_path = ''
as $$
begin
  perform private.cancel_mail(new.id, '链接已失效');
  return null;
end
$$;
comment on function private.cancel_dead_link is '链接失效，还没发的信取消';
create trigger credentials_cancel_mail after update of state on private.credentials
  for each row when (old.state <> new.state and new.state in ('opened', 'activated', 'expired', 'revoked'))
  execute function private.cancel_dead_link();

-- Wrong tokens are counted by address and never lock a credential.

create table private.attempts (
  bucket text not null,
  window_start timestamptz not null,
  count integer not null default 1,
  primary key (bucket, window_start)
);

comment on table private.attempts is '失败次数（按来源散列，不含地址）';
comment on column private.attempts.bucket is '来源';
comment on column private.attempts.window_start is '时段起点';
comment on column private.attempts.count is '次数';

alter table private.attempts enable row level security;
-- No policy on purpose: only the counting functions read it.

create index attempts_window_start_idx on private.attempts (window_start);

-- Counts one more in this window, and says how many that makes.
create function private.count_attempt(bucket text, window_seconds integer)
returns integer
language sql
set search_path = ''
begin atomic
  insert into private.attempts as a (bucket, window_start)
  values (count_attempt.bucket, to_timestamp(floor(extract(epoch from now()) / window_seconds) * window_seconds))
  on conflict (bucket, window_start) do update set count = a.count + 1
  returning a.count;
end;
comment on function private.count_attempt is '记一次，返回这一时段的次数';

-- The longest window has a day, and the names of the sources are others every day; what is older tells nobody anything.
create function private.attempts_are_old()
returns boolean
language sql
stable
set search_path = ''
return exists (select from private.attempts a where a.window_start < now() - interval '2 days');
comment on function private.attempts_are_old is '是否有过了时段的计数';

create function private.forget_attempts()
returns void
language sql
set search_path = ''
begin atomic
  delete from private.attempts a where a.window_start < now() - interval '2 days';
end;
comment on function private.forget_attempts is '删除过了时段的计数';
insert into private.chores (name, position, due, work) values ('删除过时的计数', 95, 'attempts_are_old', 'forget_attempts');

create function calls.take_attempt(bucket text, allowed integer, window_seconds integer)
returns boolean
language sql
security definer -- the counter is closed to everybody; execution is the service role's alone
set search_path = ''
return private.count_attempt(bucket, window_seconds) <= allowed;
comment on function calls.take_attempt is '记一次失败，返回是否还在限度之内';
select private.offer('take_attempt', 'service_role');

-- Why a link does not open, or null where it does. Generations before the present one are superseded.
create function private.link_refusal(credential private.credentials, generation integer)
returns jsonb
language sql
stable
set search_path = ''
return case
  when credential.id is null or generation is null or generation > credential.generation then jsonb_build_object('outcome', 'wrong_link')
  when credential.state = 'activated' then jsonb_build_object('outcome', 'activated')
  when credential.state = 'revoked' then jsonb_build_object('outcome', 'revoked')
  when generation < credential.generation then jsonb_build_object('outcome', 'superseded')
end;
comment on function private.link_refusal is '链接打不开的原因';

create function calls.open_credential(credential_id uuid, generation integer, reader_hash text)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted private.credentials;
  refusal jsonb;
begin
  perform private.erase_due_credentials();
  select * into wanted from private.credentials c where c.id = open_credential.credential_id for update;
  refusal := private.link_refusal(wanted, generation);
  if refusal is not null then return refusal; end if;
  if wanted.state = 'opened' then
    if wanted.sealed is null or wanted.reader_hash is distinct from open_credential.reader_hash then
      return jsonb_build_object('outcome', 'already_opened', 'opened_at', wanted.opened_at);
    end if;
  elsif wanted.state in ('expired', 'undeliverable') or wanted.sealed is null or wanted.link_expires_at <= now() then
    return jsonb_build_object('outcome', 'expired');
  else
    update private.credentials c
    set state = 'opened', opened_at = now(), readable_until = now() + interval '10 minutes', reader_hash = open_credential.reader_hash
    where c.id = wanted.id returning * into wanted;
  end if;
  return (
    select jsonb_build_object(
      'outcome', 'opened', 'sealed', translate(encode(wanted.sealed, 'base64'), E'\n', ''),
      'organization_code', o.code, 'organization_name', o.name, 'platform_name', p.name, 'platform_home', p.home_url,
      'readable_until', wanted.readable_until)
    from public.accounts a
    join public.organizations o on o.code = a.organization_code
    join public.platforms p on p.id = a.platform
    where a.id = wanted.account_id);
end
$$;
comment on function calls.open_credential is '打开凭据：只打开一次，同一浏览器十分钟内可再看';
select private.offer('open_credential', 'service_role');

create function calls.confirm_activation(credential_id uuid, generation integer, checklist text[])
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  wanted private.credentials;
  refusal jsonb;
  place record;
begin
  select * into wanted from private.credentials c where c.id = confirm_activation.credential_id for update;
  refusal := private.link_refusal(wanted, generation);
  if refusal ->> 'outcome' <> 'activated' then return refusal; end if;
  if wanted.state not in ('opened', 'activated') then return jsonb_build_object('outcome', 'not_opened'); end if;
  if not confirm_activation.checklist @> private.required_items() and wanted.state = 'opened' then
    return jsonb_build_object('outcome', 'checklist_incomplete');
  end if;
  if wanted.state = 'opened' then wanted := private.activate(wanted, confirm_activation.checklist); end if;
  select o.code, o.name into place
  from public.accounts a join public.organizations o on o.code = a.organization_code where a.id = wanted.account_id;
  return jsonb_build_object('outcome', 'confirmed', 'organization_code', place.code, 'organization_name', place.name,
    'activated_at', wanted.activated_at);
end
$$;
comment on function calls.confirm_activation is '学校确认账号已启用';
select private.offer('confirm_activation', 'service_role');

create function private.activate(wanted private.credentials, checklist text[])
returns private.credentials
language plpgsql
set search_path = ''
as $$
begin
  update private.credentials c set state = 'activated', activated_at = now(), checklist = activate.checklist
  where c.id = wanted.id returning * into wanted;
  update public.accounts a
  set opened_on = coalesce(a.opened_on, private.today()), handed_over_on = coalesce(a.handed_over_on, private.today())
  where a.id = wanted.account_id;
  -- The first registration, and the one that asked for this account.
  update public.registrations r set state = 'activated'
  from public.accounts a
  where a.id = wanted.account_id and r.state = 'approved' and (r.id = wanted.registration_id
    or r.organization_code = a.organization_code and r.purpose = 'add_account' and r.wanted_platform = a.platform);
  perform private.queue_mail('activation_confirmed', k.email, jsonb_build_object(
    'organization_name', o.name, 'organization_code', o.code, 'platform_name', p.name, 'contact_name', k.name))
  from public.accounts a join public.organizations o on o.code = a.organization_code
  join public.platforms p on p.id = a.platform join public.contacts k on k.registration_id = wanted.registration_id
  where a.id = wanted.account_id;
  return wanted;
end
$$;
comment on function private.activate is '启用：抹去凭据，记下移交日期，写信确认';
