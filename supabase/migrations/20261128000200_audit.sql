-- What changed, old and new, from which channel. In the dashboard everyone is `postgres`, so the person is unknown there and the
-- channel says so. Secrets never pass here: persons, drafts and sealed bytes are named as changed and not quoted. Every other room
-- names its audited tables with a trigger of its own.

create type private.audit_channel as enum ('dashboard', 'api', 'function');

create table private.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  channel private.audit_channel not null,
  person uuid,
  relation text not null,
  row_key text not null,
  verb text not null,
  old_values jsonb,
  new_values jsonb
);

comment on table private.audit_log is '审计：谁在什么时候改了什么';
comment on column private.audit_log.id is '编号';
comment on column private.audit_log.at is '时间';
comment on column private.audit_log.channel is '途径：dashboard 管理后台，api 网站用户，function 云函数';
comment on column private.audit_log.person is '登录账号；管理后台看不到个人，为空';
comment on column private.audit_log.relation is '表';
comment on column private.audit_log.row_key is '行';
comment on column private.audit_log.verb is '动作：insert 新增，update 修改，delete 删除';
comment on column private.audit_log.old_values is '原值（只记变化的列）';
comment on column private.audit_log.new_values is '新值（只记变化的列）';

create index audit_log_row_idx on private.audit_log (relation, row_key);

alter table private.audit_log enable row level security;
-- No policy on purpose: only the dashboard reads it.

-- Nothing deletes there but the chore that ends what has been kept long enough; staff and their statements do not, whatever they set.
create function private.is_written_once()
returns trigger
language plpgsql
set search_path = ''
as $$
declare
  calls text;
begin
  get diagnostics calls = pg_context;
  if tg_op = 'DELETE' and position('function private.forget_in_log()' in calls) > 0 then return old; end if;
  perform private.refuse('audit-is-final', '审计记录不能修改或删除');
end
$$;
comment on function private.is_written_once is '审计记录只增不改，到期由 forget_in_log 删除';
create trigger audit_log_is_final before update or delete on private.audit_log
  for each row execute function private.is_written_once();
create trigger audit_log_is_kept before truncate on private.audit_log
  for each statement execute function private.is_written_once();

-- Arguments: the key column, then the columns whose values are never quoted (`*`: none is).
create function private.audit()
returns trigger
language plpgsql
security definer -- the log is closed to the writer
set search_path = ''
as $$
declare
  claims jsonb := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
  before jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  after jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  hidden text[] := tg_argv[1:];
begin
  insert into private.audit_log (channel, person, relation, row_key, verb, old_values, new_values)
  select
    case claims ->> 'role' when 'service_role' then 'function' when 'authenticated' then 'api' when 'anon' then 'api'
      else 'dashboard' end::private.audit_channel,
    (claims ->> 'sub')::uuid, tg_table_schema || '.' || tg_table_name,
    coalesce(after, before) ->> tg_argv[0], lower(tg_op),
    jsonb_object_agg(key, case when '*' = any (hidden) or key = any (hidden) then '"（不记录）"' else before -> key end)
      filter (where before is not null),
    jsonb_object_agg(key, case when '*' = any (hidden) or key = any (hidden) then '"（不记录）"' else after -> key end)
      filter (where after is not null)
  from jsonb_object_keys(coalesce(after, before)) as key
  where key not in ('updated_at', 'path') and (before -> key) is distinct from (after -> key)
  having count(*) > 0;
  return null;
end
$$;
comment on function private.audit is '把改动写入审计';
