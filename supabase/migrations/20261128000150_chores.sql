-- Everything that comes due by the clock alone. Each room adds a row that names two functions of its own: one that says whether there is
-- something to do, cheap enough to be asked every second, and one that does it. Nothing else lists another room's work.

create table private.chores (
  name text primary key,
  position integer not null constraint chores_take_turns unique,
  due text not null,
  work text not null,
  failed_at timestamptz,
  failure text,
  constraint chores_failure_is_whole check ((failed_at is null) = (failure is null))
);

comment on table private.chores is '到时间自动做的事：failed_at 有时间的，是没有做成的';
comment on column private.chores.name is '做什么';
comment on column private.chores.position is '先后次序';
comment on column private.chores.due is '用哪个函数判断是否到时间';
comment on column private.chores.work is '用哪个函数去做';
comment on column private.chores.failed_at is '最近一次没有做成的时间；做成以后清空';
comment on column private.chores.failure is '没有做成的原因（数据库的代号，不含任何人的信息）';

alter table private.chores enable row level security;
-- No policy on purpose: only the functions of the database read it.

-- Does what is due. A chore that fails takes nothing with it: the others are done, and it is tried again the next time. Of a failure only
-- codes are kept, because a message may quote the row it choked on.
create function private.tend()
returns void
language plpgsql
set search_path = ''
as $$
declare
  chore private.chores;
  is_due boolean;
  broken text;
begin
  perform private.note_time();
  for chore in select * from private.chores c order by c.position loop
    begin
      execute format('select private.%I()', chore.due) into is_due;
      if is_due then execute format('select private.%I()', chore.work); end if;
      if chore.failed_at is not null then
        update private.chores c set failed_at = null, failure = null where c.name = chore.name;
      end if;
    exception when others then
      get stacked diagnostics broken = constraint_name;
      update private.chores c set failed_at = now(), failure = btrim(sqlstate || ' ' || broken) where c.name = chore.name;
    end;
  end loop;
end
$$;
comment on function private.tend is '到时间的事都做一遍';

create function private.chore_is_due()
returns boolean
language plpgsql
stable
set search_path = ''
as $$
declare
  asked text;
  is_due boolean;
begin
  for asked in select c.due from private.chores c order by c.position loop
    execute format('select private.%I()', asked) into is_due;
    if is_due then return true; end if;
  end loop;
  return false;
end
$$;
comment on function private.chore_is_due is '是否有到时间的事';

-- A machine's clock may be set back. What waits by the clock (a lease, the next attempt, the next free moment) then waits for an hour that
-- lies ahead, and nobody hears of it. So the rooms name the times that order their work, and where the clock went back these go back with it,
-- by as much. Days that people were told stay.
create table private.work_times (
  relation text not null,
  time text not null,
  waiting text not null,
  constraint work_times_are_named_once primary key (relation, time)
);

comment on table private.work_times is '排工作先后的时间：服务器时钟往回调时一起往回调';
comment on column private.work_times.relation is '表';
comment on column private.work_times.time is '列';
comment on column private.work_times.waiting is '哪些行还没有做完';

alter table private.work_times enable row level security;
-- No policy on purpose: only the functions of the database read it.

create table private.clock (
  is_only_row boolean primary key default true constraint clock_has_one_row check (is_only_row),
  seen_at timestamptz not null default clock_timestamp(),
  went_back_at timestamptz,
  went_back_by interval,
  times_back integer not null default 0,
  constraint clock_went_back_is_whole check ((went_back_at is null) = (went_back_by is null))
);

comment on table private.clock is '服务器的时钟（自动）：往回调过的，went_back_at 有时间';
comment on column private.clock.is_only_row is '只有一行';
comment on column private.clock.seen_at is '最近一次看到的时间，每分钟记一次';
comment on column private.clock.went_back_at is '最近一次发现时钟往回调的时间（按调过以后的时钟）';
comment on column private.clock.went_back_by is '往回调了多少（可能少算不到一分钟）';
comment on column private.clock.times_back is '一共往回调过几次';
insert into private.clock default values;

alter table private.clock enable row level security;
-- No policy on purpose: only the functions of the database read it.

-- Notes the time, once a minute, by whichever worker comes by.
create function private.note_time()
returns void
language plpgsql -- keeps its plan: every ring begins with it
set search_path = ''
as $$
begin
  update private.clock c set seen_at = clock_timestamp()
  where c.is_only_row in (
    select k.is_only_row from private.clock k where k.seen_at < clock_timestamp() - interval '1 minute' for update skip locked);
end
$$;
comment on function private.note_time is '记下现在的时间';

-- A second or so is what setting a clock right takes away all day.
create function private.clock_went_back()
returns boolean
language plpgsql -- keeps its plan: it is asked every second
stable
set search_path = ''
as $$
begin
  return exists (select from private.clock c where c.seen_at > clock_timestamp() + interval '2 seconds');
end
$$;
comment on function private.clock_went_back is '时钟是否往回调了';

create function private.follow_clock()
returns void
language plpgsql
set search_path = ''
as $$
declare
  back interval;
  work private.work_times;
begin
  select c.seen_at - clock_timestamp() into back from private.clock c for update skip locked;
  if back is null then return; end if;
  update private.clock c
  set seen_at = clock_timestamp(), went_back_at = clock_timestamp(), went_back_by = back, times_back = c.times_back + 1;
  for work in select * from private.work_times loop
    execute format('update %s t set %I = t.%I - $1 where isfinite(t.%I) and (%s)',
      work.relation, work.time, work.time, work.time, work.waiting) using back;
  end loop;
end
$$;
comment on function private.follow_clock is '时钟往回调了，排工作的时间也往回调';
insert into private.chores (name, position, due, work) values ('时钟往回调', 1, 'clock_went_back', 'follow_clock');
