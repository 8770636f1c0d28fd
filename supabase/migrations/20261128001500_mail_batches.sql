-- How deliver-mail takes its turn. A batch is frozen before the first call and returned unchanged until it is settled; a lease
-- keeps a second worker away while the first one works.
--
-- One bad address must not sink ninety-nine, and a late worker must not undo what another one settled. A batch that was
-- refused ends, and its mails go on in new batches under new keys: the refused ones end with their reason. Batches begin
-- strict (all or nothing, so an answer is certain); what a strict answer refuses is tried once more in permissive mode,
-- whose answer names the mails; and what even that refuses whole is halved until one mail is left.
-- https://resend.com/docs/api-reference/emails/send-batch-emails

-- In order, and the same at every claim. A mail with a link or a code says what it is about.
create function private.claimed_mails(batch_id uuid)
returns jsonb
language sql
stable
set search_path = ''
return (
  select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'to', o.recipient, 'payload', o.payload,
    'subject_id', o.subject_id, 'generation', o.generation)
    order by o.position)
  from private.outbox o where o.batch_id = claimed_mails.batch_id);
comment on function private.claimed_mails is '一批信的内容';

create function calls.claim_mail(batch_limit integer default 100, lease_seconds integer default 60)
returns jsonb
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  claimed private.mail_batches;
  is_daytime boolean;
begin
  perform private.erase_due_credentials();
  if exists (select from private.mail_pause m where m.paused_at is not null) then return null; end if;
  perform private.give_up_doubtful();
  select * into claimed from private.mail_batches b
  where b.state = 'sending' and b.next_attempt_at <= now() and b.lease_until <= now() and (not b.daytime or not private.is_quiet(now()))
  order by b.first_claimed_at limit 1 for update skip locked;
  if claimed.id is null then
    select o.daytime into is_daytime from private.outbox o where o.state = 'queued' and private.is_sendable(o) order by o.position limit 1;
    if is_daytime is null then return null; end if;
    insert into private.mail_batches (lease_until, daytime) values (now(), is_daytime) returning * into claimed;
    update private.outbox o set state = 'batched', batch_id = claimed.id
    -- An array, because a subquery may be run once for every row, and then the limit holds for none.
    -- What may only go by day stays apart: a batch is retried as it is, at night too.
    where o.id = any (array(select q.id from private.outbox q
                            where q.state = 'queued' and q.daytime = is_daytime and private.is_sendable(q)
                            order by q.position limit least(batch_limit, 100) for update skip locked));
    if not found then
      delete from private.mail_batches b where b.id = claimed.id;
      return null;
    end if;
  end if;
  update private.mail_batches b
  set attempt = b.attempt + 1, lease_until = now() + make_interval(secs => lease_seconds),
      claimed_at = now(), first_claimed_at = case when b.attempt = 0 then now() else least(b.first_claimed_at, now()) end
  where b.id = claimed.id returning * into claimed;
  return jsonb_build_object(
    'batch_id', claimed.id, 'attempt', claimed.attempt, 'first_claimed_at', claimed.first_claimed_at,
    'validation', claimed.validation,
    'mails', private.claimed_mails(claimed.id));
end
$$;
comment on function calls.claim_mail is '领取一批信';
select private.offer('claim_mail', 'service_role');

-- `detail`: `attempt`, which this settles; `provider_ids` by place, null where refused; `refused`, `reason`, `after_seconds`;
-- `certain`, where the provider surely took nothing; `rest_seconds`, for which it wants no request from anybody.
create function calls.settle_mail(batch_id uuid, outcome text, detail jsonb default '{}')
returns void
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  settled private.mail_batches;
begin
  perform private.rest_provider(coalesce((detail ->> 'rest_seconds')::double precision, 0));
  select * into settled from private.mail_batches b where b.id = settle_mail.batch_id and b.state = 'sending' for update;
  if settled.id is null then return; end if;
  -- A worker that was away so long that another one has the batch now may only bring the good news.
  if outcome <> 'sent' and coalesce((detail ->> 'attempt')::integer, settled.attempt) <> settled.attempt then return; end if;
  perform from private.credentials c
  where c.id in (select o.subject_id from private.outbox o where o.batch_id = settled.id) order by c.id for update;
  if outcome = 'sent' then
    perform private.take_sent(settled, detail);
  elsif outcome = 'failed' then
    perform private.split_batch(settled, detail ->> 'reason', detail -> 'refused');
  elsif outcome = 'unknown' then
    perform private.doubt_batch(settled.id, detail ->> 'reason');
  else
    update private.mail_batches b
    set lease_until = now(), reason = detail ->> 'reason',
        next_attempt_at = now() + make_interval(secs => coalesce((detail ->> 'after_seconds')::double precision, 60)),
        -- Surely not taken, so there is no doubt yet, unless an earlier attempt left one.
        first_claimed_at = case when (outcome = 'paused' or (detail ->> 'certain')::boolean) and b.first_claimed_at >= b.claimed_at
                                then 'infinity' else b.first_claimed_at end
    where b.id = settled.id;
    if outcome = 'paused' then
      update private.mail_pause m set paused_at = now(), reason = detail ->> 'reason' where m.is_only_row;
    end if;
  end if;
end
$$;
comment on function calls.settle_mail is '记录一批信的结果';
select private.offer('settle_mail', 'service_role');

create function private.take_sent(batch private.mail_batches, detail jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  bad jsonb;
begin
  update private.mail_batches b set state = 'sent', settled_at = now(), reason = null where b.id = batch.id;
  update private.outbox o
  -- An event may have come before the answer and knows more.
  set state = case when o.state = 'batched' then 'sent' else o.state end::private.mail_state, sent_at = now(),
      provider_id = coalesce(detail -> 'provider_ids' ->> (numbered.place - 1)::integer, o.provider_id)
  from (select q.id, row_number() over (order by q.position) as place from private.outbox q where q.batch_id = batch.id) as numbered
  where o.id = numbered.id and not coalesce(detail -> 'refused', '[]') @> jsonb_build_array(jsonb_build_object('index', numbered.place - 1));
  for bad in select value from jsonb_array_elements(detail -> 'refused') loop
    perform private.fail_mail(
      (select o.id from private.outbox o where o.batch_id = batch.id order by o.position offset (bad ->> 'index')::integer limit 1),
      bad ->> 'reason');
  end loop;
  update private.credentials c set state = 'sent', sent_at = now()
  from private.outbox o
  where o.batch_id = batch.id and o.state = 'sent' and c.id = o.subject_id and c.generation = o.generation and c.state = 'queued';
end
$$;
comment on function private.take_sent is '这一批已交给邮件服务商';

-- `refused`: [{index, reason}] where the answer named mails, else nothing.
create function private.split_batch(batch private.mail_batches, reason text, refused jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  mails uuid[] := array(select o.id from private.outbox o where o.batch_id = batch.id order by o.position);
  bad jsonb;
begin
  if refused is null and cardinality(mails) = 1 then
    refused := jsonb_build_array(jsonb_build_object('index', 0, 'reason', reason));
  end if;
  update private.mail_batches b
  set state = case when jsonb_array_length(refused) = cardinality(mails) then 'failed' else 'split' end::private.batch_state,
      settled_at = now(), reason = split_batch.reason
  where b.id = batch.id;
  for bad in select value from jsonb_array_elements(refused) loop
    perform private.fail_mail(mails[(bad ->> 'index')::integer + 1], bad ->> 'reason');
  end loop;
  if refused is not null then
    perform private.rebatch(batch.id, array(
      select o.id from private.outbox o where o.batch_id = batch.id and o.state = 'batched'), batch.validation);
  elsif batch.validation = 'strict' then
    perform private.rebatch(batch.id, mails, 'permissive');
  else
    perform private.rebatch(batch.id, mails[: cardinality(mails) / 2], 'permissive');
    perform private.rebatch(batch.id, mails[cardinality(mails) / 2 + 1 :], 'permissive');
  end if;
end
$$;
comment on function private.split_batch is '被拒收的一批：坏的结束，其余换新批次再发';

-- `mails` go on in a new batch under a new key; certainly not sent so far.
create function private.rebatch(parent uuid, mails uuid[], validation private.batch_validation)
returns void
language plpgsql
set search_path = ''
as $$
declare
  heir uuid;
begin
  if coalesce(cardinality(mails), 0) = 0 then return; end if;
  insert into private.mail_batches (lease_until, first_claimed_at, validation, split_from, daytime)
  values (now(), 'infinity', rebatch.validation, parent, (select b.daytime from private.mail_batches b where b.id = parent))
  returning id into heir;
  update private.outbox o set batch_id = heir where o.id = any (mails);
end
$$;
comment on function private.rebatch is '把这些信放进新的一批';

create function private.fail_mail(mail_id uuid, reason text)
returns void
language plpgsql
set search_path = ''
as $$
declare
  refused private.outbox;
begin
  update private.outbox o set state = 'failed', reason = fail_mail.reason where o.id = mail_id and o.state in ('batched', 'unknown')
  returning * into refused;
  if found then perform private.follow_mail(refused); end if;
end
$$;
comment on function private.fail_mail is '这封信被拒收';

-- The provider forgets a key after 24 hours; an hour before, asking again stops being safe.
create function private.give_up_doubtful()
returns void
language plpgsql
set search_path = ''
as $$
declare
  doubtful uuid;
begin
  for doubtful in
    select b.id from private.mail_batches b
    where b.state = 'sending' and b.first_claimed_at < now() - interval '23 hours' and b.lease_until <= now()
    for update skip locked
  loop
    perform private.doubt_batch(doubtful, '23 小时内没有得到邮件服务商的确切答复');
  end loop;
end
$$;
comment on function private.give_up_doubtful is '23 小时没有确切答复的批次不再重发，改为核对';

-- Asked about an hour later, when the provider's own list is sure to show it.
create function private.doubt_batch(batch_id uuid, reason text)
returns void
language sql
set search_path = ''
begin atomic
  update private.mail_batches b
  set state = 'unknown', settled_at = now(), lease_until = now(), reason = doubt_batch.reason, next_attempt_at = now() + interval '1 hour'
  where b.id = doubt_batch.batch_id;
  update private.outbox o set state = 'unknown', reason = doubt_batch.reason
  where o.batch_id = doubt_batch.batch_id and o.state = 'batched';
end;
comment on function private.doubt_batch is '这一批是否发出不能确定';

-- A batch of whose fate nobody is sure, to be looked for in the provider's own list. `after` is where a search may go on;
-- `since` is where it ends.
create function calls.claim_unknown_mail(lease_seconds integer default 120)
returns jsonb
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  claimed private.mail_batches;
begin
  if exists (select from private.mail_pause m where m.paused_at is not null) then return null; end if;
  select * into claimed from private.mail_batches b
  where b.state = 'unknown' and b.next_attempt_at <= now() and b.lease_until <= now() order by b.next_attempt_at limit 1 for update skip locked;
  if claimed.id is null then return null; end if;
  update private.mail_batches b set lease_until = now() + make_interval(secs => lease_seconds) where b.id = claimed.id;
  return jsonb_build_object('batch_id', claimed.id, 'after', claimed.searched_after,
    'since', (select min(o.created_at) from private.outbox o where o.batch_id = claimed.id),
    'mails', coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'to', o.recipient) order by o.position)
                       from private.outbox o where o.batch_id = claimed.id and o.state = 'unknown'), '[]'));
end
$$;
comment on function calls.claim_unknown_mail is '领取一批要向邮件服务商核对的信';
select private.offer('claim_unknown_mail', 'service_role');

-- `matches`: {mail id: provider id}. `after`: where to go on; null when the search has reached its end, and then what was not
-- found was never taken, its key is long forgotten, and it goes out anew. `reason`: why it cannot be looked up.
create function calls.settle_unknown_mail(batch_id uuid, matches jsonb, after text, reason text default null)
returns void
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  settled private.mail_batches;
  one private.outbox;
begin
  select * into settled from private.mail_batches b where b.id = settle_unknown_mail.batch_id and b.state = 'unknown' for update;
  if settled.id is null then return; end if;
  for one in
    update private.outbox o set state = 'sent', sent_at = coalesce(o.sent_at, now()), provider_id = matches ->> o.id::text, reason = null
    where o.batch_id = settled.id and o.state = 'unknown' and matches ? o.id::text returning o.*
  loop
    perform private.follow_mail(one);
  end loop;
  if settle_unknown_mail.reason is not null then
    update private.mail_batches b set lease_until = now(), next_attempt_at = now() + interval '1 hour', reason = settle_unknown_mail.reason
    where b.id = settled.id;
  elsif after is not null then
    update private.mail_batches b set lease_until = now(), searched_after = after where b.id = settled.id;
  else
    update private.mail_batches b set state = 'split', settled_at = now(), reason = '已向邮件服务商核对' where b.id = settled.id;
    update private.outbox o set state = 'cancelled', batch_id = null, reason = '核对时链接已换新'
    where o.batch_id = settled.id and o.state = 'unknown' and private.mail_subject(o.kind) = 'credential' and not exists (
      select from private.credentials c where c.id = o.subject_id and c.generation = o.generation and c.state = 'queued');
    -- Whom it was for may have been erased meanwhile.
    update private.outbox o set state = case when o.erase_at <= now() then 'cancelled' else 'queued' end::private.mail_state, batch_id = null, reason = null
    where o.batch_id = settled.id and o.state = 'unknown';
  end if;
end
$$;
comment on function calls.settle_unknown_mail is '记录核对的结果';
select private.offer('settle_unknown_mail', 'service_role');
