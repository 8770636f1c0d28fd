import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import { defaultFolders, projectFolder } from './folders.ts'
import { Refusal } from './refusal.ts'
import { runningEnvironment } from './running.ts'
import { remote, runSupabase } from './supabase-cli.ts'

/** `npm run types`: writes down what the API of the running stack shows, for the modules that query. */
await runCommand(async () => {
  const { data, home } = defaultFolders()
  const { DATABASE_URL: url } = runningEnvironment(data)
  if (url === undefined) throw new Refusal('The running stack does not say where its database is.')
  const types = await runSupabase(
    ['gen', 'types', '--lang', 'typescript', '--schema', 'public', remote(url)],
    home,
  )
  const file = 'supabase/functions/_shared/contracts/database.types.ts'
  writeFileSync(join(projectFolder, file), types)
  process.stdout.write(`Written: ${file}\n`)
})
