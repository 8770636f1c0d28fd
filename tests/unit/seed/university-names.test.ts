import { expect, test } from 'vitest'
import { z } from 'zod'
import { PinnedOrganization } from '../../../supabase/seed/pinned-organization.ts'
import { readRows } from '../../../supabase/seed/rows.ts'
import { readSeedDivisions } from '../../../supabase/seed/seed-divisions.ts'

const seed = (file: string) => new URL(`../../../supabase/seed/${file}.ndjson`, import.meta.url)
const organizations = await readRows(seed('organizations'), PinnedOrganization)
const collisions = await readRows(
  seed('sources/university-name-collisions'),
  z.object({ kind: z.string(), name_en: z.string().optional(), acronym: z.string().optional() }),
)

test('two organizations share an English name or an acronym only where the list of collisions says so', () => {
  const known = new Set(collisions.flatMap(({ name_en, acronym }) => [name_en, acronym]))
  const owners = new Map<string, Set<string>>()
  for (const { code, english_name, aliases } of organizations)
    for (const name of [english_name ?? '', ...aliases].filter((each) =>
      /^[\p{Script=Latin}\P{L}]+$/u.test(each),
    ))
      owners.set(name.toLowerCase(), (owners.get(name.toLowerCase()) ?? new Set()).add(code))
  const shared = [...owners].filter(([, codes]) => codes.size > 1).map(([name]) => name)
  const told = new Set([...known].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])))
  expect(shared.length).toBeGreaterThan(10)
  expect(shared.filter((name) => !told.has(name))).toEqual([])
})

test("no former name is another organization's name today", () => {
  const living = new Set(organizations.map(({ name }) => name))
  const former = organizations.flatMap(({ former_names, search_names }) => [...former_names, ...search_names])
  expect(former.length).toBeGreaterThan(1000)
  expect(former.filter((name) => living.has(name))).toEqual([])
})

test("no former name of a division is a division's name today", async () => {
  const divisions = await readSeedDivisions()
  const living = new Set(divisions.map(({ name }) => name))
  const former = divisions.flatMap(({ former_names }) => former_names)
  expect(former.length).toBeGreaterThan(1000)
  expect(former.filter((name) => living.has(name))).toEqual([])
})
