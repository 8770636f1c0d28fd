import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rendererOf } from '../../../src/lib/publishing/renderer/renderer.ts'
import { composeFiles } from '../../../src/lib/search/index/names-index.ts'
import type { NamesRows } from '../../../src/lib/search/index/names-rows.ts'
import { placeFiles } from '../../../src/lib/search/index/placed-files.ts'
import { nationalRegister } from '../../../supabase/seed/national/register/organizations.ts'
import { readRealRegister } from '../../../supabase/seed/national/register/real-register.ts'
import { writeFixtureSnapshot } from '../../fixtures/snapshot.ts'

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url))

/** The whole country's rows, as the index is made from them. */
export async function nationalRows(): Promise<NamesRows> {
  const { divisions, organizations } = nationalRegister(await readRealRegister())
  return {
    revision: 1,
    accounts: [],
    divisions: [...divisions],
    organizations: organizations.map((each) => ({ ...each, aliases: [...each.aliases] })),
  }
}

/** Lays a site of two pages with the names index of `rows` into a folder. */
export async function laySite(rows: NamesRows, folder: string): Promise<void> {
  const renderer = await rendererOf(PROJECT, {
    ...process.env,
    PUBLIC_SUPABASE_URL: 'https://api.example.test',
    PUBLIC_SUPABASE_PUBLISHABLE_KEY: 'none',
  })
  mkdirSync(folder, { recursive: true })
  cpSync(renderer.assets, folder, { recursive: true })
  const snapshot = join(folder, '..', 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot)
  process.env.SNAPSHOT = snapshot
  const { render } = await import(pathToFileURL(renderer.entry).href)
  writeFileSync(join(folder, 'index.html'), await render('/'))
  writeFileSync(join(folder, 'search.html'), await render('/search'))
  placeFiles(composeFiles(rows), join(folder, 'names'))
}

export interface Case {
  query: string
  mode: 'top' | 'all' | 'none' | 'safe'
  k: number
  expect: string[]
}

export function readCases(): Case[] {
  const file = new URL('../../fixtures/search/search-cases.ndjson', import.meta.url)
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): Case => JSON.parse(line))
}

/** Whether the first names of an answer are what a case expects; a committee counts as its place. */
export function isPassed({ mode, k, expect }: Case, names: readonly string[]): boolean {
  const shown = names.slice(0, k)
  const found = new Set(shown.flatMap((name) => [name, name.replace(/^共青团(.*)委员会$/u, '$1')]))
  if (mode === 'none') return shown.length === 0
  if (mode === 'top') return expect.some((name) => found.has(name))
  return mode === 'safe' || expect.every((name) => found.has(name))
}
