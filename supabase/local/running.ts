import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CommandError } from './process/command-error.ts'
import { lockHolder } from './process/lock.ts'
import { writeWhole } from './settings/keys.ts'

const environmentSchema = z.record(z.string(), z.string())

const fileIn = (dataFolder: string) => join(dataFolder, 'running.json')

/** Leaves the addresses and keys of this stack where the other commands find them. @returns what takes them away. */
export function announce(dataFolder: string, environment: Readonly<Record<string, string>>): () => void {
  const file = fileIn(dataFolder)
  writeWhole(file, JSON.stringify(environment), 0o600)
  return () => rmSync(file, { force: true })
}

/** What a script needs to talk to the running stack. @throws CommandError when none runs. */
export function runningEnvironment(dataFolder: string): Readonly<Record<string, string>> {
  const file = fileIn(dataFolder)
  if (!lockHolder(dataFolder) || !existsSync(file))
    throw new CommandError('No stack is running here; npm start starts one.')
  return environmentSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
