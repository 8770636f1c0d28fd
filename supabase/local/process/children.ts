import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, startedAt, waitUntilGone } from './process-identity.ts'

/** Starts programs and remembers them in a file, so that the next start finds those that outlived a killed stack. */
export interface Children {
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess
  /** True from the moment that `stop` was called. */
  readonly stopping: boolean
  /** Ends everything that is still running. */
  stop(): Promise<void>
}

const fileIn = (dataFolder: string) => join(dataFolder, 'children')

async function end(pid: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    await waitUntilGone(pid, 3000)
  }
}

/** Ends the programs of a stack that was killed; a number that another program has got since is left alone. */
export async function endOrphans(dataFolder: string): Promise<void> {
  const file = fileIn(dataFolder)
  if (!existsSync(file)) return
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [number, moment] = line.split('\t')
    const pid = Number(number)
    if (pid && moment && isAlive(pid) && startedAt(pid) === moment) await end(pid)
  }
  rmSync(file)
}

export function createChildren(dataFolder: string): Children {
  const running = new Set<number>()
  let stopping = false
  return {
    get stopping() {
      return stopping
    },
    spawn(command, args, options) {
      const child = spawn(command, args, options)
      const { pid } = child
      if (pid !== undefined) {
        running.add(pid)
        appendFileSync(fileIn(dataFolder), `${pid}\t${startedAt(pid)}\n`)
        child.once('exit', () => running.delete(pid))
      }
      return child
    },
    async stop() {
      stopping = true
      await Promise.all([...running].map(end))
      rmSync(fileIn(dataFolder), { force: true })
    },
  }
}
