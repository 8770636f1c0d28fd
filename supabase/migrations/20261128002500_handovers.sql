-- What stands behind a bundle's link, and the hand-out by telephone: a table of accounts, each opened and handed on by itself, each with a
-- line of its own in the audit. Nothing here puts a secret into a file, and what was handed on says who took it. The function open-bundle
-- proves the token; the database says whether it still opens: the bundle is open, the link is the newest and in time, and its mailbox still
-- belongs to a supervisor of that committee.

create type private.handover_way as enum ('bundle', 'telephone');

create table private.handovers (
  id bigint generated always as identity constraint "转交记录编号已经用过，请留空" primary key,
  way private.handover_way not null default 'telephone',
  organization_code text constraint "没有转交记录里的单位" references public.organizations (code) on delete cascade,
  platform text constraint "没有转交记录里的平台" references public.platforms (id) on update cascade on delete cascade,
  credential_id uuid constraint "没有这份凭据，或凭据有转交记录" references private.credentials (id) on delete restrict,
  asked_by text,
  answered_by text,
  note text,
  handed_on_at timestamptz not null default now()
);

comment on table private.handovers is '转交记录：电话转交的，加一行（组织、平台、谁来要、谁答复）；经转交包的自动记下';
comment on column private.handovers.id is '编号（自动）';
comment on column private.handovers.way is '途径：bundle 经上级转交，telephone 电话转交';
comment on column private.handovers.organization_code is '组织编号';
comment on column private.handovers.platform is '平台代号';
comment on column private.handovers.credential_id is '凭据编号；填了组织和平台的自动找到';
comment on column private.handovers.asked_by is '谁来要、谁领走：姓名和电话';
comment on column private.handovers.answered_by is '谁答复、谁转交：姓名';
comment on column private.handovers.note is '怎样核实的身份，等等';
comment on column private.handovers.handed_on_at is '转交时间（自动）';

create index handovers_organization_code_idx on private.handovers (organization_code);
create index handovers_platform_idx on private.handovers (platform);
create index handovers_credential_id_idx on private.handovers (credential_id);

alter table private.handovers enable row level security;
-- No policy on purpose: staff write, and open-bundle through hand_on.

select private.guard_typed('private.handovers');
create trigger handovers_are_audited after insert or update or delete on private.handovers
  for each row execute function private.audit('id', 'asked_by', 'answered_by', 'note');

-- A row is the hand-out: whatever link there was is dead, and what was sealed is erased.
create function private.hand_over()
returns trigger
language plpgsql
security definer -- credentials are closed to the writer
set search_path = ''
as $$
declare
  wanted private.credentials;
begin
  new.asked_by := private.tidy(new.asked_by);
  new.answered_by := private.tidy(new.answered_by);
  if new.asked_by is null or new.answered_by is null then
    perform private.refuse('handover-persons', '请写明谁来要（asked_by）、谁答复（answered_by）', 'asked_by');
  end if;
  select c.* into wanted from private.credentials c join public.accounts a on a.id = c.account_id
  where c.state not in ('activated', 'revoked') and case when new.credential_id is not null then c.id = new.credential_id
    else a.organization_code = private.tidy(new.organization_code) and a.platform = lower(private.tidy(new.platform)) end for update of c;
  if wanted.id is null then
    perform private.refuse('handover-credential', '这个单位在这个平台没有等待领取的凭据，请核对编号和平台', 'organization_code');
  end if;
  new.credential_id := wanted.id;
  select a.organization_code, a.platform into new.organization_code, new.platform from public.accounts a where a.id = wanted.account_id;
  if new.way = 'telephone' then
    update private.credentials c
    set state = 'opened', handed_on_at = now(), opened_at = coalesce(c.opened_at, now()), sealed = null, readable_until = null,
      generation = c.generation + 1
    where c.id = wanted.id;
  else
    update private.credentials c set handed_on_at = now() where c.id = wanted.id;
  end if;
  return new;
end
$$;
comment on function private.hand_over is '转交：旧链接失效，封存内容抹去';
create trigger handovers_hand_over before insert on private.handovers
  for each row execute function private.hand_over();

create function private.bundle_refusal(bundle private.bundles, generation integer)
returns jsonb
language sql
stable
set search_path = ''
return case
  when bundle.id is null or generation is null or generation > bundle.generation then jsonb_build_object('outcome', 'wrong_link')
  when bundle.state = 'closed' or not exists (
    select from private.bearer_mailboxes(bundle.organization_code) b where b.email operator(extensions.=) bundle.email)
    then jsonb_build_object('outcome', 'revoked')
  when generation < bundle.generation then jsonb_build_object('outcome', 'superseded')
  when bundle.link_expires_at <= now() then jsonb_build_object('outcome', 'expired')
end;
comment on function private.bundle_refusal is '转交包的链接打不开的原因';

create function calls.list_bundle(bundle_id uuid, generation integer)
returns jsonb
language plpgsql
security definer -- bundles are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  bundle private.bundles;
  refusal jsonb;
begin
  perform private.erase_due_credentials();
  select * into bundle from private.bundles b where b.id = list_bundle.bundle_id;
  refusal := private.bundle_refusal(bundle, generation);
  if refusal is not null then return refusal; end if;
  return jsonb_build_object('outcome', 'listed', 'title', bundle.title, 'link_expires_at', bundle.link_expires_at,
    'organization_name', (select o.name from public.organizations o where o.code = bundle.organization_code),
    'accounts', (
      select coalesce(jsonb_agg(jsonb_build_object('credential', c.id, 'organization_code', o.code, 'organization_name', o.name,
        'platform_name', p.name, 'nickname', a.nickname, 'state', c.state, 'can_open', c.state = 'issued' and c.sealed is not null,
        'opened_at', c.opened_at, 'handed_on_at', h.handed_on_at, 'taken_by', h.asked_by) order by o.path, p.sort_order), '[]')
      from private.credentials c
      join public.accounts a on a.id = c.account_id
      join public.organizations o on o.code = a.organization_code
      join public.platforms p on p.id = a.platform
      left join lateral (
        select n.handed_on_at, n.asked_by from private.handovers n where n.credential_id = c.id order by n.id desc limit 1) h on true
      where c.bundle_id = bundle.id and c.state <> 'revoked'));
end
$$;
comment on function calls.list_bundle is '转交包里的账号';
select private.offer('list_bundle', 'service_role');

create function calls.open_bundled(bundle_id uuid, generation integer, credential_id uuid, reader_hash text)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  bundle private.bundles;
  wanted private.credentials;
  refusal jsonb;
begin
  perform private.erase_due_credentials();
  select * into bundle from private.bundles b where b.id = open_bundled.bundle_id;
  refusal := private.bundle_refusal(bundle, generation);
  if refusal is not null then return refusal; end if;
  select * into wanted from private.credentials c where c.id = open_bundled.credential_id and c.bundle_id = bundle.id for update;
  if wanted.id is null then return jsonb_build_object('outcome', 'wrong_link'); end if;
  if wanted.state in ('activated', 'revoked') then return jsonb_build_object('outcome', wanted.state); end if;
  if wanted.state = 'opened' then
    if wanted.sealed is null or wanted.reader_hash is distinct from open_bundled.reader_hash then
      return jsonb_build_object('outcome', 'already_opened', 'opened_at', wanted.opened_at);
    end if;
  elsif wanted.state <> 'issued' or wanted.sealed is null then
    return jsonb_build_object('outcome', 'expired');
  else
    update private.credentials c
    set state = 'opened', opened_at = now(), readable_until = now() + interval '10 minutes', reader_hash = open_bundled.reader_hash
    where c.id = wanted.id returning * into wanted;
  end if;
  return (
    select jsonb_build_object(
      'outcome', 'opened', 'sealed', translate(encode(wanted.sealed, 'base64'), E'\n', ''),
      'organization_code', o.code, 'organization_name', o.name, 'platform_name', p.name, 'platform_home', p.home_url,
      'readable_until', wanted.readable_until)
    from public.accounts a
    join public.organizations o on o.code = a.organization_code
    join public.platforms p on p.id = a.platform
    where a.id = wanted.account_id);
end
$$;
comment on function calls.open_bundled is '打开转交包里的一个凭据';
select private.offer('open_bundled', 'service_role');

create function calls.hand_on(bundle_id uuid, generation integer, credential_id uuid, taken_by text)
returns jsonb
language plpgsql
security definer -- credentials are closed to everybody; execution is the service role's alone
set search_path = ''
as $$
declare
  bundle private.bundles;
  wanted private.credentials;
  refusal jsonb;
  taker text := private.tidy(taken_by);
begin
  select * into bundle from private.bundles b where b.id = hand_on.bundle_id;
  refusal := private.bundle_refusal(bundle, generation);
  if refusal is not null then return refusal; end if;
  select * into wanted from private.credentials c where c.id = hand_on.credential_id and c.bundle_id = bundle.id for update;
  if wanted.id is null then return jsonb_build_object('outcome', 'wrong_link'); end if;
  if wanted.state <> 'opened' then return jsonb_build_object('outcome', 'not_opened'); end if;
  if taker is null or char_length(taker) not between 2 and 60 then return jsonb_build_object('outcome', 'taker_missing'); end if;
  insert into private.handovers (way, organization_code, platform, credential_id, asked_by, answered_by)
  select 'bundle', a.organization_code, a.platform, wanted.id, taker,
    (select b.name from private.bearer_mailboxes(bundle.organization_code) b where b.email operator(extensions.=) bundle.email limit 1)
  from public.accounts a where a.id = wanted.account_id;
  return jsonb_build_object('outcome', 'handed_on');
end
$$;
comment on function calls.hand_on is '记下转交包里的凭据交给了谁';
select private.offer('hand_on', 'service_role');
