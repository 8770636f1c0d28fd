-- The nickname rule of each level as rows (R010, R015). The seed loads them from contracts/federation.ts.

create table public.naming_rules (
  level smallint primary key constraint naming_rules_level_is_one_to_five check (level between 1 and 5),
  pattern text not null,
  example text not null,
  sentence text not null,
  constraint naming_rules_example_fits check (example ~ pattern)
);
comment on table public.naming_rules is '账号昵称规则：每个层级一条';
comment on column public.naming_rules.level is '层级：1 全国，2 省级，3 地市级，4 县级，5 学校';
comment on column public.naming_rules.pattern is '昵称应符合的样式（正则）';
comment on column public.naming_rules.example is '例子';
comment on column public.naming_rules.sentence is '不符合时的提示';

alter table public.naming_rules enable row level security;
-- No policy on purpose: the form carries the rules itself, the database's function reads them here.
revoke all on public.naming_rules from anon, authenticated, service_role;
