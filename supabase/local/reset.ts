import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endOrphans } from './process/children.ts'
import { runCommand } from './process/command.ts'
import { CommandError, errorCode } from './process/command-error.ts'
import { lockHolder } from './process/lock.ts'
import { stopOrphan } from './process/orphaned-database.ts'
import { foldersInUse } from './process/owned-folders.ts'
import { defaultFolders } from './settings/folders.ts'

await runCommand(async () => {
  const { data, postgres } = defaultFolders()
  const holder = lockHolder(data)
  if (holder)
    throw new CommandError(
      `A stack is running on ${data} (process ${holder}); stop it before you start over.`,
    )
  const spared = foldersInUse(data)
  const ours = existsSync(data) ? readdirSync(data).filter((name) => !spared.includes(name)) : []
  if (ours.length > 0 && !ours.includes('postgres') && !ours.includes('log')) {
    throw new CommandError(`${data} does not look like the data of a stack, so it is left alone.`)
  }
  await endOrphans(data)
  await stopOrphan(postgres)
  try {
    for (const name of ours) rmSync(join(data, name), { recursive: true, force: true })
    if (spared.length === 0) rmSync(data, { recursive: true, force: true })
  } catch (error) {
    if (errorCode(error) !== 'EACCES' && errorCode(error) !== 'EPERM') throw error
    throw new CommandError(`This user may not remove ${data}; ask its owner to.`)
  }
  const left = spared.map((name) => `Left alone, for a program is still at work there: ${join(data, name)}\n`)
  process.stdout.write(`The data is gone; npm start begins anew.\n${left.join('')}`)
})
