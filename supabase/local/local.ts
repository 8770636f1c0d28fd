import { parseArgs } from 'node:util'
import { runCommand } from './process/command.ts'
import { CommandError } from './process/command-error.ts'
import { runningEnvironment } from './running.ts'
import { defaultFolders } from './settings/folders.ts'

/** As a shell reads it: whatever stands in the value, line ends included, stays as it is. */
function assignment([name, value]: readonly [string, string]): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`
}

const keyNames = ['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY']

await runCommand(() => {
  const { values } = parseArgs({
    options: { url: { type: 'boolean' }, keys: { type: 'boolean' }, env: { type: 'boolean' } },
    strict: false,
  })
  if (!values.url && !values.keys && !values.env) {
    throw new CommandError(
      'Say what to print: --url (the database), --keys, or --env (every variable, for a shell).',
    )
  }
  const entries = Object.entries(runningEnvironment(defaultFolders().data))
  const shown = entries.filter(([name]) => values.env || keyNames.includes(name))
  const lines = values.url
    ? entries.filter(([name]) => name === 'DATABASE_URL').map(([, value]) => value)
    : shown.map(assignment)
  process.stdout.write(`${lines.join('\n')}\n`)
})
