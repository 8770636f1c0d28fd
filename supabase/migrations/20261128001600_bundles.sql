-- Hand-out through the level above (R047, R048, R082, R086): credentials of prefectures and counties go to the province, which hands them
-- on. A bundle is one link to one proven mailbox of a supervisor. What stands behind the link is the room of handovers.

create type private.bundle_state as enum ('open', 'closed');

create table private.bundles (
  id uuid constraint "转交包编号已经用过，请留空" primary key default gen_random_uuid(),
  organization_code text not null constraint "没有这个团委，或它还有转交包" references public.organizations (code) on delete restrict,
  title text not null constraint "转交包名称应为 2 至 60 个字" check (char_length(btrim(title)) between 2 and 60),
  email extensions.citext,
  state private.bundle_state not null default 'open',
  generation integer not null default 0 constraint "转交链接最多发二十次" check (generation between 0 and 20),
  link_expires_at timestamptz,
  created_at timestamptz not null default now(),
  constraint "没有结束的转交包要有邮箱" check (state = 'closed' or email is not null)
);

comment on table private.bundles is '转交包：一批凭据交给上级团委，由它逐个打开、逐个转交；录入时在 credential_intake 的 bundle 填这里的编号';
comment on column private.bundles.id is '编号';
comment on column private.bundles.organization_code is '交给哪个团委（编号）';
comment on column private.bundles.title is '名称，如“2027 年第一批县级账号”';
comment on column private.bundles.email is '收链接的邮箱：该团委已登录过的督导人员，留空自动填';
comment on column private.bundles.state is '状态：open 可用，closed 已结束（改成它，链接马上失效）';
comment on column private.bundles.generation is '第几个链接，旧链接随之失效（自动）';
comment on column private.bundles.link_expires_at is '链接有效到（自动）';
comment on column private.bundles.created_at is '建立时间（自动）';

create index bundles_organization_code_idx on private.bundles (organization_code);

alter table private.bundles enable row level security;
-- No policy on purpose: staff write, open-bundle and the desk read through functions.

select private.guard_typed('private.bundles');
create trigger bundles_are_audited after insert or update or delete on private.bundles
  for each row execute function private.audit('id', 'email');

-- The mailboxes of a committee that somebody signed in with.
create function private.bearer_mailboxes(organization_code text)
returns table (email extensions.citext, name text)
language sql
stable
set search_path = ''
begin atomic
  select s.email, s.name from public.staff_members s
  join auth.users u on u.email = lower(s.email::text) and u.email_confirmed_at is not null
  where s.role = 'supervisor' and s.organization_code = bearer_mailboxes.organization_code order by s.id;
end;
comment on function private.bearer_mailboxes is '一个团委已登录过的督导人员';

create function private.check_bundle()
returns trigger
language plpgsql
security definer -- logins are closed to the writer
set search_path = ''
as $$
begin
  new.title := private.tidy_name(new.title);
  if btrim(new.email::text) <> '' then new.email := private.tidy_mailbox(new.email::text); else new.email := null; end if;
  if new.title is null or char_length(new.title) not between 2 and 60 then
    perform private.refuse('bundle-title', '请写名称，2 至 60 个字', 'title');
  elsif not exists (select from public.organizations o join public.organization_kinds k on k.id = o.kind
                    where o.code = new.organization_code and k.is_committee and o.closed_on is null) then
    perform private.refuse('bundle-organization', '找不到这个团委，请填 organizations 里团委机关的编号', 'organization_code');
  end if;
  if new.email is null then
    select b.email into new.email from private.bearer_mailboxes(new.organization_code) b limit 1;
  end if;
  if new.email is null or not exists (select from private.bearer_mailboxes(new.organization_code) b where b.email operator(extensions.=) new.email) then
    perform private.refuse('bundle-mailbox', '链接只能发给该团委登录过督导台的督导人员：请先在 staff_members 加上，并请本人登录一次', 'email');
  end if;
  return new;
end
$$;
comment on function private.check_bundle is '检查转交包';
create trigger bundles_are_checked before insert or update of organization_code, title, email on private.bundles
  for each row when (new.state = 'open' or new.email is not null) execute function private.check_bundle();

-- A new link; the ones before are dead. The first, and one that was asked for, goes at any hour, as a school's does; only the link that
-- nobody asked for waits for the day.
create function private.send_bundle_link(bundle_id uuid, is_reminder boolean default false)
returns void
language plpgsql
set search_path = ''
as $$
declare
  bundle private.bundles;
begin
  perform private.cancel_mail(bundle_id, '又发了新的链接');
  update private.bundles b set generation = b.generation + 1, link_expires_at = date_trunc('second', now()) + interval '72 hours'
  where b.id = send_bundle_link.bundle_id returning * into bundle;
  perform private.lift_suppression(bundle.email);
  perform private.queue_mail('bundle_link', bundle.email, jsonb_build_object('organization_name', o.name, 'organization_code', o.code, 'title', bundle.title,
    'contact_name', (select b.name from private.bearer_mailboxes(o.code) b where b.email operator(extensions.=) bundle.email limit 1),
    'accounts', (select count(*) from private.credentials c where c.bundle_id = bundle.id and c.state = 'issued'),
    'link_expires_at', bundle.link_expires_at), bundle.id, bundle.generation, is_reminder)
  from public.organizations o where o.code = bundle.organization_code;
end
$$;
comment on function private.send_bundle_link is '发转交包的新链接；没有人要的只在白天发';

-- The first link when the first account is in, another where it ran out and accounts still wait, five in all; then the desk has them.
create function private.tend_bundles()
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
comment on function private.tend_bundles is '转交包到时间要发的链接';

create function private.bundles_are_due()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (
    select from private.bundles b
    where b.state = 'open' and coalesce(b.link_expires_at <= now(), true) and b.generation <= 5
      and exists (select from private.credentials c where c.bundle_id = b.id and c.state = 'issued' and c.sealed is not null));
end
$$;
comment on function private.bundles_are_due is '有转交包的链接要发';
insert into private.chores (name, position, due, work) values ('转交包的链接', 50, 'bundles_are_due', 'tend_bundles');
