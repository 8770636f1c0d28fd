import { readFileSync } from 'node:fs'
import type { Sql } from 'postgres'

/**
 * What a new table, function or sequence in `public` gives away by itself: `old` is everything to the three request
 * roles, as Supabase did until 2026; `new` is nothing. Migrations must come out the same under both.
 */
export type DefaultPrivileges = 'old' | 'new'

const toEveryRole = 'to anon, authenticated, service_role'

function defaultPrivileges(flavour: DefaultPrivileges): string {
  if (flavour === 'new') return ''
  return ['tables', 'functions', 'sequences']
    .map(
      (kind) =>
        `alter default privileges for role postgres in schema public grant all on ${kind} ${toEveryRole};`,
    )
    .join('\n')
}

const authGrants = `
  grant all on all tables in schema auth to supabase_auth_admin, authenticator;
  grant select, insert, update, delete, references, trigger on all tables in schema auth to postgres;
`

/**
 * Mend 13: Lite counts a mailbox as proven when a code is asked for; hosted Auth when the code comes back, which Lite
 * then writes too. It holds for sign-in by code, the only one that this project has.
 */
const unprovenUntilVerified = `
  create function auth.await_code() returns trigger language plpgsql as $$
  begin
    new.email_confirmed_at := null;
    return new;
  end $$;
  create trigger await_code before insert on auth.users for each row execute function auth.await_code();
`

/** Turns an empty cluster into what a hosted project is before its first migration. `sql` is the superuser's. */
export async function bootstrap(
  sql: Sql,
  passwords: { readonly staff: string; readonly authenticator: string },
  flavour: DefaultPrivileges,
): Promise<void> {
  const { getAuthSchemaSql } = await import('@supabase/lite')
  const file = readFileSync(new URL('bootstrap.sql', import.meta.url), 'utf8')
  await sql.begin(async (transaction) => {
    await transaction.unsafe(file)
    await transaction.unsafe(getAuthSchemaSql(false))
    await transaction.unsafe(unprovenUntilVerified + authGrants + defaultPrivileges(flavour))
    await transaction.unsafe(`
      alter role postgres password '${passwords.staff}';
      alter role authenticator password '${passwords.authenticator}';
    `)
  })
}
