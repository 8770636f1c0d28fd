import { execFileSync } from 'node:child_process'
import { chownSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { CommandError } from './command-error.ts'

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

function numberOf(flag: '-u' | '-g'): number | undefined {
  try {
    return Number(
      execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    )
  } catch {
    return undefined
  }
}

function lookUp(): SystemUser | undefined {
  const uid = numberOf('-u')
  const gid = numberOf('-g')
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

/**
 * PostgreSQL refuses to run as root, so root hands it to the system user `postgres` (made when there is none). Anyone
 * else runs it as themselves: undefined.
 */
export function databaseSystemUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp()
  if (known) return known
  try {
    execFileSync('groupadd', ['--force', 'postgres'], { stdio: 'ignore' })
    execFileSync('useradd', ['-g', 'postgres', 'postgres'], { stdio: 'ignore' })
  } catch {
    throw new CommandError(
      'PostgreSQL does not run as root and the system user "postgres" could not be made; start as an ordinary user.',
    )
  }
  const made = lookUp()
  if (!made)
    throw new CommandError('The system user "postgres" could not be found; start as an ordinary user.')
  return made
}

export function giveTo(folder: string, user: SystemUser | undefined): void {
  if (user) chownSync(folder, user.uid, user.gid)
}

/** The highest folder on the way to `path` that `user` may not enter, if any. Looks at mode bits, as the system does. */
export function closedFolder(path: string, user: SystemUser): string | undefined {
  const { mode, uid, gid } = statSync(path)
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
  const parent = dirname(path)
  const above = parent === path ? undefined : closedFolder(parent, user)
  return above ?? ((mode & bit) === 0 ? path : undefined)
}
