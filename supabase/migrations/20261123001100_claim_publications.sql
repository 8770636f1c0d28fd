-- How a build takes its turn: the local stack and the function publish-site call these, nobody else.

-- Due: something is queued whose hour has come and whose last change is a second old (or whose first is five).
create function private.publication_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
  select from private.publications p
  where (p.state = 'queued' and p.not_before <= now()
         and (p.changed_at < clock_timestamp() - interval '1 second' or p.requested_at < clock_timestamp() - interval '5 seconds'))
     or (p.state = 'building' and p.claimed_at < now() - interval '5 minutes'));
comment on function private.publication_is_due is '是否该生成网站了';

-- Claims everything that is due as one publication; a build that died is claimed again after five minutes. A new change
-- goes before a retry, so that its own three attempts count.
create function public.claim_publication()
returns jsonb
language plpgsql
security definer -- the queue is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  claimed private.publications;
begin
  if not private.publication_is_due() then return null; end if;
  select * into claimed from private.publications p
  where (p.state = 'queued' and p.not_before <= now()) or (p.state = 'building' and p.claimed_at < now() - interval '5 minutes')
  order by p.attempt, p.id limit 1 for update skip locked;
  if claimed.id is null then return null; end if;
  delete from private.publications p
  where p.id in (select q.id from private.publications q
                 where q.state = 'queued' and q.not_before <= now() and q.id <> claimed.id for update skip locked);
  update private.publications p
  set state = 'building', claimed_at = clock_timestamp(), attempt = p.attempt + 1, error = null
  where p.id = claimed.id returning * into claimed;
  -- What an hour brings is a change too: only a higher revision proves that the site shows it.
  if claimed.reason like 'announcement-%' then
    update public.register_state s set revision = s.revision + 1, changed_at = clock_timestamp() where s.is_only_row;
  end if;
  return jsonb_build_object('id', claimed.id, 'reason', claimed.reason, 'attempt', claimed.attempt,
    'revision', (select s.revision from public.register_state s));
end
$$;
comment on function public.claim_publication is '领取一次发布';

-- Settles a claim. A failure is tried again after 30 seconds, at most three times; the next change starts anew.
create function public.settle_publication(publication_id bigint, succeeded boolean, revision bigint default null, error text default null)
returns void
language plpgsql
security definer -- the queue is closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  settled private.publications;
begin
  update private.publications p
  set state = case when succeeded then 'live'::private.publication_state else 'failed'::private.publication_state end,
      finished_at = clock_timestamp(), revision = settle_publication.revision, error = left(settle_publication.error, 2000)
  where p.id = publication_id and p.state = 'building'
  returning * into settled;
  if settled.id is not null and not succeeded and settled.attempt < 3 then
    insert into private.publications (reason, not_before, attempt)
    values (settled.reason, date_trunc('second', now()) + interval '30 seconds', settled.attempt)
    on conflict (not_before) where state = 'queued' do nothing;
  end if;
end
$$;
comment on function public.settle_publication is '记录发布结果';

-- After a crash of the machine that built: its claims are free again at once.
create function private.release_publications()
returns void
language sql
set search_path = ''
begin atomic
  update private.publications set state = 'failed', finished_at = clock_timestamp(), error = 'the builder stopped'
  where state = 'building';
  select private.queue_publication('builder-restarted')
  where exists (select from private.publications where error = 'the builder stopped' and finished_at > now() - interval '1 minute');
end;
comment on function private.release_publications is '生成网站的机器重启后，重新排队';

revoke execute on function public.claim_publication(), public.settle_publication(bigint, boolean, bigint, text)
  from public, anon, authenticated, service_role;
grant execute on function public.claim_publication(), public.settle_publication(bigint, boolean, bigint, text) to service_role;
revoke execute on function private.publication_is_due(), private.release_publications() from public, anon, authenticated, service_role;
