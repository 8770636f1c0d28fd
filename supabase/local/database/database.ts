import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import type { Folders } from '../settings/folders.ts'
import type { Keys } from '../settings/keys.ts'
import { bootstrap, type DefaultPrivileges } from './bootstrap.ts'
import { SUPERUSER, startCluster } from './cluster.ts'
import { applyMigrations } from './migrations.ts'

export interface DatabaseOptions {
  readonly folders: Folders
  readonly keys: Keys
  readonly port: number
  /** Where supabase/migrations is found. */
  readonly projectFolder: string
  /** Default on. */
  readonly fsync?: boolean
  /** Default `new`. Only looked at when the database is made. */
  readonly defaultPrivileges?: DefaultPrivileges
}

export interface RunningDatabase {
  /** True when this start made the cluster. */
  readonly created: boolean
  /** How many migrations this start applied. */
  readonly migrated: number
  readonly urls: {
    readonly superuser: string
    /** The role `postgres`: owns the schema, is above row-level security, is no superuser. As staff in the dashboard. */
    readonly staff: string
    /** The login that requests start from. */
    readonly authenticator: string
  }
  stop(): Promise<void>
}

/** A small pool that keeps PostgreSQL's notices (`relation exists, skipping`) to itself. The caller ends it. */
export function connect(url: string, connections = 1): Sql {
  return postgres(url, { max: connections, onnotice: () => {} })
}

async function isBootstrapped(sql: Sql): Promise<boolean> {
  const rows = await sql`select from pg_roles where rolname = 'authenticator'`
  return rows.length > 0
}

/** A running PostgreSQL that looks like a hosted project with this project's migrations in it. */
export async function startDatabase(options: DatabaseOptions): Promise<RunningDatabase> {
  const { folders, keys, port } = options
  const cluster = await startCluster({
    directory: folders.postgres,
    port,
    password: keys.superuserPassword,
    logFile: join(folders.log, 'postgres.log'),
    fsync: options.fsync ?? true,
  })
  const url = (user: string, password: string) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  const urls = {
    superuser: url(SUPERUSER, keys.superuserPassword),
    staff: url('postgres', keys.staffPassword),
    authenticator: url('authenticator', keys.authenticatorPassword),
  }
  const sql = connect(urls.superuser)
  try {
    // Asked of the database and not of `created`: a kill may have fallen between the two.
    if (!(await isBootstrapped(sql))) {
      await bootstrap(
        sql,
        { staff: keys.staffPassword, authenticator: keys.authenticatorPassword },
        options.defaultPrivileges ?? 'new',
      )
    }
    const migrated = await applyMigrations({
      sql,
      databaseUrl: urls.staff,
      projectFolder: options.projectFolder,
      home: folders.home,
    })
    return { created: cluster.created, migrated, urls, stop: cluster.stop }
  } catch (error) {
    await cluster.stop()
    throw error
  } finally {
    await sql.end()
  }
}
