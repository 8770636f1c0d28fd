-- What a generated set added to this register (npm run seed:national), so that it can be taken away again and nothing else. A row
-- holds the keys of a few thousand rows: one each would cost as much as the load itself.

create table private.generated_rows (
  relation text not null,
  batch integer not null,
  keys text[] not null,
  before jsonb,
  after jsonb,
  primary key (relation, batch),
  constraint generated_rows_change_is_whole check ((before is null) = (after is null))
);

comment on table private.generated_rows is '生成的数据：模拟数据加了哪些行、改了哪些值；按此原样撤除，真实名录里应为空';
comment on column private.generated_rows.relation is '表（或编号序列）';
comment on column private.generated_rows.batch is '第几批';
comment on column private.generated_rows.keys is '这一批的主键';
comment on column private.generated_rows.before is '原有的行被改动的列，改动前的值；新增的行为空';
comment on column private.generated_rows.after is '原有的行被改动的列，改动后的值；新增的行为空';

alter table private.generated_rows enable row level security;
-- No policy on purpose: only the seed's scripts read and write it, as the owner.
