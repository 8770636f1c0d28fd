import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { errorText, Refusal } from '../process/refusal.ts'
import { remote, runSupabase } from './supabase-cli.ts'

function versionsIn(projectFolder: string): string[] {
  const folder = join(projectFolder, 'supabase', 'migrations')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => name.slice(0, name.indexOf('_')))
    .sort()
}

async function versionsApplied(sql: Sql): Promise<Set<string>> {
  const [table] = await sql`select to_regclass('supabase_migrations.schema_migrations') as name`
  if (!table?.name) return new Set()
  const rows = await sql`select version from supabase_migrations.schema_migrations`
  return new Set(rows.map((row) => String(row.version)))
}

/**
 * Applies what the database has not seen, through the very command that production uses: one transaction a file, the
 * same table of what was applied. Starting it costs half a second, so it is not asked when nothing is new.
 *
 * @param home a folder for what the command wants to remember, so that it leaves nothing in the user's own.
 * @returns how many migrations were applied.
 * @throws Refusal with the command's own words when a migration fails.
 */
export async function applyMigrations(options: {
  readonly sql: Sql
  readonly databaseUrl: string
  readonly projectFolder: string
  readonly home: string
}): Promise<number> {
  const versions = versionsIn(options.projectFolder)
  const applied = await versionsApplied(options.sql)
  const unknown = [...applied].find((version) => !versions.includes(version))
  if (unknown) {
    throw new Refusal(
      `The data was made by migration ${unknown}, which is not here any more: npm run reset starts over.`,
    )
  }
  const pending = versions.filter((version) => !applied.has(version))
  if (pending.length === 0) return 0
  try {
    const { databaseUrl, home, projectFolder } = options
    await runSupabase(['db', 'push', '--yes', remote(databaseUrl), '--workdir', projectFolder], home)
  } catch (error) {
    throw new Refusal(`A migration failed: ${errorText(error)}`)
  }
  return pending.length
}
