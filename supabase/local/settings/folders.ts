import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError, errorCode } from '../process/command-error.ts'

/** The project's own folder: where package.json, src and supabase stand. */
export const projectFolder = fileURLToPath(new URL('../../..', import.meta.url))

/** Every place where a stack keeps something, below one folder that `npm run reset` removes but for what a living bench owns there. */
export interface Folders {
  readonly data: string
  readonly postgres: string
  readonly log: string
  readonly site: string
  readonly home: string
}

export function foldersIn(data: string): Folders {
  const root = resolve(data)
  return {
    data: root,
    postgres: join(root, 'postgres'),
    log: join(root, 'log'),
    site: join(root, 'site'),
    home: join(root, 'home'),
  }
}

/** Where `npm start` and its companions keep their data. `MINGLU_DATA` moves it. */
export function defaultFolders(): Folders {
  return foldersIn(process.env.MINGLU_DATA ?? join(projectFolder, '.local'))
}

/** @throws CommandError when the folder may not be written. */
export function makeFolders(folders: Folders): void {
  const probe = join(folders.data, `.write-${process.pid}`)
  try {
    for (const folder of [folders.data, folders.log, folders.site, folders.home])
      mkdirSync(folder, { recursive: true })
    writeFileSync(probe, '')
    rmSync(probe)
  } catch (error) {
    const code = errorCode(error)
    if (code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) {
      throw new CommandError(
        `The stack keeps its data in ${folders.data}, which this user cannot write: change its owner or set MINGLU_DATA to another folder.`,
      )
    }
    throw error
  }
}
