import { readdirSync, readFileSync } from 'node:fs'
import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { test } from '../../fixtures/database/room.ts'

/** Each rule as a query for what breaks it. */
const rules: Record<string, string> = {
  'every table has row-level security on': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and relkind in ('r', 'p') and not relrowsecurity`,

  'every view reads as the person who asks': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and relkind in ('v', 'm')
      and not coalesce(reloptions @> '{security_invoker=true}', false)`,

  'every function has a fixed, empty search path': `
    select format('%s', oid::regprocedure) as offender from pg_proc
    where pronamespace::regnamespace::text in ('public', 'calls', 'private') and not coalesce(proconfig @> '{"search_path=\\"\\""}', false)`,

  'no function may be executed by everybody': `
    select format('%s', p.oid::regprocedure) as offender from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace::regnamespace::text in ('public', 'calls', 'private') and a.grantee = 0`,

  'every function says in Chinese what it does': `
    select format('%s', oid::regprocedure) as offender from pg_proc
    where pronamespace::regnamespace::text in ('public', 'calls', 'private') and coalesce(obj_description(oid, 'pg_proc'), '') !~ '[一-龥]'`,

  'every table is labelled in Chinese': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and relkind in ('r', 'p', 'v', 'm')
      and coalesce(obj_description(oid, 'pg_class'), '') !~ '[一-龥]'`,

  'every column is labelled in Chinese': `
    select format('%s.%s', c.oid::regclass, attname) as offender
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and relkind in ('r', 'p', 'v', 'm')
      and attnum > 0 and not attisdropped and coalesce(col_description(c.oid, attnum), '') !~ '[一-龥]'`,

  'every foreign key has an index of its own': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint k
    where contype = 'f' and connamespace::regnamespace::text in ('public', 'calls', 'private') and not exists (
      select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
        and (i.indkey::smallint[])[0 : cardinality(k.conkey) - 1] = k.conkey)`,

  'every foreign key says what a deletion does': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint
    where contype = 'f' and connamespace::regnamespace::text in ('public', 'calls', 'private') and confdeltype = 'a'`,

  'every check and unique constraint has a name of its own': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint
    where contype in ('c', 'u', 'x') and connamespace::regnamespace::text in ('public', 'calls', 'private')
      and conname ~ '_(check|key|excl)[0-9]*$'`,

  'every policy is for one verb and names its role': `
    select format('%s on %s', polname, polrelid::regclass) as offender from pg_policy where polcmd = '*' or polroles = '{0}'`,

  // The planner's estimate (`Prefer: count=planned`) counts the rows that a policy hides, so a table is for everybody whole or for nobody.
  // Two tables are public but for some rows; what those rows say is kept from the planner, by the rule after this one.
  'a table that a request may read hides no row': `
    select format('%s from %s', c.oid::regclass, role) as offender
    from pg_class c, unnest('{anon,authenticated,service_role}'::text[]) as role
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and relkind in ('r', 'p')
      and has_any_column_privilege(role, c.oid, 'select') and c.oid::regclass::text not in ('announcements', 'accounts')
      and array(select pg_get_expr(polqual, polrelid) from pg_policy
        where polrelid = c.oid and polcmd in ('r', '*') and polroles && array[role::regrole::oid, 0]) <> '{true}'`,

  'of a table that hides rows the planner knows no text that a request may ask by': `
    select format('%s.%s', c.oid::regclass, attname) as offender
    from pg_attribute a join pg_class c on c.oid = a.attrelid, unnest('{anon,authenticated,service_role}'::text[]) as role
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and attnum > 0 and not attisdropped
      and has_column_privilege(role, c.oid, attnum, 'select') and attstattarget is distinct from 0
      and atttypid = any ('{text,text[],jsonb,extensions.citext}'::regtype[])
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and attnum = any (k.conkey)
        and k.confrelid = 'public.platforms'::regclass)
      and exists (select from pg_policy where polrelid = c.oid and polcmd in ('r', '*') and pg_get_expr(polqual, polrelid) <> 'true')`,

  'no column that holds a person, a mailbox or a telephone is open to a request': `
    select format('%s.%s to %s', c.oid::regclass, attname, role) as offender
    from pg_attribute a join pg_class c on c.oid = a.attrelid, unnest('{anon,authenticated,service_role}'::text[]) as role
    where relnamespace::regnamespace::text in ('public', 'calls', 'private') and attnum > 0 and not attisdropped
      and has_column_privilege(role, c.oid, attnum, 'select')
      and (attname ~ '(^|_)(e?mail|mailbox|recipient|phone|mobile|person|writer|asker|draft|note)s?$' or attname ~ '^(real_name|post)$'
        or atttypid = 'extensions.citext'::regtype or col_description(c.oid, attnum) ~ '姓名|邮箱|手机|电话|联系人|填报人|登录账号')`,

  'the log quotes no column that holds a person, a mailbox or a telephone, and no free text': `
    select format('%s.%s', c.oid::regclass, attname) as offender
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped,
      lateral string_to_array(encode(t.tgargs, 'escape'), '\\000') as arguments
    where t.tgfoid = 'private.audit'::regproc and atttypid = any ('{text,jsonb,uuid,extensions.citext}'::regtype[]) and not '*' = any (arguments) and not attname = any (arguments)
      and (attname ~ '(^|_)(e?mail|mailbox|recipient|phone|mobile|person|writer|asker|draft|note|said)s?$' or attname ~ '^(real_name|post|decision_reason)$'
        or atttypid = 'extensions.citext'::regtype or col_description(c.oid, attnum) ~ '姓名|邮箱|手机|电话|填报人|登录账号') and attname <> 'request_id'`,

  'the API is shown functions that run with the caller’s rights alone': `
    select format('%s', oid::regprocedure) as offender from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,

  'every function that the API is shown does nothing else than call its namesake': `
    select format('%s', w.oid::regprocedure) as offender from pg_proc w join pg_language l on l.oid = w.prolang
    left join pg_proc b on b.pronamespace = 'calls'::regnamespace and b.proname = w.proname
      and pg_get_function_arguments(b.oid) = pg_get_function_arguments(w.oid)
    where w.pronamespace = 'public'::regnamespace and (
      b.oid is null or l.lanname <> 'sql'
      or (w.prorettype, w.provolatile, obj_description(w.oid, 'pg_proc')) is distinct from
         (b.prorettype, b.provolatile, obj_description(b.oid, 'pg_proc'))
      or pg_get_function_sqlbody(w.oid) is distinct from format('RETURN calls.%I(%s)', b.proname,
        (select string_agg(quote_ident(name), ', ' order by place) from unnest(w.proargnames) with ordinality as named (name, place))))`,

  'every function of calls is shown by one namesake, to the same role': `
    select format('%s', b.oid::regprocedure) as offender from pg_proc b
    where b.pronamespace = 'calls'::regnamespace and 1 <> (
      select count(*) from pg_proc w where w.pronamespace = 'public'::regnamespace and w.proname = b.proname
        and array(select grantee from aclexplode(w.proacl) where grantee <> w.proowner order by 1)
          = array(select grantee from aclexplode(b.proacl) where grantee <> b.proowner order by 1))`,

  'no request has a way into calls or private': `
    select format('%s by %s', nspname, role) as offender
    from pg_namespace, unnest('{anon,authenticated,service_role}'::text[]) as role
    where nspname in ('calls', 'private')
      and has_schema_privilege(role, oid, 'usage')`,
}

async function offenders(sql: Sql, query: string): Promise<string[]> {
  return (await sql.unsafe(query)).map((row) => row.offender)
}

test.for(Object.entries(rules))('%s', async ([, query], { sql }) => {
  expect(await offenders(sql, query)).toEqual([])
})

test('the rules see what breaks them', async ({ sql }) => {
  await sql.unsafe(`
    create table public.offending (
      a integer primary key check (a > 0), b integer references public.offending (a), c integer unique);
    create view public.offending_view as select a from public.offending;
    create function public.offending() returns integer language sql security definer return 1;
    create function calls.offending(a integer) returns integer language sql return 1;
    grant execute on function calls.offending to authenticated;
    grant usage on schema private to anon;
    create policy "offending" on public.offending using (true);
    create table public.offending_persons (a integer primary key, real_name text);
    alter table public.offending_persons enable row level security;
    create policy "hiding" on public.offending_persons for select to anon using (a > 0);
    grant select on public.offending_persons to anon;
    create trigger offending after insert on public.offending_persons for each row execute function private.audit('a')`)
  for (const [rule, query] of Object.entries(rules))
    expect((await offenders(sql, query)).join(), rule).toMatch(/offending|^private by anon$/)
})

test('what the migrations’ role makes later is closed to everybody but itself', async ({ sql }) => {
  const schemas = ['public', 'calls', 'private']
  await sql`set local role postgres`
  for (const schema of schemas) {
    await sql.unsafe(`
      create table ${schema}.later (id bigint generated always as identity primary key);
      create view ${schema}.later_view with (security_invoker = true) as select id from ${schema}.later;
      create function ${schema}.later() returns integer language sql return 1`)
  }
  await sql`reset role`
  const made = await sql`
    with made (name, owner, privileges) as (
      select c.oid::regclass::text, c.relowner, coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner))
      from pg_class c
      where c.relnamespace::regnamespace::text = any (${schemas}) and c.relname ~ '^later' and c.relkind in ('r', 'v', 'S')
      union all
      select p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p where p.pronamespace::regnamespace::text = any (${schemas}) and p.proname = 'later')
    select name, array(select grantee::regrole::text from aclexplode(privileges) where grantee <> owner) as others from made`
  expect(made.length).toBe(12)
  expect(made.filter((each) => each.others.length > 0)).toEqual([])
})

const migrations = new URL('../../../supabase/migrations/', import.meta.url)
const lines = readdirSync(migrations).flatMap((file) =>
  readFileSync(new URL(file, migrations), 'utf8').split('\n'),
)

test('every function that runs with its owner’s rights says why on that line', () => {
  const definers = lines.filter((line) => /^\s*security definer/.test(line))
  expect(definers.length).toBeGreaterThan(10)
  expect(definers.filter((line) => !/^security definer -- .{10,}/.test(line))).toEqual([])
})

test('every function is defined by one statement, and its wrapper is made by private.offer', async ({
  sql,
}) => {
  const defined = lines.flatMap((line) => /^create (?:or replace )?function ([\w.]+)/.exec(line)?.[1] ?? [])
  const known = await sql`
    select format('%I.%I', pronamespace::regnamespace, proname) as name from pg_proc
    where pronamespace::regnamespace::text in ('calls', 'private')`
  expect(defined.sort()).toEqual(known.map((row) => row.name).sort())
})

test('nothing that the migrations say is taken back, replaced or added to by them later', () => {
  const mended = lines.filter((line) =>
    /^(drop|create or replace|alter type|alter table (?!\S+ (enable row level security|add constraint|alter column \w+ set statistics 0)))/.test(
      line,
    ),
  )
  expect(mended).toEqual([])
})
