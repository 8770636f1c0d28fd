-- How deliver-mail takes its turn. A batch is frozen before the first call and returned unchanged until it is settled; a lease
-- keeps a second worker away while the first one works.

create function private.mail_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
    select from private.credentials c
    where (c.state in ('queued', 'sent', 'delivered', 'no_response') and c.link_expires_at <= now())
       or (c.sealed is not null and (c.readable_until <= now() or c.erase_at <= now())))
  or (not exists (select from private.mail_pause m where m.paused_at is not null)
    and (exists (select from private.outbox o where o.state = 'queued')
      or exists (select from private.mail_batches b
                 where b.state = 'sending' and b.next_attempt_at <= now() and b.lease_until <= now())));
comment on function private.mail_is_due is '是否有信要发';

create function public.claim_mail(batch_limit integer default 100, lease_seconds integer default 60)
returns jsonb
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  claimed private.mail_batches;
begin
  perform private.erase_due_credentials();
  if exists (select from private.mail_pause m where m.paused_at is not null) then return null; end if;
  update private.mail_batches b set state = 'unknown', settled_at = now(), reason = 'no certain answer for 23 hours'
  where b.state = 'sending' and b.first_claimed_at < now() - interval '23 hours';
  update private.outbox o set state = 'unknown', reason = 'no certain answer for 23 hours'
  from private.mail_batches b where b.id = o.batch_id and b.state = 'unknown' and o.state = 'batched';

  select * into claimed from private.mail_batches b
  where b.state = 'sending' and b.next_attempt_at <= now() and b.lease_until <= now()
  order by b.first_claimed_at limit 1 for update skip locked;
  if claimed.id is null then
    insert into private.mail_batches (lease_until)
    select now() where exists (select from private.outbox o where o.state = 'queued')
    returning * into claimed;
    if claimed.id is null then return null; end if;
    update private.outbox o set state = 'batched', batch_id = claimed.id
    -- An array, because a subquery may be run once for every row, and then the limit holds for none.
    where o.id = any (array(select q.id from private.outbox q where q.state = 'queued'
                            order by q.position limit least(batch_limit, 100) for update skip locked));
    if not found then
      delete from private.mail_batches b where b.id = claimed.id;
      return null;
    end if;
  end if;
  update private.mail_batches b
  set attempt = b.attempt + 1, lease_until = now() + make_interval(secs => lease_seconds),
      first_claimed_at = least(b.first_claimed_at, now())
  where b.id = claimed.id returning * into claimed;
  return jsonb_build_object(
    'batch_id', claimed.id, 'attempt', claimed.attempt, 'first_claimed_at', claimed.first_claimed_at,
    'mails', (select jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'to', o.recipient, 'payload', o.payload,
                'credential_id', o.credential_id, 'generation', o.generation) order by o.position)
              from private.outbox o where o.batch_id = claimed.id));
end
$$;
comment on function public.claim_mail is '领取一批信';

create function public.settle_mail(batch_id uuid, outcome text, detail jsonb default '{}')
returns void
language plpgsql
security definer -- the outbox is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  settled private.mail_batches;
begin
  select * into settled from private.mail_batches b where b.id = settle_mail.batch_id and b.state = 'sending' for update;
  if settled.id is null then return; end if;
  if outcome = 'sent' then
    update private.mail_batches b set state = 'sent', settled_at = now(), reason = null where b.id = settled.id;
    update private.outbox o
    set state = 'sent', sent_at = now(), provider_id = detail -> 'provider_ids' ->> (numbered.place - 1)::integer
    from (select q.id, row_number() over (order by q.position) as place from private.outbox q where q.batch_id = settled.id) as numbered
    where o.id = numbered.id;
    update private.credentials c set state = 'sent', sent_at = now()
    from private.outbox o
    where o.batch_id = settled.id and c.id = o.credential_id and c.generation = o.generation and c.state = 'queued';
  elsif outcome = 'failed' then
    update private.mail_batches b set state = 'failed', settled_at = now(), reason = detail ->> 'reason' where b.id = settled.id;
    update private.outbox o set state = 'failed', reason = detail ->> 'reason' where o.batch_id = settled.id;
    update private.credentials c set state = 'undeliverable'
    from private.outbox o
    where o.batch_id = settled.id and c.id = o.credential_id and c.generation = o.generation and c.state = 'queued';
  else
    update private.mail_batches b
    set lease_until = now(), reason = detail ->> 'reason',
        next_attempt_at = now() + make_interval(secs => coalesce((detail ->> 'after_seconds')::double precision, 60))
    where b.id = settled.id;
    if outcome = 'paused' then
      update private.mail_pause m set paused_at = now(), reason = detail ->> 'reason' where m.is_only_row;
      -- Certainly refused, so the 23 hours of doubt begin anew with the claim after the pause.
      update private.mail_batches b set first_claimed_at = 'infinity' where b.id = settled.id;
    end if;
  end if;
end
$$;
comment on function public.settle_mail is '记录一批信的结果';

revoke execute on function public.claim_mail(integer, integer), public.settle_mail(uuid, text, jsonb)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_mail(integer, integer), public.settle_mail(uuid, text, jsonb) to service_role;
revoke execute on function private.mail_is_due() from public, anon, authenticated, service_role;
