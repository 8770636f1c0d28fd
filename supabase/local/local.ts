import { parseArgs } from 'node:util'
import { connect } from './database/database.ts'
import { runCommand } from './process/command.ts'
import { CommandError } from './process/command-error.ts'
import { runningEnvironment } from './running.ts'
import { defaultFolders } from './settings/folders.ts'

/** As a shell reads it: whatever stands in the value, line ends included, stays as it is. */
function assignment([name, value]: readonly [string, string]): string {
  return `export ${name}='${value.replaceAll("'", "'\\''")}'`
}

const keyNames = ['SUPABASE_PUBLISHABLE_KEY', 'SUPABASE_SECRET_KEY']

/** One line a matter: what is fine is only named. */
async function status(url: string): Promise<string[]> {
  const sql = connect(url)
  try {
    const rows = await sql`
      select concat_ws(' ', case when fine then '✓' else '✗' end, matter, to_char(since at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI'),
        case when not fine then says end) as line
      from private.status order by fine, matter`
    return rows.map(({ line }) => String(line))
  } finally {
    await sql.end()
  }
}

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'boolean' },
      keys: { type: 'boolean' },
      env: { type: 'boolean' },
      status: { type: 'boolean' },
    },
    strict: false,
  })
  if (!values.url && !values.keys && !values.env && !values.status) {
    throw new CommandError(
      'Say what to print: --url (the database), --keys, --env (every variable, for a shell), or --status (whether all runs well).',
    )
  }
  const entries = Object.entries(runningEnvironment(defaultFolders().data))
  const shown = entries.filter(([name]) => values.env || keyNames.includes(name))
  const url = entries.find(([name]) => name === 'DATABASE_URL')?.[1]
  if (values.status && url !== undefined) {
    process.stdout.write(`${(await status(url)).join('\n')}\n`)
    return
  }
  const lines = values.url
    ? entries.filter(([name]) => name === 'DATABASE_URL').map(([, value]) => value)
    : shown.map(assignment)
  process.stdout.write(`${lines.join('\n')}\n`)
})
