import { readdirSync, readFileSync } from 'node:fs'
import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { test } from '../../fixtures/database/room.ts'

/** Each rule as a query for what breaks it. */
const rules: Record<string, string> = {
  'every table has row-level security on': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'private') and relkind in ('r', 'p') and not relrowsecurity`,

  'every view reads as the person who asks': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'private') and relkind in ('v', 'm')
      and not coalesce(reloptions @> '{security_invoker=true}', false)`,

  'every function has a fixed, empty search path': `
    select format('%s', oid::regprocedure) as offender from pg_proc
    where pronamespace::regnamespace::text in ('public', 'private') and not coalesce(proconfig @> '{"search_path=\\"\\""}', false)`,

  'no function may be executed by everybody': `
    select format('%s', p.oid::regprocedure) as offender from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where p.pronamespace::regnamespace::text in ('public', 'private') and a.grantee = 0`,

  'every function says in Chinese what it does': `
    select format('%s', oid::regprocedure) as offender from pg_proc
    where pronamespace::regnamespace::text in ('public', 'private') and coalesce(obj_description(oid, 'pg_proc'), '') !~ '[一-龥]'`,

  'every table is labelled in Chinese': `
    select format('%s', oid::regclass) as offender from pg_class
    where relnamespace::regnamespace::text in ('public', 'private') and relkind in ('r', 'p', 'v', 'm')
      and coalesce(obj_description(oid, 'pg_class'), '') !~ '[一-龥]'`,

  'every column is labelled in Chinese': `
    select format('%s.%s', c.oid::regclass, attname) as offender
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where relnamespace::regnamespace::text in ('public', 'private') and relkind in ('r', 'p', 'v', 'm')
      and attnum > 0 and not attisdropped and coalesce(col_description(c.oid, attnum), '') !~ '[一-龥]'`,

  'every foreign key has an index of its own': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint k
    where contype = 'f' and connamespace::regnamespace::text in ('public', 'private') and not exists (
      select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
        and (i.indkey::smallint[])[0 : cardinality(k.conkey) - 1] = k.conkey)`,

  'every foreign key says what a deletion does': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint
    where contype = 'f' and connamespace::regnamespace::text in ('public', 'private') and confdeltype = 'a'`,

  'every check and unique constraint has a name of its own': `
    select format('%s on %s', conname, conrelid::regclass) as offender from pg_constraint
    where contype in ('c', 'u', 'x') and connamespace::regnamespace::text in ('public', 'private')
      and conname ~ '_(check|key|excl)[0-9]*$'`,

  'every policy is for one verb and names its role': `
    select format('%s on %s', polname, polrelid::regclass) as offender from pg_policy where polcmd = '*' or polroles = '{0}'`,
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
    create function public.offending() returns integer language sql return 1;
    create policy "offending" on public.offending using (true)`)
  for (const [rule, query] of Object.entries(rules))
    expect((await offenders(sql, query)).join(), rule).toContain('offending')
})

const migrations = new URL('../../../supabase/migrations/', import.meta.url)

test('every function that runs with its owner’s rights says why on that line', () => {
  const lines = readdirSync(migrations)
    .flatMap((file) => readFileSync(new URL(file, migrations), 'utf8').split('\n'))
    .filter((line) => /^\s*security definer/.test(line))
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => !/^security definer -- .{10,}/.test(line))).toEqual([])
})
