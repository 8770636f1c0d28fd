-- Which public rows changed at which revision, so that a build reads only those, and what of it is news for whoever follows the
-- register: added, registered, renamed, moved, closed, open again, verified, no longer verified. Keys and public facts only. A deletion that a
-- truncate or the like would do leaves no key behind: what is not logged is found by the build's own count.

create type public.register_event as enum (
  'added', 'registered', 'renamed', 'moved', 'closed', 'reopened', 'verified', 'unverified');

create table public.register_changes (
  id bigint generated always as identity primary key,
  revision bigint not null,
  relation text not null
    constraint register_changes_relation_is_public check (relation in ('divisions', 'platforms', 'organizations', 'accounts')),
  row_key text not null
);

comment on table public.register_changes is '名录每个版本改了哪些公开的行（自动），网站据此只更新变化的页面';
comment on column public.register_changes.id is '次序';
comment on column public.register_changes.revision is '版本号';
comment on column public.register_changes.relation is '表';
comment on column public.register_changes.row_key is '行的编号';

create index register_changes_revision_idx on public.register_changes (revision);

alter table public.register_changes enable row level security;
-- It tells of public rows alone.
create policy "visitors read what changed" on public.register_changes for select to anon, authenticated using (true);
grant select (id, revision, relation, row_key) on public.register_changes to anon, authenticated;

create table public.register_events (
  id bigint generated always as identity primary key,
  happened_at timestamptz not null default clock_timestamp(),
  event public.register_event not null,
  organization_code text not null references public.organizations (code) on delete cascade,
  name text not null,
  previous text,
  platform text references public.platforms (id) on update cascade on delete cascade,
  account text
);

comment on table public.register_events is '名录动态（自动）：新增、登记、改名、迁移、撤销、恢复、认证';
comment on column public.register_events.id is '次序';
comment on column public.register_events.happened_at is '时间';
comment on column public.register_events.event is '事件：added 新增，registered 登记通过，renamed 改名，moved 换了上级或地区，closed 撤销，reopened 撤销后恢复，verified 账号认证，unverified 账号不再是官方账号';
comment on column public.register_events.organization_code is '组织编号';
comment on column public.register_events.name is '当时的名称';
comment on column public.register_events.previous is '原名称（改名时）或原区划（迁移时）';
comment on column public.register_events.platform is '账号所在平台（账号事件）';
comment on column public.register_events.account is '账号昵称或账号名（账号事件）';

create index register_events_organization_code_idx on public.register_events (organization_code);
create index register_events_platform_idx on public.register_events (platform);

alter table public.register_events enable row level security;
-- It tells of public rows alone.
create policy "visitors read the news of the register" on public.register_events for select to anon, authenticated using (true);
grant select (id, happened_at, event, organization_code, name, previous, platform, account)
  on public.register_events to anon, authenticated;

-- Runs after note_public_change of the same statement (triggers go by name), so the revision is the one that it gave.
create function private.log_change(relation text, keys text[])
returns void
language sql
set search_path = ''
begin atomic
  insert into public.register_changes (revision, relation, row_key)
  select s.revision, log_change.relation, key from public.register_state s, unnest(keys) as key;
end;
comment on function private.log_change is '记下一个版本改了哪些行';

create function private.log_place_changes()
returns trigger
language plpgsql
security definer -- the log is closed to the writer
set search_path = ''
as $$
begin
  perform private.log_change(tg_table_name, (select array_agg(to_jsonb(c) ->> tg_argv[0]) from changed c));
  return null;
end
$$;
comment on function private.log_place_changes is '记下改了哪些区划或平台';
create trigger divisions_inserted_publicly_logged after insert on public.divisions referencing new table as changed
  for each statement execute function private.log_place_changes('code');
create trigger divisions_updated_publicly_logged after update on public.divisions referencing new table as changed
  for each statement execute function private.log_place_changes('code');
create trigger divisions_deleted_publicly_logged after delete on public.divisions referencing old table as changed
  for each statement execute function private.log_place_changes('code');
create trigger platforms_inserted_publicly_logged after insert on public.platforms referencing new table as changed
  for each statement execute function private.log_place_changes('id');
create trigger platforms_updated_publicly_logged after update on public.platforms referencing new table as changed
  for each statement execute function private.log_place_changes('id');
create trigger platforms_deleted_publicly_logged after delete on public.platforms referencing old table as changed
  for each statement execute function private.log_place_changes('id');

create function private.log_organization_changes()
returns trigger
language plpgsql
security definer -- the log is closed to the writer
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    perform private.log_change('organizations', (
      select array_agg(c.code) from changed c join was w on w.code = c.code
      where (to_jsonb(c) - 'updated_at') <> (to_jsonb(w) - 'updated_at')));
    insert into public.register_events (event, organization_code, name, previous)
    select news.event, c.code, c.name, news.previous
    from changed c join was w on w.code = c.code,
    lateral (values
      ('registered'::public.register_event, w.registered_on is null and c.registered_on is not null, null),
      ('renamed', w.name <> c.name, w.name),
      ('moved', (w.division_code, w.parent_code) is distinct from (c.division_code, c.parent_code), w.division_code),
      ('closed', w.closed_on is null and c.closed_on is not null, null),
      ('reopened', w.closed_on is not null and c.closed_on is null, null)) as news (event, happened, previous)
    where news.happened order by c.code, news.event;
  else
    perform private.log_change('organizations', (select array_agg(c.code) from changed c));
    if tg_op = 'INSERT' then
      insert into public.register_events (event, organization_code, name)
      select 'added', c.code, c.name from changed c order by c.code;
    end if;
  end if;
  return null;
end
$$;
comment on function private.log_organization_changes is '记下改了哪些组织，以及其中的动态';
create trigger organizations_inserted_publicly_logged after insert on public.organizations referencing new table as changed
  for each statement execute function private.log_organization_changes();
create trigger organizations_updated_publicly_logged after update on public.organizations
  referencing old table as was new table as changed for each statement execute function private.log_organization_changes();
create trigger organizations_deleted_publicly_logged after delete on public.organizations referencing old table as changed
  for each statement execute function private.log_organization_changes();

create function private.is_official_publicly(account public.accounts)
returns boolean
language sql
immutable
set search_path = ''
return account.official and account.subject in ('organization', 'project');
comment on function private.is_official_publicly is '账号是否官方且公开（个人账号不公开）';

create function private.log_account_changes()
returns trigger
language plpgsql
security definer -- the log is closed to the writer
set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' then
    perform private.log_change('accounts', (
      select array_agg(c.id::text) from changed c join was w on w.id = c.id
      where (c.subject in ('organization', 'project') or w.subject in ('organization', 'project'))
        and (to_jsonb(c) - 'updated_at') <> (to_jsonb(w) - 'updated_at')));
    -- What ends is told as it was: an account that becomes a person's own leaves no word of the person here.
    insert into public.register_events (event, organization_code, name, platform, account)
    select 'unverified'::public.register_event, o.code, o.name, w.platform, coalesce(w.nickname, w.handle)
    from changed c join was w on w.id = c.id join public.organizations o on o.code = w.organization_code
    where private.is_official_publicly(w) and not private.is_official_publicly(c)
    union all
    select 'verified', o.code, o.name, c.platform, coalesce(c.nickname, c.handle)
    from changed c join was w on w.id = c.id join public.organizations o on o.code = c.organization_code
    where private.is_official_publicly(c) and not private.is_official_publicly(w);
  else
    perform private.log_change('accounts', (
      select array_agg(c.id::text) from changed c where c.subject in ('organization', 'project')));
    insert into public.register_events (event, organization_code, name, platform, account)
    select case tg_op when 'INSERT' then 'verified'::public.register_event else 'unverified' end, o.code, o.name, c.platform,
      coalesce(c.nickname, c.handle)
    from changed c join public.organizations o on o.code = c.organization_code
    where private.is_official_publicly(c) order by c.id;
  end if;
  return null;
end
$$;
comment on function private.log_account_changes is '记下改了哪些公开的账号，以及其中的认证动态';
create trigger accounts_inserted_publicly_logged after insert on public.accounts referencing new table as changed
  for each statement execute function private.log_account_changes();
create trigger accounts_updated_publicly_logged after update on public.accounts
  referencing old table as was new table as changed for each statement execute function private.log_account_changes();
create trigger accounts_deleted_publicly_logged after delete on public.accounts referencing old table as changed
  for each statement execute function private.log_account_changes();
