-- What visitors should see again. A statement that changes public rows raises the register's revision and queues one
-- publication; changes within a short window share it. The queue's row is locked until the change commits, so that no
-- build can claim it and miss the change. The local stack and the function publish-site claim and settle, nobody else.

create table public.register_state (
  is_only_row boolean primary key default true constraint register_state_has_one_row check (is_only_row),
  revision bigint not null default 0,
  changed_at timestamptz not null default now(),
  is_demonstration boolean not null default false,
  believed_loss bigint
);

comment on table public.register_state is '名录的版本：公开内容每改一次加一';
comment on column public.register_state.is_only_row is '只有一行';
comment on column public.register_state.revision is '版本号（自动）';
comment on column public.register_state.changed_at is '最近一次变化的时间（自动）';
comment on column public.register_state.is_demonstration is '是否装有演示数据；装有时每个页面都有提示';
comment on column public.register_state.believed_loss is '最近一次确认名录确实变少时的版本号（自动）';
insert into public.register_state default values;

alter table public.register_state enable row level security;
-- The site shows which revision it was built from.
create policy "visitors read the state of the register" on public.register_state for select to anon, authenticated using (true);
grant select (revision, changed_at, is_demonstration, believed_loss) on public.register_state to anon, authenticated;

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

-- The hour of a notice is a person's; that of another attempt is not.
insert into private.work_times (relation, time, waiting) values
  ('private.publications', 'not_before', $$state = 'queued' and attempt > 0$$), ('private.publications', 'claimed_at', $$state = 'building'$$);

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

-- The triggers of every public table call it; their argument says which rows are public.
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

-- Due: something is queued whose hour has come and whose last change is a third of a second old (or whose first is five seconds). That
-- keeps together what one click or one script changes; a whole second only kept the person waiting. A change that lies ahead was made before
-- the clock went back.
create function private.publication_is_due()
returns boolean
language sql
stable
set search_path = ''
return exists (
  select from private.publications p
  where (p.state = 'queued' and p.not_before <= now()
         and (p.changed_at < clock_timestamp() - interval '300 milliseconds' or p.requested_at < clock_timestamp() - interval '5 seconds'
              or p.changed_at > clock_timestamp() + interval '2 seconds'))
     or (p.state = 'building' and p.claimed_at < now() - interval '5 minutes'));
comment on function private.publication_is_due is '是否该生成网站了';

-- Claims everything that is due as one publication; a build that died is claimed again after five minutes. A new change
-- goes before a retry, so that its own three attempts count.
create function calls.claim_publication()
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
comment on function calls.claim_publication is '领取一次发布';
select private.offer('claim_publication', 'service_role');

-- Settles a claim. A failure is tried again after 30 seconds, at most three times; the next change starts anew.
create function calls.settle_publication(publication_id bigint, succeeded boolean, revision bigint default null, error text default null)
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
comment on function calls.settle_publication is '记录发布结果';
select private.offer('settle_publication', 'service_role');

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

-- A build refuses a register that lost too much since the last site (soundness.ts). Staff who know that the loss is right say so here: the
-- row is a change of its own, and a site that was made at its revision or later has used it up.
create table private.believed_losses (
  id bigint generated always as identity constraint "确认变少的编号已经用过，请留空" primary key,
  reason text not null,
  revision bigint not null,
  said_at timestamptz not null default clock_timestamp()
);

comment on table private.believed_losses is '确认名录确实变少：加一行，网站就照现在的内容重新发布，只管这一次';
comment on column private.believed_losses.id is '编号（自动）';
comment on column private.believed_losses.reason is '为什么变少';
comment on column private.believed_losses.revision is '确认时的版本号（自动）';
comment on column private.believed_losses.said_at is '确认时间（自动）';

alter table private.believed_losses enable row level security;
-- No policy on purpose: only the dashboard writes and reads it.

create function private.believe_loss()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.reason := private.tidy_name(new.reason);
  if new.reason is null then
    perform private.refuse('loss-reason', '请写明名录为什么变少', 'reason');
  end if;
  update public.register_state s
  set revision = s.revision + 1, believed_loss = s.revision + 1, changed_at = clock_timestamp()
  where s.is_only_row returning s.revision into new.revision;
  perform private.queue_publication('believed-loss');
  return new;
end
$$;
comment on function private.believe_loss is '确认名录变少：版本号加一，排一次发布';
select private.guard_typed('private.believed_losses');
create trigger believed_losses_are_published before insert on private.believed_losses
  for each row execute function private.believe_loss();
create trigger believed_losses_are_audited after insert or update or delete on private.believed_losses
  for each row execute function private.audit('id');
