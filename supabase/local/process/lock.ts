import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandError, errorCode } from './command-error.ts'
import { isAlive, startedAt } from './process-identity.ts'

const fileIn = (dataFolder: string) => join(dataFolder, 'lock')

/** The process that runs a stack on this data, if it still lives. */
export function lockHolder(dataFolder: string): number | undefined {
  const file = fileIn(dataFolder)
  if (!existsSync(file)) return undefined
  const [number, moment] = readFileSync(file, 'utf8').split('\t')
  const pid = Number(number)
  return pid && isAlive(pid) && startedAt(pid) === moment ? pid : undefined
}

/**
 * Makes sure that one stack at a time runs on the data. A lock whose holder was killed is taken over.
 *
 * @returns what lets the data go again.
 * @throws CommandError when another stack runs.
 */
export function takeLock(dataFolder: string): () => void {
  const file = fileIn(dataFolder)
  const holder = lockHolder(dataFolder)
  if (holder) {
    throw new CommandError(
      `A stack is already running on ${dataFolder} (process ${holder}); stop it, or go on using it.`,
    )
  }
  rmSync(file, { force: true })
  try {
    writeFileSync(file, `${process.pid}\t${startedAt(process.pid)}`, { flag: 'wx' })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    throw new CommandError(`Another stack is just starting on ${dataFolder}.`)
  }
  return () => rmSync(file, { force: true })
}
