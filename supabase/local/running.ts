import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { lockHolder } from './process/lock.ts'
import { Refusal } from './process/refusal.ts'
import { writeWhole } from './settings/keys.ts'

const environmentSchema = z.record(z.string(), z.string())

const fileIn = (dataFolder: string) => join(dataFolder, 'running.json')

/** Leaves the addresses and keys of this stack where the other commands find them. @returns what takes them away. */
export function announce(dataFolder: string, environment: Readonly<Record<string, string>>): () => void {
  const file = fileIn(dataFolder)
  writeWhole(file, JSON.stringify(environment), 0o600)
  return () => rmSync(file, { force: true })
}

/** What a script needs to talk to the running stack. @throws Refusal when none runs. */
export function runningEnvironment(dataFolder: string): Readonly<Record<string, string>> {
  const file = fileIn(dataFolder)
  if (!lockHolder(dataFolder) || !existsSync(file))
    throw new Refusal('No stack is running here; npm start starts one.')
  return environmentSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}
