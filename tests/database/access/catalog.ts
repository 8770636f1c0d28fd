import type { Sql } from 'postgres'

/** What stands in `public` and `private`, by the catalogs. Qualified names, as the matrix writes them. */

const ours = ['public', 'calls', 'private']

async function relationsOf(sql: Sql, kinds: string[]): Promise<string[]> {
  const rows = await sql`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${ours}) and c.relkind::text = any (${kinds}) order by 1`
  return rows.map((row) => row.name)
}

/** Tables, partitioned tables, views, materialised views, foreign tables. */
export const relations = (sql: Sql) => relationsOf(sql, ['r', 'p', 'v', 'm', 'f'])

export const sequences = (sql: Sql) => relationsOf(sql, ['S'])

export interface CatalogFunction {
  readonly name: string
  readonly oid: number
  /** A call by name with a typed null for every argument. */
  readonly call: string
}

export async function functions(sql: Sql): Promise<CatalogFunction[]> {
  return sql<CatalogFunction[]>`
    select p.oid::integer, format('%I.%I(%s)', n.nspname, p.proname, types.list) as name,
      format('select %I.%I(%s)', n.nspname, p.proname, types.nulls) as call
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
    lateral (
      select coalesce(string_agg(t.name, ',' order by t.place), '') as list,
        coalesce(string_agg('null::' || t.name, ', ' order by t.place), '') as nulls
      from (
        select a.place, case when tn.nspname = 'pg_catalog' then format_type(ty.oid, null)
          else format('%I.%I', tn.nspname, ty.typname) end as name
        from unnest(p.proargtypes::oid[]) with ordinality as a (type, place)
        join pg_type ty on ty.oid = a.type join pg_namespace tn on tn.oid = ty.typnamespace
      ) as t
    ) as types
    where n.nspname = any (${ours}) order by 2`
}

export interface CatalogColumn {
  readonly relation: string
  readonly name: string
  /** May be named in the set list of an update. */
  readonly writable: boolean
}

export async function columns(sql: Sql): Promise<CatalogColumn[]> {
  return sql<CatalogColumn[]>`
    select format('%I.%I', n.nspname, c.relname) as relation, a.attname as name,
      a.attgenerated = '' and a.attidentity <> 'a' as writable
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${ours}) and c.relkind::text = any (${['r', 'p', 'v', 'm', 'f']})
      and a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`
}

/**
 * Every privilege of every request role on every relation, column, sequence, function and schema, one a line: what must not
 * depend on the defaults that a project was made with.
 */
export async function privileges(sql: Sql): Promise<string[]> {
  const rows = await sql`
    with requester (role) as (values ('anon'), ('authenticated'), ('service_role')),
    relation as (
      select c.oid, format('%I.%I', n.nspname, c.relname) as name, c.relkind
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any (${ours}) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S'))
    select format('%s may %s %s', role, verb, name) as line
    from requester, relation, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) as verb
    where relkind <> 'S' and has_table_privilege(role, relation.oid, verb)
    union all
    select format('%s may %s %s.%s', role, verb, name, attname)
    from requester, relation join pg_attribute a on a.attrelid = relation.oid and a.attnum > 0 and not a.attisdropped,
      unnest(array['select', 'insert', 'update', 'references']) as verb
    where relkind <> 'S' and has_column_privilege(role, relation.oid, a.attnum, verb)
    union all
    select format('%s may %s %s', role, verb, name)
    from requester, relation, unnest(array['usage', 'select', 'update']) as verb
    where relkind = 'S' and has_sequence_privilege(role, relation.oid, verb)
    union all
    select format('%s may execute %s.%s(%s)', role, n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
    from requester, pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any (${ours}) and has_function_privilege(role, p.oid, 'execute')
    union all
    select format('%s may %s in schema %s', role, verb, schema)
    from requester, unnest(${ours}::text[]) as schema, unnest(array['usage', 'create']) as verb
    where has_schema_privilege(role, schema, verb)
    order by 1`
  return rows.map((row) => row.line)
}
