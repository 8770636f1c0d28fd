import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Where one build works. Astro keeps what it renders with in the output folder only when that folder lies in the project;
 * elsewhere every build of a checkout would share one folder, and two at a time would break each other.
 */
export interface Workshop {
  /** Receives the built pages. */
  readonly site: string
  /** For Astro's content cache, which is written at every build too. */
  readonly cache: string
  close(): void
}

const isAlive = (process_: number): boolean => {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Opens this process's own workshop, and clears away those whose process was killed. */
export function openWorkshop(project: string): Workshop {
  const workshops = join(project, '.astro', 'builds')
  mkdirSync(workshops, { recursive: true })
  for (const name of readdirSync(workshops))
    if (!isAlive(Number(name))) rmSync(join(workshops, name), { recursive: true, force: true })
  const folder = join(workshops, String(process.pid))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  return {
    site: join(folder, 'site'),
    cache: join(folder, 'cache'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Moves a folder to a place that does not exist yet, also from one disk to another. */
export function moveFolder(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true })
  try {
    renameSync(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    cpSync(from, to, { recursive: true, preserveTimestamps: true })
    rmSync(from, { recursive: true, force: true })
  }
}
