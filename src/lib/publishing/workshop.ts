import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Where one compilation works. Astro keeps what it renders with in the output folder only when that folder lies in the project;
 * elsewhere every build of a checkout would share one folder, and two at a time would break each other.
 */
export interface Workshop {
  /** Receives the compiled renderer. */
  readonly program: string
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
    program: join(folder, 'program'),
    cache: join(folder, 'cache'),
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
