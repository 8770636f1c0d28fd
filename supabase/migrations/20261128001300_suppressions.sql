-- Addresses that mail must not go to any more (R099): returned for good, or whose owner called it spam. Only a keyed hash is
-- kept, so that the list outlives the deletion of a person. A mail to such an address ends where it is written, and whoever
-- waits for it hears of it at once.

create table private.address_key (
  is_only_row boolean primary key default true constraint address_key_has_one_row check (is_only_row),
  secret bytea not null default extensions.gen_random_bytes(32)
);

comment on table private.address_key is '邮箱散列用的密钥：有它才能从地址算出散列';
comment on column private.address_key.is_only_row is '只有一行';
comment on column private.address_key.secret is '密钥（自动产生，不要改）';
insert into private.address_key default values;

alter table private.address_key enable row level security;
-- No policy on purpose: only address_hash reads it.

create function private.address_hash(address extensions.citext)
returns bytea
language plpgsql -- keeps its plan: it runs once for every mail
stable
set search_path = ''
as $$
begin
  return (select extensions.hmac(convert_to(lower(address::text), 'UTF8'), k.secret, 'sha256') from private.address_key k);
end
$$;
comment on function private.address_hash is '邮箱的散列，大小写不论';

create type private.suppression_state as enum ('standing', 'lifting', 'lifted');

create table private.suppressions (
  address_hash bytea primary key,
  state private.suppression_state not null default 'standing',
  reason text not null,
  changed_at timestamptz not null default now(),
  lifts integer not null default 0,
  next_try_at timestamptz not null default now()
);

comment on table private.suppressions is '停用的邮箱（散列，不含地址）：退信或被标为垃圾邮件，不再发信';
comment on column private.suppressions.address_hash is '邮箱的散列';
comment on column private.suppressions.state is '状态：standing 停用，lifting 正在请邮件服务商恢复，lifted 已恢复';
comment on column private.suppressions.reason is '停用的原因';
comment on column private.suppressions.changed_at is '最近一次变化的时间';
comment on column private.suppressions.lifts is '恢复过几次';
comment on column private.suppressions.next_try_at is '最早什么时候再请邮件服务商恢复';

alter table private.suppressions enable row level security;
-- No policy on purpose: only the functions of the database read it.

insert into private.work_times (relation, time, waiting) values ('private.suppressions', 'next_try_at', $$state = 'lifting'$$);

create trigger suppressions_are_audited after insert or update or delete on private.suppressions
  for each row execute function private.audit('address_hash');

-- Ends what waits for a suppressed address. Any number of workers may run it at once. A frozen batch that the provider surely has not
-- taken is frozen anew where an address in it was suppressed meanwhile.
create function private.hold_back_suppressed()
returns void
language plpgsql
set search_path = ''
as $$
declare
  waiting record;
  held private.outbox;
  frozen private.mail_batches;
begin
  for frozen in
    select b.* from private.mail_batches b
    where b.state = 'sending' and b.first_claimed_at = 'infinity' and b.lease_until <= now() and exists (
      select from private.outbox o join private.suppressions s on s.address_hash = o.recipient_hash
      where o.batch_id = b.id and o.state = 'batched' and s.state = 'standing')
    for update skip locked
  loop
    update private.outbox o set state = 'queued', batch_id = null
    from private.suppressions s
    where o.batch_id = frozen.id and o.state = 'batched' and s.address_hash = o.recipient_hash and s.state = 'standing';
    update private.mail_batches b set state = 'split', settled_at = now(), reason = '有的地址已停用' where b.id = frozen.id;
    perform private.rebatch(frozen.id, array(select o.id from private.outbox o where o.batch_id = frozen.id), frozen.validation);
  end loop;
  for waiting in
    select o.id, o.subject_id, s.reason from private.outbox o join private.suppressions s on s.address_hash = o.recipient_hash
    where o.state = 'queued' and s.state = 'standing'
  loop
    perform from private.credentials c where c.id = waiting.subject_id for update;
    update private.outbox o set state = 'suppressed', reason = waiting.reason
    where o.id = waiting.id and o.state = 'queued' returning * into held;
    if found then perform private.follow_mail(held); end if;
  end loop;
end
$$;
comment on function private.hold_back_suppressed is '发往停用邮箱的信不再发出';

create function private.suppressed_mail_waits()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (
      select from private.outbox o join private.suppressions s on s.address_hash = o.recipient_hash
      where o.state = 'queued' and s.state = 'standing')
    or exists (
      select from private.mail_batches b join private.outbox o on o.batch_id = b.id
      join private.suppressions s on s.address_hash = o.recipient_hash
      where b.state = 'sending' and b.first_claimed_at = 'infinity' and b.lease_until <= now() and o.state = 'batched' and s.state = 'standing');
end
$$;
comment on function private.suppressed_mail_waits is '有信要发往停用的邮箱';
insert into private.chores (name, position, due, work) values ('发往停用邮箱的信不再发出', 90, 'suppressed_mail_waits', 'hold_back_suppressed');

create function private.hold_back_new_mail()
returns trigger
language plpgsql
security definer -- suppressions are closed to the writer
set search_path = ''
as $$
begin
  if exists (select from private.suppressions s where s.address_hash = new.recipient_hash and s.state = 'standing') then
    perform private.hold_back_suppressed();
  end if;
  return null;
end
$$;
comment on function private.hold_back_new_mail is '发往停用邮箱的信写入时就结束';
create trigger outbox_holds_back after insert on private.outbox
  for each row execute function private.hold_back_new_mail();

-- Later news wins, in whatever order it arrives.
create function private.suppress(hash bytea, reason text, happened_at timestamptz)
returns void
language plpgsql
set search_path = ''
as $$
begin
  insert into private.suppressions as s (address_hash, reason, changed_at) values (hash, reason, happened_at)
  on conflict (address_hash) do update set state = 'standing', reason = excluded.reason, changed_at = excluded.changed_at
  where s.changed_at < excluded.changed_at;
  perform private.hold_back_suppressed();
end
$$;
comment on function private.suppress is '停用一个邮箱';

-- Somebody says that the address works again. The provider keeps a list of its own, which deliver-mail clears first; until
-- then nothing goes out. Once a day, so that a dead address cannot be tried for ever.
create function private.lift_suppression(address extensions.citext)
returns void
language plpgsql
set search_path = ''
as $$
declare
  standing private.suppressions;
begin
  select * into standing from private.suppressions s where s.address_hash = private.address_hash(address) for update;
  if standing.address_hash is null or standing.state <> 'standing' then return; end if;
  if standing.lifts > 0 and standing.changed_at > now() - interval '1 day' then
    perform private.refuse('mailbox-suppressed',
      format('这个邮箱刚刚又没有收到信（%s），请明天再试，或换一个邮箱', standing.reason), 'email');
  end if;
  update private.suppressions s set state = 'lifting', changed_at = now(), lifts = s.lifts + 1
  where s.address_hash = standing.address_hash;
end
$$;
comment on function private.lift_suppression is '请求恢复一个停用的邮箱';

create function calls.settle_suppression_lift(address_hash text, lifted boolean)
returns void
language sql
security definer -- the list is closed to everybody; execution is the service role's alone
set search_path = ''
begin atomic
  update private.suppressions s
  set state = case when lifted then 'lifted' else s.state end::private.suppression_state,
      changed_at = case when lifted then now() else s.changed_at end, next_try_at = now() + interval '5 minutes'
  where s.address_hash = decode(settle_suppression_lift.address_hash, 'hex') and s.state = 'lifting';
end;
comment on function calls.settle_suppression_lift is '邮件服务商恢复了这个邮箱，或者没有答复';
select private.offer('settle_suppression_lift', 'service_role');
