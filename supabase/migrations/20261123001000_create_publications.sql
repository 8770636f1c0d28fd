-- What visitors should see again. A statement that changes public rows raises the register's revision and queues one
-- publication; changes within a short window share it. The queue's row is locked until the change commits, so that no
-- build can claim it and miss the change.

create table public.register_state (
  is_only_row boolean primary key default true constraint register_state_has_one_row check (is_only_row),
  revision bigint not null default 0,
  changed_at timestamptz not null default now(),
  is_demonstration boolean not null default false
);
comment on table public.register_state is '名录的版本：公开内容每改一次加一';
comment on column public.register_state.is_only_row is '只有一行';
comment on column public.register_state.revision is '版本号（自动）';
comment on column public.register_state.changed_at is '最近一次变化的时间（自动）';
comment on column public.register_state.is_demonstration is '是否装有演示数据；装有时每个页面都有提示';
insert into public.register_state default values;

alter table public.register_state enable row level security;
-- The site shows which revision it was built from.
create policy "visitors read the state of the register" on public.register_state for select to anon, authenticated using (true);
revoke all on public.register_state from anon, authenticated, service_role;
grant select (revision, changed_at, is_demonstration) on public.register_state to anon, authenticated;

create type private.publication_state as enum ('queued', 'building', 'live', 'failed');

create table private.publications (
  id bigint generated always as identity primary key,
  reason text not null,
  state private.publication_state not null default 'queued',
  not_before timestamptz not null default '-infinity',
  requested_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  claimed_at timestamptz,
  finished_at timestamptz,
  attempt integer not null default 0,
  revision bigint,
  error text
);
comment on table private.publications is '发布队列：公开内容一变就排队，网站重新生成';
comment on column private.publications.id is '编号';
comment on column private.publications.reason is '因为什么';
comment on column private.publications.state is '状态：queued 排队，building 生成中，live 已上线，failed 失败（旧网站保留）';
comment on column private.publications.not_before is '不早于（定时公告）';
comment on column private.publications.requested_at is '第一处变化的时间';
comment on column private.publications.changed_at is '最近一处变化的时间';
comment on column private.publications.claimed_at is '开始生成的时间';
comment on column private.publications.finished_at is '结束时间';
comment on column private.publications.attempt is '第几次尝试';
comment on column private.publications.revision is '上线的版本号';
comment on column private.publications.error is '失败原因';
create unique index publications_one_queued on private.publications (not_before) where state = 'queued';
create index publications_building_idx on private.publications (claimed_at) where state = 'building';
alter table private.publications enable row level security;
-- No policy on purpose: only the functions of the database read it.

create function private.queue_publication(why text, due timestamptz default '-infinity')
returns void
language sql
security definer -- whoever changes public rows queues, and nobody else sees the queue
set search_path = ''
begin atomic
  insert into private.publications as p (reason, not_before) values (why, due)
  on conflict (not_before) where state = 'queued' do update set changed_at = clock_timestamp();
end;
comment on function private.queue_publication is '排一次发布；短时间内的多处变化合为一次';

create function private.note_public_change()
returns trigger
language plpgsql
security definer -- the revision and the queue are closed to the writer
set search_path = ''
as $$
declare
  visible boolean;
begin
  execute format('select exists (select from changed where %s)', tg_argv[0]) into visible;
  if visible then
    update public.register_state set revision = revision + 1, changed_at = clock_timestamp() where is_only_row;
    perform private.queue_publication(tg_table_name);
  end if;
  return null;
end
$$;
comment on function private.note_public_change is '公开内容变化：版本号加一，排一次发布';

create trigger divisions_inserted_publicly after insert on public.divisions referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger divisions_updated_publicly after update on public.divisions referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger divisions_deleted_publicly after delete on public.divisions referencing old table as changed
  for each statement execute function private.note_public_change('true');

create trigger platforms_inserted_publicly after insert on public.platforms referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_updated_publicly after update on public.platforms referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger platforms_deleted_publicly after delete on public.platforms referencing old table as changed
  for each statement execute function private.note_public_change('true');

create trigger organizations_inserted_publicly after insert on public.organizations referencing new table as changed
  for each statement execute function private.note_public_change('true');
create trigger organizations_updated_publicly after update on public.organizations referencing old table as was new table as changed
  for each statement execute function private.note_public_change('true');
create trigger organizations_deleted_publicly after delete on public.organizations referencing old table as changed
  for each statement execute function private.note_public_change('true');

create trigger accounts_inserted_publicly after insert on public.accounts referencing new table as changed
  for each statement execute function private.note_public_change('subject in (''organization'', ''project'')');
-- An account that becomes a person's own goes out of sight, so the old rows count too.
create trigger accounts_updated_publicly after update on public.accounts referencing old table as was new table as changed
  for each statement execute function private.note_public_change(
    'subject in (''organization'', ''project'') or exists (select from was where was.subject in (''organization'', ''project''))');
create trigger accounts_deleted_publicly after delete on public.accounts referencing old table as changed
  for each statement execute function private.note_public_change('subject in (''organization'', ''project'')');

-- A draft that was edited is nobody's news; a withdrawal is.
create trigger announcements_inserted_publicly after insert on public.announcements referencing new table as changed
  for each statement execute function private.note_public_change('state = ''published''');
create trigger announcements_updated_publicly after update on public.announcements referencing old table as was new table as changed
  for each statement execute function private.note_public_change('state <> ''draft''');
create trigger announcements_deleted_publicly after delete on public.announcements referencing old table as changed
  for each statement execute function private.note_public_change('state = ''published''');

-- An announcement's hour, and the end of its pinning, are publications of their own.
create function private.schedule_announcement()
returns trigger
language plpgsql
security definer -- the queue is closed to the writer
set search_path = ''
as $$
begin
  if new.state = 'published' then
    if new.publish_at > now() then perform private.queue_publication('announcement-due', new.publish_at); end if;
    if new.pinned_until > now() then perform private.queue_publication('announcement-unpinned', new.pinned_until); end if;
  end if;
  return null;
end
$$;
comment on function private.schedule_announcement is '到点发布、到点取消置顶';

create trigger announcements_are_scheduled after insert or update of state, publish_at, pinned_until on public.announcements
  for each row execute function private.schedule_announcement();

revoke execute on all functions in schema private from public, anon, authenticated, service_role;
grant execute on function private.supervised_paths(), private.operated_platforms(), private.operator_may_contact(uuid)
  to authenticated;
