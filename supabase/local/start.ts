import { z } from 'zod'
import { runCommand } from './process/command.ts'
import { CommandError } from './process/command-error.ts'
import { createProgress } from './process/progress.ts'
import { announce } from './running.ts'
import { defaultFolders, projectFolder } from './settings/folders.ts'
import { portsFromEnvironment } from './settings/ports.ts'
import { type Stack, startStack } from './stack.ts'

const seedSchema = z.enum(['none', 'real', 'demo']).default('demo')

function seedFromEnvironment() {
  const seed = seedSchema.safeParse(process.env.MINGLU_SEED)
  if (!seed.success) throw new CommandError('MINGLU_SEED must be none, real or demo.')
  return seed.data
}

function table(stack: Stack): string {
  const rows = [
    ['Site', stack.siteUrl],
    ['Mailbox', stack.mailboxUrl],
    ['Functions', `${stack.url}/functions/v1`],
    ['API', stack.url],
    ['Database', stack.databaseUrl.staff],
    ['Keys', `${stack.keys.publishableKey} (public)`],
    ['', `${stack.keys.secretKey} (secret)`],
    ['Staff', 'npm run staff -- list | approve | return | issue | publish'],
    ['Stop', 'Ctrl-C; the data stays. npm run reset starts over.'],
  ]
  return rows.map(([name, value]) => `  ${name?.padEnd(10)} ${value}`).join('\n')
}

/** Aborts at Ctrl-C, at SIGTERM, when the terminal is closed, and when the npm that started this was ended. */
function signalOfTheEnd(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort())
  // npm hands a SIGTERM to the shell between us, which dies of it and says nothing.
  const parent = process.ppid
  const orphaned = () => process.ppid !== parent && controller.abort()
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 500).unref()
  return controller.signal
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve())
  })
}

await runCommand(async () => {
  const folders = defaultFolders()
  const signal = signalOfTheEnd()
  try {
    const stack = await startStack({
      folders,
      projectFolder,
      ports: portsFromEnvironment(),
      seed: seedFromEnvironment(),
      site: true,
      stage: createProgress(process.stderr),
      log: (line) => process.stderr.write(`${line}\n`),
      signal,
    })
    const withdraw = announce(folders.data, stack.environment)
    process.stdout.write(`\n${table(stack)}\n\n`)
    await untilAborted(signal)
    process.stderr.write('Stopping …\n')
    withdraw()
    await stack.stop()
  } catch (error) {
    if (!signal.aborted) throw error
  }
})
process.exit()
