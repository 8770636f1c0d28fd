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
