import { expect } from 'vitest'
import {
  ACTIVATION_CHECKLIST,
  KIND_NAMES,
  LEVEL_NAMES,
  LEVELS,
  NAMING_RULES,
  ORGANIZATION_KINDS,
  PROPOSED_KIND,
  REQUIRED_ITEMS,
  SCHOOL_TYPE_NAMES,
  SCHOOL_TYPES,
  UNIT_TYPES,
} from '#contracts/federation.ts'
import { insertList, LISTS } from '../../../supabase/seed/lists.ts'
import { asStaff } from '../../fixtures/database/callers.ts'
import { test } from '../../fixtures/database/room.ts'

/** What the seed has made of each list, and what the site says by. */
const lists = {
  levels: { rows: LEVELS, order: 'number' },
  organization_kinds: { rows: ORGANIZATION_KINDS, order: 'sort_order' },
  school_types: { rows: SCHOOL_TYPES, order: 'sort_order' },
  unit_types: { rows: UNIT_TYPES, order: 'sort_order' },
  activation_items: { rows: ACTIVATION_CHECKLIST, order: 'sort_order' },
  naming_rules: { rows: NAMING_RULES, order: 'level' },
} as const

test('the seed fills every list that the contract gives', () => {
  expect(LISTS.map(({ name }) => name).sort()).toEqual(Object.keys(lists).sort())
})

test.for(Object.entries(lists))(
  '%s has the rows of the contract, in its order',
  async ([name, { rows, order }], { sql }) => {
    await asStaff(sql)
    const stored = await sql`select * from public.${sql(name)} order by ${sql(order)}`
    expect(stored.map(({ sort_order: _, ...row }) => row)).toEqual(rows)
  },
)

test.for([...LISTS])('$name is brought up to date when the seed is loaded again', async (list, { sql }) => {
  const content = async () => [
    ...(await sql`select * from public.${sql(list.name)} order by ${sql(list.key)}`),
  ]
  await asStaff(sql)
  const before = await content()
  const column = list.name === 'activation_items' || list.name === 'naming_rules' ? 'sentence' : 'name'
  await sql`update public.${sql(list.name)} set ${sql(column)} = '改过'`
  expect(await content()).not.toEqual(before)
  expect(await insertList(sql, list, list.rows)).toBe(0)
  expect(await content()).toEqual(before)
})

test('the words that the site shows are those of the lists', async ({ sql }) => {
  const named = async (table: string, key: string) => {
    await asStaff(sql)
    const rows = await sql`select ${sql(key)}::text as key, name from public.${sql(table)}`
    return Object.fromEntries(rows.map(({ key: id, name }) => [id, name]))
  }
  expect(await named('levels', 'number')).toEqual({ ...LEVEL_NAMES })
  expect(await named('organization_kinds', 'id')).toEqual({ ...KIND_NAMES })
  expect(await named('school_types', 'id')).toEqual({ ...SCHOOL_TYPE_NAMES })
})

test('the form and the database take what is not listed for the same kind, and ask for the same items', async ({
  sql,
}) => {
  await asStaff(sql)
  const [row] = await sql`
    select (select array_agg(id) from public.organization_kinds where is_proposed) as kinds, private.required_items() as items`
  expect(row).toEqual({ kinds: [PROPOSED_KIND.id], items: [...REQUIRED_ITEMS] })
})
