import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { endOrphans } from './children.ts'
import { errorCode } from './command-error.ts'
import { lockHolder } from './lock.ts'
import { stopOrphan } from './orphaned-database.ts'
import { isAlive, startedAt } from './process-identity.ts'

/** What a passing folder is for: the data of a bench's stack, two commits compared, or what is just being removed. */
const kinds = ['bench', 'compare', 'gone'] as const
export type PassingKind = (typeof kinds)[number]

/** The owner stands in the name, so that a folder has one from the moment it is there. */
const pattern = new RegExp(`^(?:${kinds.join('|')})-(?:(\\d+)-([0-9a-f]{8})-([0-9a-f]{8})-)?[^-]+$`)

/** How long a folder is left alone whose owner cannot be looked for from here. */
const patienceMilliseconds = 24 * 3600 * 1000

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)

/** Where a process number means something: one start of one machine, one namespace of process numbers. */
function numberSpace(): string {
  try {
    return digest(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8') + readlinkSync('/proc/self/ns/pid'))
  } catch {
    return digest(hostname())
  }
}

/** Also where the process is another user's, of whom /proc may say nothing. */
function mayLive(pid: number, moment: string): boolean {
  if (isAlive(pid)) {
    const started = startedAt(pid)
    return started === '' || digest(started) === moment
  }
  try {
    process.kill(pid, 0)
    return startedAt(pid) === ''
  } catch (error) {
    return errorCode(error) === 'EPERM' && startedAt(pid) === ''
  }
}

const nameOf = (kind: PassingKind) =>
  `${kind}-${process.pid}-${numberSpace()}-${digest(startedAt(process.pid))}-`

/** A new folder below `parent` that lasts as long as this process at most. */
export function makePassingFolder(parent: string, kind: PassingKind): string {
  mkdirSync(parent, { recursive: true })
  return mkdtempSync(join(parent, nameOf(kind)))
}

function isAbandoned(folder: string, name: string): boolean {
  const [, pid, space, moment = ''] = pattern.exec(name) ?? []
  if (space === numberSpace()) return !mayLive(Number(pid), moment)
  const made = statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Date.now() - made > patienceMilliseconds
}

const isInUse = (folder: string, name: string) =>
  !isAbandoned(folder, name) || lockHolder(folder) !== undefined

/** Names of the passing folders below `parent` whose owner lives or cannot be looked for from here, or on which a stack runs. */
export function foldersInUse(parent: string): string[] {
  return listed(parent).filter((name) => pattern.test(name) && isInUse(join(parent, name), name))
}

/** Ends what a stack that was killed left running on its data. */
export async function endStackOn(dataFolder: string): Promise<void> {
  await endOrphans(dataFolder)
  await stopOrphan(join(dataFolder, 'postgres'))
}

/**
 * Removes the passing folders below `parent` that no living process owns. What cannot be told or removed is left alone: another
 * user's, one of another namespace of process numbers for a day, one on which a stack still runs. Any number may do it at once.
 */
export async function clearAbandoned(parent: string): Promise<void> {
  const names = listed(parent)
  for (const name of names.filter((each) => pattern.test(each))) {
    const folder = join(parent, name)
    try {
      if (isInUse(folder, name)) continue
      await endStackOn(folder)
      // Whoever comes first has it; for everybody else it is gone.
      const gone = join(parent, `${nameOf('gone')}${name.slice(name.lastIndexOf('-') + 1)}`)
      renameSync(folder, gone)
      rmSync(gone, { recursive: true, force: true })
    } catch (error) {
      if (!['ENOENT', 'EACCES', 'EPERM', 'EBUSY', 'ENOTEMPTY'].includes(errorCode(error) ?? '')) throw error
    }
  }
}

function listed(parent: string): string[] {
  try {
    return readdirSync(parent)
  } catch {
    return []
  }
}
