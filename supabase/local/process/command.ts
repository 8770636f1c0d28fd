import { fileURLToPath } from 'node:url'
import { CommandError } from './command-error.ts'
import { clearAbandoned } from './owned-folders.ts'

/** Where benches keep their data for as long as they run. */
const localFolder = fileURLToPath(new URL('../../../.local', import.meta.url))

/**
 * Runs a command to its end, after what another left is cleared away that was ended in the middle: a command error is one sentence on
 * standard error and exit code 1, anything else a stack trace.
 */
export async function runCommand(work: () => Promise<void> | void): Promise<void> {
  try {
    await clearAbandoned(localFolder)
    await work()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof CommandError) process.stderr.write(`${error.message}\n`)
    else throw error
  }
}
