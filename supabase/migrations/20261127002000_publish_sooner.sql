-- A third of a second keeps together what one click or one script changes; a whole second only kept the person waiting.
create or replace function private.publication_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
  select from private.publications p
  where (p.state = 'queued' and p.not_before <= now()
         and (p.changed_at < clock_timestamp() - interval '300 milliseconds' or p.requested_at < clock_timestamp() - interval '5 seconds'))
     or (p.state = 'building' and p.claimed_at < now() - interval '5 minutes'));
