import { CommandError } from './command-error.ts'

/** Runs a command to its end: a command error is one sentence on standard error and exit code 1, anything else a stack trace. */
export async function runCommand(work: () => Promise<void> | void): Promise<void> {
  try {
    await work()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof CommandError) process.stderr.write(`${error.message}\n`)
    else throw error
  }
}
