import type { Sql } from 'postgres'
import { PLATFORMS } from '../functions/_shared/contracts/platforms.ts'
import { insertList, LISTS } from './lists.ts'
import { type Load, type LoadResult, loadRows, type Queries } from './load-rows.ts'
import { PinnedOrganization } from './pinned-organization.ts'
import { readRows } from './rows.ts'
import { readSeedDivisions, type SeedDivision } from './seed-divisions.ts'

export type ReportProgress = (relation: string, done: number, total: number) => void

/**
 * Loads what is true anywhere: the federation's lists, platforms, naming rules, divisions, organizations. Running it again adds what is
 * missing and leaves what staff have edited since; only what the contracts govern (lists, patterns, rules) is brought up to date.
 */
export async function loadRegister(sql: Sql, onProgress: ReportProgress = () => {}): Promise<LoadResult[]> {
  const divisions = await readSeedDivisions()
  const organizations = await readRows(new URL('organizations.ndjson', import.meta.url), PinnedOrganization)
  const run = <Row extends object>(load: Load<Row>) =>
    loadRows(sql, { ...load, onProgress: (done) => onProgress(load.relation, done, load.rows.length) })

  const lists: LoadResult[] = []
  for (const list of LISTS)
    lists.push(
      await run({
        relation: list.name,
        rows: list.rows,
        keyOf: (row) => String(row[list.key]),
        insert: (connection, rows) => insertList(connection, list, rows),
      }),
    )

  return [
    ...lists,
    await run({
      relation: 'platforms',
      rows: PLATFORMS,
      keyOf: (row) => row.id,
      insert: insertPlatforms,
    }),
    await run({
      relation: 'divisions',
      rows: divisions,
      keyOf: (row) => `${row.code} ${row.name}`,
      insert: insertDivisions,
    }),
    await run({
      relation: 'organizations',
      rows: organizations,
      keyOf: (row) => `${row.code} ${row.name} (${row.key})`,
      insert: insertOrganizations,
    }),
  ]
}

export async function insertPlatforms(
  sql: Queries,
  rows: readonly (typeof PLATFORMS)[number][],
): Promise<number> {
  const answer = await sql`
    insert into public.platforms as p (id, name, home_url, address_pattern, reserved_handles, is_alive, sort_order)
    select id, name, home_url, address_pattern, reserved_handles, is_alive, sort_order
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (id text, name text, home_url text, address_pattern text, reserved_handles text[], is_alive boolean, sort_order integer)
    on conflict (id) do update set address_pattern = excluded.address_pattern, reserved_handles = excluded.reserved_handles
      where (p.address_pattern, p.reserved_handles) is distinct from (excluded.address_pattern, excluded.reserved_handles)
    returning (xmax = 0) as added`
  return answer.filter((row) => row.added).length
}

async function insertDivisions(sql: Sql, rows: readonly SeedDivision[]): Promise<number> {
  const answer = await sql`
    insert into public.divisions (code, name, level, parent_code, is_placeholder, spoken_names, former_names)
    select code, r.name, level, parent_code, is_placeholder, spoken_names, former_names
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as r (code text, name text, level text, parent_code text, is_placeholder boolean, spoken_names text[], former_names text[])
    left join public.levels l on l.division_level = r.level
    where not exists (select from public.divisions d where d.code = r.code)
    order by l.number, code`
  return answer.count
}

async function insertOrganizations(sql: Sql, rows: readonly PinnedOrganization[]): Promise<number> {
  const answer = await sql`
    insert into public.organizations
      (code, name, short_name, aliases, former_names, search_names, english_name, kind, level, school_type, division_code, parent_code)
    select code, name, short_name, aliases, former_names, search_names, english_name, kind, level, school_type, division_code, parent_code
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r (
      code text, name text, short_name text, aliases text[], former_names text[], search_names text[], english_name text, kind text, level smallint,
      school_type text, division_code text, parent_code text)
    where not exists (select from public.organizations o where o.code = r.code)
    order by level, code`
  return answer.count
}
