import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { CommandError, errorText } from '../process/command-error.ts'
import { remote, runSupabase } from './supabase-cli.ts'

interface MigrationFile {
  readonly version: string
  readonly name: string
  readonly text: string
}

function filesIn(projectFolder: string): MigrationFile[] {
  const folder = join(projectFolder, 'supabase', 'migrations')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({
      version: name.slice(0, name.indexOf('_')),
      name,
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}

/** The command keeps the statements of a file, and neither the semicolons nor the blanks between them. */
function bare(text: string): string {
  return text.replace(/[\s;]+/g, '')
}

/** By version, what was applied. */
async function appliedTo(sql: Sql): Promise<Map<string, string>> {
  const [table] = await sql`select to_regclass('supabase_migrations.schema_migrations') as name`
  if (!table?.name) return new Map()
  const rows = await sql<{ version: string; text: string }[]>`
    select version, array_to_string(statements, '') as text from supabase_migrations.schema_migrations order by version`
  return new Map(rows.map((row) => [row.version, row.text]))
}

/** Until 1.0.0 a migration is a room that is edited where it stands, so data of yesterday may not fit what stands here today. */
function whyOutdated(
  files: readonly MigrationFile[],
  applied: ReadonlyMap<string, string>,
): string | undefined {
  const versions = [...applied.keys()]
  const gone = versions.find((version) => !files.some((file) => file.version === version))
  if (gone) return `The data was made by migration ${gone}, which is not here any more`
  for (const { version, name, text } of files) {
    const before = applied.get(version)
    if (before !== undefined && bare(before) !== bare(text))
      return `The data was made before ${name} was changed`
    if (before === undefined && versions.some((later) => later > version))
      return `The data was made before ${name} came in between`
  }
  return undefined
}

/**
 * Applies what the database has not seen, through the very command that production uses: one transaction a file, the
 * same table of what was applied. Starting it costs half a second, so it is not asked when nothing is new.
 *
 * @param home a folder for what the command wants to remember, so that it leaves nothing in the user's own.
 * @returns how many migrations were applied.
 * @throws Refusal when the data was made by other migrations than those that stand here, and with the command's own words when
 * one fails.
 */
export async function applyMigrations(options: {
  readonly sql: Sql
  readonly databaseUrl: string
  readonly projectFolder: string
  readonly home: string
}): Promise<number> {
  const files = filesIn(options.projectFolder)
  const applied = await appliedTo(options.sql)
  const outdated = whyOutdated(files, applied)
  if (outdated) throw new CommandError(`${outdated}: npm run reset starts over.`)
  const pending = files.filter((file) => !applied.has(file.version))
  if (pending.length === 0) return 0
  try {
    const { databaseUrl, home, projectFolder } = options
    await runSupabase(['db', 'push', '--yes', remote(databaseUrl), '--workdir', projectFolder], home)
  } catch (error) {
    throw new CommandError(`A migration failed: ${errorText(error)}`)
  }
  return pending.length
}
