-- Platforms on which accounts live: today's, and those that are gone but stay on record (R007, R065, R119, R128).

create table public.platforms (
  id text primary key constraint platforms_id_is_plain check (id ~ '^[a-z][a-z0-9]{1,19}$'),
  name text not null constraint platforms_name_is_tidy check (name = private.tidy_name(name)),
  home_url text constraint platforms_home_url_is_http check (home_url ~ '^https?://'),
  register_url text constraint platforms_register_url_is_http check (register_url ~ '^https?://'),
  address_pattern text,
  is_alive boolean not null default true,
  sort_order integer not null default 1000
);

comment on table public.platforms is '账号所在的平台';
comment on column public.platforms.id is '代号，小写字母';
comment on column public.platforms.name is '名称';
comment on column public.platforms.home_url is '平台网址';
comment on column public.platforms.register_url is '平台登记网址';
comment on column public.platforms.address_pattern is '账号网址的样式（正则），去掉 https://、www. 和问号以后的部分再比对';
comment on column public.platforms.is_alive is '平台是否仍在运行';
comment on column public.platforms.sort_order is '排列次序，小的在前';

-- The address as the pattern reads it: no scheme, no www., no query, no fragment, host in lower case.
create function private.bare_address(address text)
returns text
language sql
immutable
parallel safe
set search_path = ''
return (
  select lower(split_part(bare, '/', 1)) || coalesce(substring(bare from '/.*$'), '')
  from (select regexp_replace(regexp_replace(address, '^https?://(www\.)?', '', 'i'), '[?#].*$', '') as bare) as stripped
);
comment on function private.bare_address is '去掉协议、www. 和问号以后的部分';

alter table public.platforms enable row level security;

-- Platforms are public.
create policy "visitors read platforms" on public.platforms for select to anon, authenticated using (true);

revoke all on public.platforms from anon, authenticated, service_role;
grant select (id, name, home_url, is_alive, sort_order) on public.platforms to anon, authenticated;
revoke execute on all functions in schema private from public, anon, authenticated, service_role;
