import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive, waitUntilGone } from './process-identity.ts'

/** The lines of the file that a running PostgreSQL keeps among its data: its process number first. */
export function lockLines(directory: string): string[] {
  const file = join(directory, 'postmaster.pid')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

/** Stops a PostgreSQL that outlived a killed stack; its clients are gone, so nothing is lost by a fast shutdown. */
export async function stopOrphan(directory: string): Promise<void> {
  const pid = Number(lockLines(directory)[0])
  if (!pid) return
  if (isAlive(pid) && commandLine(pid).includes(directory)) {
    process.kill(pid, 'SIGINT')
    if (!(await waitUntilGone(pid, 30_000))) process.kill(pid, 'SIGQUIT')
    await waitUntilGone(pid, 10_000)
  }
  rmSync(join(directory, 'postmaster.pid'), { force: true })
}
