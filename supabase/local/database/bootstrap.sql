-- What a hosted Supabase project has before its first migration. Runs once, as the superuser, in an empty database.
-- The authentication tables come right after it, from Lite (bootstrap.ts).

-- Who asks: requests become one of the first three; `authenticator` is the login that they start from.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role supabase_auth_admin nologin noinherit createrole;

-- It inherits, unlike the hosted one, because Lite reads information_schema, which shows only what its reader may touch.
create role authenticator login inherit;
grant anon, authenticated, service_role to authenticator;

-- Staff, the dashboard and the migrations: no superuser, but above row-level security.
create role postgres login inherit createdb createrole replication bypassrls;
grant anon, authenticated, service_role, authenticator to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend, pg_checkpoint to postgres;
alter role postgres set search_path = "$user", public, extensions;

-- What supautils lets the role postgres of a hosted project set for roles, of its privileged_role_allowed_configs.
grant set on parameter log_min_messages, log_min_error_statement, log_parameter_max_length to postgres;

alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';

alter database postgres owner to postgres;
alter schema public owner to postgres;
grant usage on schema public to anon, authenticated, service_role;

create schema extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role, supabase_auth_admin;
grant all on schema extensions to supabase_admin;
create extension pgcrypto with schema extensions;
create extension "uuid-ossp" with schema extensions;

create schema auth authorization supabase_admin;
grant usage on schema auth to anon, authenticated, service_role, postgres, authenticator;
grant all on schema auth to supabase_auth_admin;

-- Both spellings of the claims, as on hosted: one setting for each claim, or all of them as one JSON object.
create function auth.uid() returns uuid language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;
create function auth.role() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;
create function auth.email() returns text language sql stable as $$
  select coalesce(
    nullif(current_setting('request.jwt.claim.email', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email'
  )
$$;
create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), '')::jsonb, '{}')
$$;
