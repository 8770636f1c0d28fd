-- What every other room stands on. `public` is what the API shows, `private` is for functions of the database alone, `extensions`
-- holds what is not ours. Nobody gets usage on `private`: policies and triggers reach it by reference.

create schema if not exists extensions;
create extension if not exists citext with schema extensions;
create extension if not exists ltree with schema extensions;
create extension if not exists pgcrypto with schema extensions;

create schema private;
comment on schema private is '只供数据库内部函数使用：凭据、发信队列、审计等';
revoke all on schema private from public;

-- Whatever is made from here on is closed until a grant opens it, and a room says `grant` alone. PostgreSQL gives every new function to
-- everybody, which can only be taken back for all schemas at once (so after the extensions, whose operators everybody uses); Supabase
-- used to give whatever stands in `public` to the three roles of requests, and projects made in those days still do.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;

-- A refusal is a readable sentence; `hint` is its stable code, `detail` the path of the field it is about.
create function private.refuse(code text, sentence text, field text default null)
returns void
language plpgsql
immutable
set search_path = ''
as $$
begin
  raise exception using errcode = 'P0001', message = sentence, hint = code, detail = coalesce(field, '');
end
$$;
comment on function private.refuse is '以一句可读的话拒绝；hint 为固定代号，detail 为字段路径';

-- Strips what is invisible or turns the direction of text, and folds white space. Names keep their full-width signs. White
-- space is spelled out as ECMAScript has it: `\s` follows the machine's locale, and knows no U+00A0.
create function private.tidy_name(typed text)
returns text
language plpgsql -- keeps its plan within a session; in sql it was planned anew at each of a registration's eleven calls
immutable
parallel safe
set search_path = ''
as $$
begin
  return nullif(
    btrim(regexp_replace(
      regexp_replace(typed, '[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]', '', 'g'),
      '[\u0009-\u000d\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+', ' ', 'g')),
    '');
end
$$;
comment on function private.tidy_name is '去掉不可见字符、合并空白';

-- The same as `tidy` in contracts/text.ts: compatibility forms become plain first. A parity test holds both together.
create function private.tidy(typed text)
returns text
language plpgsql -- for its plan, as above
immutable
parallel safe
set search_path = ''
as $$
begin
  return private.tidy_name(normalize(typed, NFKC));
end
$$;
comment on function private.tidy is '全角转半角、去掉不可见字符、合并空白';

-- The day in Shanghai: every date that people read is one.
create function private.today()
returns date
language sql
stable
set search_path = ''
return (now() at time zone 'Asia/Shanghai')::date;
comment on function private.today is '北京时间的今天';

create function private.touch_updated_at()
returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function private.touch_updated_at is '记下最后修改时间';
