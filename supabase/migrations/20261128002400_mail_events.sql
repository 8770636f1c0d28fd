-- What the provider reports of a mail. Each report is stored once and kept, known or not; a mail moves up in rank only, so
-- that reports end in one state in whatever order and however often they come. Addresses and subjects are not stored.

create table private.mail_events (
  svix_id text primary key,
  type text not null,
  mail_id uuid references private.outbox (id) on delete cascade,
  provider_id text,
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  reason text,
  detail jsonb not null default '{}'
);

comment on table private.mail_events is '邮件服务商的回报：每条只记一次，不含地址';
comment on column private.mail_events.svix_id is '回报的编号';
comment on column private.mail_events.type is '种类，如 email.delivered 已送达、email.bounced 退信';
comment on column private.mail_events.mail_id is '关于哪一封信；空为不是本系统排的信';
comment on column private.mail_events.provider_id is '邮件服务商的编号';
comment on column private.mail_events.happened_at is '发生时间';
comment on column private.mail_events.received_at is '收到时间';
comment on column private.mail_events.reason is '用普通话说的原因';
comment on column private.mail_events.detail is '技术细节';

create index mail_events_mail_id_idx on private.mail_events (mail_id);

alter table private.mail_events enable row level security;
-- No policy on purpose: only record_mail_event writes here, and staff read.

-- Later is stronger. `delivered` is above `delayed`, since a delayed mail may still arrive; what sets an end is above both.
create function private.mail_rank(state private.mail_state)
returns integer
language sql
immutable
set search_path = ''
return case state when 'sent' then 1 when 'delayed' then 2 when 'delivered' then 3 when 'failed' then 4 when 'suppressed' then 5
  when 'bounced' then 6 when 'complained' then 7 else 0 end;
comment on function private.mail_rank is '信的状态谁更晚、更确定';

create function private.state_of_event(type text)
returns private.mail_state
language sql
immutable
set search_path = ''
return case type when 'email.sent' then 'sent' when 'email.delivery_delayed' then 'delayed' when 'email.delivered' then 'delivered'
  when 'email.opened' then 'delivered' when 'email.clicked' then 'delivered' when 'email.failed' then 'failed'
  when 'email.suppressed' then 'suppressed' when 'email.bounced' then 'bounced' when 'email.complained' then 'complained'
  end::private.mail_state;
comment on function private.state_of_event is '回报对应的状态；空为不认识';

-- `event`: type, mail_id and provider_id where known, happened_at, reason, detail, address, and whether the address is dead.
-- Outcomes: `applied`, `repeated`, `kept` (unknown type, or a mail that is not ours).
create function calls.record_mail_event(svix_id text, event jsonb)
returns text
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  mail private.outbox;
  happened timestamptz := (event ->> 'happened_at')::timestamptz;
  hash bytea;
  reported private.mail_state := private.state_of_event(event ->> 'type');
begin
  select o.* into mail from private.outbox o where o.id = (event ->> 'mail_id')::uuid;
  if mail.id is null then
    select o.* into mail from private.outbox o where o.provider_id = event ->> 'provider_id' limit 1;
  end if;
  -- Whose mail it was has been erased: the report is known, and says nothing of anybody.
  if mail.recipient = '已删除' then event := jsonb_build_object('type', event -> 'type', 'mail_id', mail.id); end if;
  insert into private.mail_events (svix_id, type, mail_id, provider_id, happened_at, reason, detail)
  values (record_mail_event.svix_id, event ->> 'type', mail.id, event ->> 'provider_id', happened, event ->> 'reason',
          coalesce(event -> 'detail', '{}'))
  on conflict do nothing;
  if not found then return 'repeated'; end if;
  if event ->> 'type' = 'suppression.removed' then
    update private.suppressions s set state = 'lifted', changed_at = happened
    where s.address_hash = private.address_hash((event ->> 'address')::extensions.citext) and s.changed_at < happened;
    return 'applied';
  end if;
  if (event ->> 'is_dead')::boolean then
    hash := coalesce(mail.recipient_hash, private.address_hash((event ->> 'address')::extensions.citext));
    if hash is not null then perform private.suppress(hash, coalesce(event ->> 'reason', event ->> 'type'), happened); end if;
  end if;
  if mail.id is null or reported is null then return case when hash is null then 'kept' else 'applied' end; end if;

  perform from private.credentials c where c.id = mail.subject_id for update;
  update private.outbox o
  set state = reported, reason = coalesce(event ->> 'reason', o.reason), event_at = greatest(o.event_at, happened),
      sent_at = coalesce(o.sent_at, happened), provider_id = coalesce(o.provider_id, event ->> 'provider_id')
  where o.id = mail.id and o.state <> 'cancelled' and private.mail_rank(reported) > private.mail_rank(o.state)
  returning * into mail;
  if found then perform private.follow_mail(mail); end if;
  return 'applied';
end
$$;
comment on function calls.record_mail_event is '记下邮件服务商的一条回报，只记一次';
select private.offer('record_mail_event', 'service_role');

-- What a mail's state means for the credential whose present link it carries, for the change of mailbox that waits for its code, and for
-- the level above. The credential is locked before the mail, here and everywhere, so that a school's click and a provider's answer never
-- wait for each other in a ring.
create function private.follow_mail(mail private.outbox)
returns void
language plpgsql
set search_path = ''
as $$
declare
  is_dead boolean := mail.state in ('failed', 'bounced', 'suppressed', 'complained');
  followed private.credentials;
begin
  if mail.kind in ('mailbox_proof', 'mailbox_link') and is_dead then
    update private.mailbox_proofs p set trouble = mail.reason
    where p.id = mail.subject_id and p.state = 'asked' and p.code_number = mail.generation;
  end if;
  if mail.kind = 'mailbox_question' and is_dead then
    perform private.go_on_without_old(p, 'undeliverable') from private.mailbox_proofs p
    where p.id = mail.subject_id and p.state = 'asked' and p.old_mailbox = 'asked';
  elsif mail.kind = 'foreign_request' and is_dead then
    update private.foreign_requests q set due_at = now() where q.id = mail.subject_id and q.state = 'asked';
  end if;
  if is_dead or mail.state = 'delivered' then perform private.keep_mailbox_tasks(mail); end if;
  if private.mail_subject(mail.kind) is distinct from 'credential' then return; end if;
  select * into followed from private.credentials c
  where c.id = mail.subject_id and c.generation = mail.generation for update;
  if followed.id is null then return; end if;
  if mail.state in ('sent', 'delayed', 'delivered') and followed.state = 'queued' then
    update private.credentials c set state = 'sent', sent_at = coalesce(mail.sent_at, now()) where c.id = followed.id
    returning * into followed;
  end if;
  if mail.state = 'delivered' and followed.state = 'sent' then
    update private.credentials c set state = 'delivered', delivered_at = coalesce(mail.event_at, now()) where c.id = followed.id;
  elsif is_dead and followed.state in ('queued', 'sent', 'delivered', 'no_response') then
    update private.credentials c set state = 'undeliverable', trouble = mail.reason where c.id = followed.id;
  end if;
end
$$;
comment on function private.follow_mail is '信的状态变了，凭据跟着变';
