import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyMigrations } from '../../../supabase/local/database/migrations.ts'
import { projectFolder } from '../../../supabase/local/settings/folders.ts'
import { type Copies, startCopies } from '../../fixtures/database/copies.ts'

const project = join(tmpdir(), `minglu-migrations-${process.pid}`)
const folder = join(project, 'supabase', 'migrations')
const real = join(projectFolder, 'supabase', 'migrations')
const names = readdirSync(real).sort()
const [first, second, third] = names as [string, string, string]

let copies: Copies
let sql: Sql
let url: string

beforeAll(async () => {
  copies = startCopies()
  const copy = await copies.open()
  sql = copy.sql
  url = copy.url
})
afterAll(async () => {
  await copies.stop()
  rmSync(project, { recursive: true, force: true })
})
beforeEach(() => {
  rmSync(project, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of names) copyFileSync(join(real, name), join(folder, name))
})

const start = () => applyMigrations({ sql, databaseUrl: url, projectFolder: project, home: project })

test('data that these very migrations made is started on as it is', async () => {
  expect(await start()).toBe(0)
})

test('data from before a migration was changed is told to start over', async () => {
  writeFileSync(join(folder, second), `${readFileSync(join(folder, second), 'utf8')}\nselect 1;\n`)
  await expect(start()).rejects.toThrow(
    `The data was made before ${second} was changed: npm run reset starts over.`,
  )
})

test('data that a migration made which is gone is told to start over', async () => {
  rmSync(join(folder, third))
  await expect(start()).rejects.toThrow(
    `The data was made by migration ${third.slice(0, 14)}, which is not here any more: npm run reset starts over.`,
  )
})

test('data from before a migration came between others is told to start over', async () => {
  const between = `${Number(first.slice(0, 14)) + 1}_between.sql`
  writeFileSync(join(folder, between), 'select 1;\n')
  await expect(start()).rejects.toThrow(
    `The data was made before ${between} came in between: npm run reset starts over.`,
  )
})
