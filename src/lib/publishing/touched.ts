import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import {
  announcementAddress,
  announcementFeedAddress,
  divisionAddress,
  divisionDataAddress,
  organizationAddress,
} from '../site/addresses.ts'
import { columnsOf, RELATIONS, type RelationName } from '../snapshot/relations.ts'

/** More pages than this are made anew as a whole. */
const MANY = 8000

const CodeRow = z.object({ code: z.string() })
const SlugRow = z.object({ slug: z.string() })

/**
 * What `given` is of rows that are new, gone or other than they were. Row by row along the keys: `except` would sort both tables whole,
 * which takes a second of the ten that a change has.
 */
function differing(relation: RelationName, given: string): string {
  const { key } = RELATIONS[relation]
  const row = (table: string) =>
    `(${columnsOf(relation)
      .map((column) => `${table}.${column}`)
      .join(', ')})`
  const missing = (one: string, other: string) =>
    `select ${given} from ${one} as one where not exists (select 1 from ${other} as other where other.${key} = one.${key})`
  return `
    select either.value as ${given}
      from ${relation} as now join was.${relation} as was on was.${key} = now.${key},
           json_each(json_array(now.${given}, was.${given})) as either
     where ${row('now')} is not ${row('was')}
    union ${missing(relation, `was.${relation}`)} union ${missing(`was.${relation}`, relation)}`
}

/** Sets of codes that the questions below are asked of; `was` is the snapshot of the last site. */
const PREPARE = `
  create temp table edited as ${differing('organizations', 'code')};
  create temp table renamed as
    select code from edited
     where (select name || coalesce(short_name, '') || path || status from organizations o where o.code = edited.code)
        is not (select name || coalesce(short_name, '') || path || status from was.organizations o where o.code = edited.code);
  create temp table speaking as ${differing('accounts', 'organization_code')};
  create temp table changed as select code from edited union select organization_code from speaking;
  create temp table noticed as ${differing('announcements', 'slug')};`

/** Nothing less than everything: what every page or a whole branch of the tree shows. */
const EVERYTHING = `
  select 1 as found where exists (${differing('divisions', 'code')}) or exists (${differing('platforms', 'id')})
    or (select is_demonstration from register_state) <> (select is_demonstration from was.register_state)`

/** The codes of a path, from the nation down to the organization itself. */
const WAY_UP = `json_each('["' || replace(o.path, '.', '","') || '"]') as step`

const both = (columns: string, condition: string, beside?: string): string =>
  ['organizations', 'was.organizations']
    .map((table) => `select ${columns} from ${table} o${beside ? `, ${beside}` : ''} where ${condition}`)
    .join(' union ')

/**
 * Organizations whose page shows something of what changed: itself, everybody above (that list it or count it in their group), those
 * below (that show their superior and its accounts), all below whose way up leads through a changed name, whom it succeeds, and who
 * issued a notice.
 */
const ORGANIZATIONS = `
  with recursive below (code) as (
    select code from renamed
    union
    select o.code from below join organizations o on o.parent_code = below.code)
  select code from changed
  union ${both('o.code', 'o.parent_code in (select code from changed)')}
  union ${both('step.value', 'o.code in (select code from changed)', WAY_UP)}
  union select code from below
  union ${both('o.code', 'o.successor_code in (select code from renamed)')}
  union select issuer_code from announcements where slug in (select slug from noticed)
  union select issuer_code from was.announcements where slug in (select slug from noticed)`

/** The place of everything that changed, and every place above it. */
const DIVISIONS = `
  with recursive place (code) as (
    ${both('o.division_code', 'o.code in (select code from changed)')}
    union
    select d.parent_code from place join divisions d on d.code = place.code)
  select place.code from place join divisions d on d.code = place.code where not d.is_placeholder`

/** Notices name their issuer, whom they are for, and those that they relay and are relayed by: one change touches them all. */
const ANNOUNCEMENTS = `
  select slug from announcements
   where exists (select from_.slug from noticed as from_)
      or exists (select 1 from renamed join announcements n on renamed.code in (n.issuer_code, n.audience_code))`

/** Provinces, where a notice or whoever issued one differs: their feeds are few and show running text. */
const FEEDS = `
  select code from divisions where level = 'province' and (
    exists (select 1 from noticed)
      or exists (select 1 from edited join announcements n on edited.code in (n.issuer_code, n.audience_code)))`

export interface Touched {
  /** Of pages that show something which differs, besides those that are always made (lists, feeds, the first page). */
  addresses: string[]
  /** Codes of organizations that differ themselves or in their accounts, those that are gone included. */
  owners: string[]
}

/**
 * What differs between two snapshots. Null where every page may differ, or so many that a whole site is made as fast.
 */
export function touchedBy(before: string, after: string): Touched | null {
  const database = new DatabaseSync(after, { readOnly: true })
  const codes = (sql: string) =>
    database
      .prepare(sql)
      .all()
      .map((row) => CodeRow.parse(row).code)
  try {
    database.prepare('attach ? as was').run(before)
    if (database.prepare(EVERYTHING).get() !== undefined) return null
    database.exec(PREPARE)
    const slugs = database
      .prepare(ANNOUNCEMENTS)
      .all()
      .map((row) => SlugRow.parse(row).slug)
    const divisions = codes(DIVISIONS).sort()
    const touched = [
      ...codes(`select code from organizations where code in (${ORGANIZATIONS}) order by code`).map(
        organizationAddress,
      ),
      ...divisions.map(divisionAddress),
      ...divisions.map(divisionDataAddress),
      ...slugs.map(announcementAddress),
      ...codes(FEEDS).sort().map(announcementFeedAddress),
    ]
    if (touched.length > MANY) return null
    return { addresses: touched, owners: codes('select code from changed order by code') }
  } finally {
    database.close()
  }
}
