import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Children } from '../process/children.ts'
import { CommandError } from '../process/command-error.ts'
import { runScript } from '../process/program.ts'
import { quietEnvironment } from '../process/quiet.ts'
import { writeWhole } from '../settings/keys.ts'
import { fingerprint } from './fingerprint.ts'

/** `real` is what production loads; `demo` adds the invented organisations of a trial. */
export type Seed = 'none' | 'real' | 'demo'

export interface SeedOptions {
  readonly projectFolder: string
  readonly dataFolder: string
  readonly databaseUrl: string
  readonly children: Children
  readonly seed: Seed
  readonly onLine?: ((line: string) => void) | undefined
}

/** Loads the seed unless this very seed was loaded before. @throws CommandError when it fails. */
export async function loadSeed(options: SeedOptions): Promise<void> {
  const folder = join(options.projectFolder, 'supabase', 'seed')
  const script = join(folder, 'load.ts')
  if (options.seed === 'none' || !existsSync(script)) return
  const file = join(options.dataFolder, 'seeded')
  const wanted = `${options.seed} ${fingerprint([folder])}`
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return
  const { code, lastWords } = await runScript(
    options.children,
    options.seed === 'demo' ? [script, '--demonstration'] : [script],
    {
      cwd: options.projectFolder,
      env: { ...process.env, ...quietEnvironment, DATABASE_URL: options.databaseUrl },
      onLine: options.onLine,
    },
  )
  if (code !== 0) throw new CommandError(`The seed could not be loaded: ${lastWords}`)
  writeWhole(file, wanted, 0o644)
}
