-- Mail as a transaction: the row is written with the change that causes it. A row carries what the mail says and never a
-- secret; a batch freezes up to a hundred rows in order before the first call, and every retry sends the same batch.

create type private.mail_kind as enum (
  'registration_received', 'registration_returned', 'registration_approved', 'registration_rejected',
  'registration_withdrawn', 'credential_link', 'activation_confirmed', 'mailbox_proof', 'mailbox_changed', 'credential_reminder',
  'activation_reminder', 'mailbox_check', 'desk_digest', 'recovery_asked', 'recovery_decided', 'bundle_link',
  'foreign_request', 'mailbox_question', 'mailbox_link');
create type private.mail_state as enum (
  'queued', 'batched', 'sent', 'delayed', 'delivered', 'bounced', 'suppressed', 'complained', 'failed', 'cancelled', 'unknown');
create type private.batch_state as enum ('sending', 'sent', 'failed', 'unknown', 'split');
create type private.batch_validation as enum ('strict', 'permissive');

create table private.mail_batches (
  id uuid primary key default gen_random_uuid(),
  state private.batch_state not null default 'sending',
  attempt integer not null default 0,
  lease_until timestamptz not null,
  next_attempt_at timestamptz not null default now(),
  first_claimed_at timestamptz not null default now(),
  settled_at timestamptz,
  reason text,
  daytime boolean not null default false,
  validation private.batch_validation not null default 'strict',
  claimed_at timestamptz,
  split_from uuid references private.mail_batches (id) on delete set null,
  searched_after text
);

comment on table private.mail_batches is '发信批次：一次最多一百封，内容固定，重试时不变';
comment on column private.mail_batches.id is '编号，也是发信时的幂等键';
comment on column private.mail_batches.state is '状态：sending 发送中，sent 已交给邮件服务商，failed 失败，unknown 不确定，split 已拆成新的批次';
comment on column private.mail_batches.attempt is '第几次尝试';
comment on column private.mail_batches.lease_until is '占用到什么时候';
comment on column private.mail_batches.next_attempt_at is '下次尝试时间';
comment on column private.mail_batches.first_claimed_at is '从什么时候起不确定；infinity 是确定还没有发出';
comment on column private.mail_batches.settled_at is '结束时间';
comment on column private.mail_batches.reason is '最近一次的原因';
comment on column private.mail_batches.daytime is '只在白天发的一批';
comment on column private.mail_batches.validation is '校验方式：strict 一封不合格整批退回，permissive 合格的照发';
comment on column private.mail_batches.claimed_at is '最近一次尝试的时间';
comment on column private.mail_batches.split_from is '从哪一批拆出来的';
comment on column private.mail_batches.searched_after is '核对不确定的信时，查到了哪一封';

create index mail_batches_sending_idx on private.mail_batches (next_attempt_at) where state = 'sending';
create index mail_batches_split_from_idx on private.mail_batches (split_from);
create index mail_batches_unknown_idx on private.mail_batches (next_attempt_at) where state = 'unknown';

alter table private.mail_batches enable row level security;
-- No policy on purpose: only the functions of the database read it.

insert into private.work_times (relation, time, waiting)
select 'private.mail_batches', time, $$state in ('sending', 'unknown')$$
from unnest('{lease_until,next_attempt_at,first_claimed_at,claimed_at}'::text[]) as time;

-- What the letters of a kind are about, beside the organization: a credential, the proof of a mailbox, a stranger's request, an answer to a
-- check, a bundle. Their link or code, where they carry one, is made from that row's id and its generation. Null: a letter that says something and asks for nothing.
create function private.mail_subject(kind private.mail_kind)
returns text
language plpgsql -- keeps its plan: a constraint asks it for every mail
immutable
parallel safe
set search_path = ''
as $$
begin
  return case
    when kind in ('credential_link', 'credential_reminder', 'activation_reminder') then 'credential'
    when kind in ('mailbox_proof', 'mailbox_link', 'mailbox_question') then 'proof'
    when kind = 'foreign_request' then 'request'
    when kind = 'mailbox_check' then 'answer'
    when kind = 'bundle_link' then 'bundle' end;
end
$$;
comment on function private.mail_subject is '这一类信关于什么：credential 凭据，proof 换邮箱，request 别的邮箱提出的登记，answer 邮箱检查的一行，bundle 转交包';

create table private.outbox (
  id uuid primary key default gen_random_uuid(),
  position bigint generated always as identity,
  kind private.mail_kind not null,
  recipient extensions.citext not null,
  payload jsonb not null,
  subject_id uuid,
  generation integer,
  state private.mail_state not null default 'queued',
  batch_id uuid references private.mail_batches (id) on delete restrict,
  provider_id text,
  reason text,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  recipient_hash bytea not null,
  not_before timestamptz,
  daytime boolean not null default false,
  event_at timestamptz,
  erase_at timestamptz,
  -- No foreign key: the subject stands in one of several tables, and a letter outlives it.
  constraint outbox_subject_is_whole check (
    (subject_id is null) = (private.mail_subject(kind) is null) and (generation is null) = (subject_id is null)),
  -- A mail may end before any batch took it.
  constraint outbox_batched_has_batch check (state <> 'batched' or batch_id is not null)
);

comment on table private.outbox is '发信队列：与引起它的改动在同一个事务里写入，不含任何密码';
comment on column private.outbox.id is '编号';
comment on column private.outbox.position is '次序';
comment on column private.outbox.kind is '种类';
comment on column private.outbox.recipient is '收件邮箱';
comment on column private.outbox.payload is '信里要说的事实';
comment on column private.outbox.subject_id is '信是关于哪一行的：哪份凭据、哪次换邮箱、检查的哪一行、哪个转交包、别的邮箱提出的哪件事';
comment on column private.outbox.generation is '链接的代数，或第几个验证码';
comment on column private.outbox.state is '状态：queued 排队，batched 已成批，sent 已发出，delayed 对方暂时不收，delivered 已送达，bounced 退信，suppressed 地址停用，complained 被标为垃圾邮件，failed 被拒收，cancelled 取消，unknown 不确定';
comment on column private.outbox.batch_id is '所在批次';
comment on column private.outbox.provider_id is '邮件服务商的编号';
comment on column private.outbox.reason is '失败原因';
comment on column private.outbox.created_at is '写入时间';
comment on column private.outbox.sent_at is '发出时间';
comment on column private.outbox.recipient_hash is '收件邮箱的散列';
comment on column private.outbox.not_before is '最早什么时候发；空为马上';
comment on column private.outbox.daytime is '只在白天发（提醒一类）';
comment on column private.outbox.event_at is '邮件服务商最近一次回报的时间';
comment on column private.outbox.erase_at is '从什么时候起抹去收件人和内容（自动）；已经抹去的，收件人写着已删除';

create index outbox_queued_idx on private.outbox (position) where state = 'queued';
create index outbox_batch_id_idx on private.outbox (batch_id);
create index outbox_subject_id_idx on private.outbox (subject_id) where subject_id is not null;
-- How many letters a mailbox had today.
create index outbox_recipient_hash_idx on private.outbox (recipient_hash, created_at);
create index outbox_waiting_hash_idx on private.outbox (recipient_hash) where state = 'queued';
create index outbox_provider_id_idx on private.outbox (provider_id) where provider_id is not null;
-- A link's mail that waits is found by what it is about, however many wait.
create index outbox_waiting_subject_idx on private.outbox (subject_id) where state = 'queued';
create index outbox_erase_at_idx on private.outbox (erase_at) where erase_at is not null;
create index outbox_digest_idx on private.outbox (recipient, created_at) where kind = 'desk_digest';

alter table private.outbox enable row level security;
-- No policy on purpose: only the functions of the database read it.

-- A letter whose link or code is dead before it went is not worth sending.
create function private.cancel_mail(subject_id uuid, reason text)
returns void
language plpgsql -- keeps its plan: it runs once for every link
set search_path = ''
as $$
begin
  update private.outbox o set state = 'cancelled', reason = cancel_mail.reason
  where o.subject_id = cancel_mail.subject_id and o.state = 'queued';
end
$$;
comment on function private.cancel_mail is '还没发的信不再发';

create table private.mail_pause (
  is_only_row boolean constraint "发信暂停已经有一行，改那一行" primary key default true constraint "发信暂停只有一行" check (is_only_row),
  paused_at timestamptz,
  reason text
);

comment on table private.mail_pause is '发信暂停：把 paused_at 改为空即恢复发信';
comment on column private.mail_pause.is_only_row is '只有一行';
comment on column private.mail_pause.paused_at is '暂停时间；清空即恢复';
comment on column private.mail_pause.reason is '暂停原因';
insert into private.mail_pause default values;

alter table private.mail_pause enable row level security;
-- No policy on purpose: only the functions of the database read it.

select private.guard_typed('private.mail_pause');
create trigger mail_pause_is_audited after insert or update or delete on private.mail_pause
  for each row execute function private.audit('is_only_row');
