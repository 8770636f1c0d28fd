-- The provider counts requests for the whole team, so all workers share one meter: each takes the next free moment and
-- waits for it. Whoever hears that the provider wants a rest moves that moment for everybody.

create table private.mail_meter (
  is_only_row boolean constraint "发信节奏已经有一行，改那一行" primary key default true constraint "发信节奏只有一行" check (is_only_row),
  per_second numeric not null default 2 constraint "每秒请求数要大于零" check (per_second > 0),
  free_at timestamptz not null default now(),
  quiet_from time not null default '21:00',
  quiet_until time not null default '08:00'
);

comment on table private.mail_meter is '发信节奏：所有发信程序共用';
comment on column private.mail_meter.is_only_row is '只有一行';
comment on column private.mail_meter.per_second is '每秒最多几次请求（一次最多一百封），按邮件服务商给的额度改';
comment on column private.mail_meter.free_at is '下一次可以请求的时间（自动）';
comment on column private.mail_meter.quiet_from is '提醒从几点起不发（北京时间）；与下一列相同就是全天都发';
comment on column private.mail_meter.quiet_until is '提醒从几点起可以发（北京时间）';
insert into private.mail_meter default values;

alter table private.mail_meter enable row level security;
-- No policy on purpose: only the functions of the database read it.

select private.guard_typed('private.mail_meter');

insert into private.work_times (relation, time, waiting) values ('private.mail_meter', 'free_at', 'true');

-- Whether a reminder would disturb somebody's night, by the clock of Shanghai.
create function private.is_quiet(at timestamptz)
returns boolean
language sql
stable
set search_path = ''
return (
  select case when m.quiet_from <= m.quiet_until then clock.time >= m.quiet_from and clock.time < m.quiet_until
              else clock.time >= m.quiet_from or clock.time < m.quiet_until end
  from private.mail_meter m, lateral (select (at at time zone 'Asia/Shanghai')::time as time) as clock);
comment on function private.is_quiet is '这个时候不发提醒';

-- Sendable now: not held for a later hour, nor for an address that the provider is still asked about.
create function private.is_sendable(mail private.outbox)
returns boolean
language sql
stable
set search_path = ''
return mail.state = 'queued' and coalesce(mail.not_before <= now(), true) and (not mail.daytime or not private.is_quiet(now()))
  and not exists (select from private.suppressions s where s.address_hash = mail.recipient_hash and s.state <> 'lifted');
comment on function private.is_sendable is '这封信现在可以发';

-- What the next request is for: to clear an address from the provider's own list, to send, or to look for mails of whose fate
-- nobody is sure. Null where nothing is to be done, or mail is paused.
create function private.next_mail_work()
returns text
language sql
stable
set search_path = ''
return case
  when exists (select from private.mail_pause m where m.paused_at is not null) then null
  when exists (select from private.suppressions s join private.outbox o on o.recipient_hash = s.address_hash and o.state = 'queued'
               where s.state = 'lifting' and s.next_try_at <= now()) then 'lift'
  when exists (select from private.mail_batches b where b.state = 'sending' and b.next_attempt_at <= now() and b.lease_until <= now()
                 and (not b.daytime or not private.is_quiet(now())))
    or exists (select from private.outbox o where o.state = 'queued' and private.is_sendable(o)) then 'mail'
  when exists (select from private.mail_batches b where b.state = 'unknown' and b.next_attempt_at <= now() and b.lease_until <= now())
    then 'unknown'
end;
comment on function private.next_mail_work is '下一次请求要做什么；空为没有要做的';

-- What the doorbell asks before it rings `deliver-mail`.
create function private.mail_is_due()
returns boolean
language plpgsql -- keeps its plan: the stack asks it again and again
stable
set search_path = ''
as $$
begin
  return private.chore_is_due() or private.next_mail_work() is not null;
end
$$;
comment on function private.mail_is_due is '是否有到时间的事，或有信要发';

-- Milliseconds to wait for one's turn; null where that is longer than one has the patience for, and then no turn is taken.
create function calls.take_provider_turn(patience_ms integer)
returns integer
language plpgsql
security definer -- the meter is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  meter private.mail_meter;
  starts timestamptz;
begin
  select * into meter from private.mail_meter m for update;
  starts := greatest(meter.free_at, clock_timestamp());
  if starts > clock_timestamp() + make_interval(secs => patience_ms / 1000.0) then return null; end if;
  update private.mail_meter m set free_at = starts + make_interval(secs => (1 / m.per_second)::double precision);
  return greatest(0, ceil(extract(epoch from starts - clock_timestamp()) * 1000))::integer;
end
$$;
comment on function calls.take_provider_turn is '排一次请求的时间，返回要等多少毫秒';
select private.offer('take_provider_turn', 'service_role');

create function calls.take_mail_turn(patience_ms integer default 25000)
returns jsonb
language plpgsql
security definer -- the queue is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  work text;
  wait_ms integer;
begin
  perform private.tend();
  work := private.next_mail_work();
  if work is null then
    return jsonb_build_object('outcome',
      case when exists (select from private.mail_pause m where m.paused_at is not null) then 'paused' else 'nothing' end);
  end if;
  wait_ms := calls.take_provider_turn(patience_ms);
  if wait_ms is null then return jsonb_build_object('outcome', 'later'); end if;
  return jsonb_build_object('outcome', work, 'wait_ms', wait_ms) || coalesce((
    -- The address stands in the mail that waits for it; the list itself cannot say it.
    select jsonb_build_object('address_hash', encode(s.address_hash, 'hex'), 'address', o.recipient)
    from private.suppressions s join private.outbox o on o.recipient_hash = s.address_hash and o.state = 'queued'
    where work = 'lift' and s.state = 'lifting' and s.next_try_at <= now() order by o.position limit 1), '{}');
end
$$;
comment on function calls.take_mail_turn is '下一次请求做什么、要等多久';
select private.offer('take_mail_turn', 'service_role');

create function private.rest_provider(seconds double precision)
returns void
language sql
set search_path = ''
begin atomic
  update private.mail_meter m set free_at = greatest(m.free_at, clock_timestamp() + make_interval(secs => seconds))
  where seconds > 0;
end;
comment on function private.rest_provider is '邮件服务商要求歇一会儿，所有发信程序都等';
