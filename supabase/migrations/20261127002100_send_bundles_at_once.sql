-- A bundle's first link, and one that was asked for, goes at any hour, as a school's does; only the link that nobody asked for waits for the day.
drop function private.send_bundle_link(uuid);
create function private.send_bundle_link(bundle_id uuid, is_reminder boolean default false)
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
    'link_expires_at', bundle.link_expires_at), bundle.id, bundle.generation, is_reminder
  from public.organizations o where o.code = bundle.organization_code;
end
$$;
comment on function private.send_bundle_link is '发转交包的新链接；没有人要的只在白天发';

create or replace function private.tend_bundles()
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
    if waiting.generation < 5 then perform private.send_bundle_link(waiting.id, waiting.generation > 0);
    else
      update private.bundles b set generation = b.generation + 1 where b.id = waiting.id;
      perform private.open_credential_task(c, 'no_response', '凭据交给上级转交，发了五次链接，还没有领走')
      from private.credentials c where c.bundle_id = waiting.id and c.state = 'issued';
    end if;
  end loop;
end
$$;

revoke execute on function private.send_bundle_link(uuid, boolean) from public, anon, authenticated, service_role;
