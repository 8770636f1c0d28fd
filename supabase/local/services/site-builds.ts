import {
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'

const dayMilliseconds = 24 * 3600 * 1000

/** The builds of the site in one folder: numbered, and a link `current` to the one that is served. */
export interface SiteBuilds {
  /** The folder that is served, once there is one. */
  current(): string | undefined
  /** Earlier builds, newest first, of which the hashed assets are still there. */
  earlier(): readonly string[]
  /** An empty folder for the next build. */
  next(): string
  /** Serves this build from now on, in one step, and clears away what nobody can ask for any more. */
  publish(build: string): void
}

export function siteBuildsIn(folder: string): SiteBuilds {
  const link = join(folder, 'current')

  function numbers(): number[] {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .sort((one, other) => other - one)
  }

  function current(): string | undefined {
    if (!existsSync(link)) return undefined
    return join(folder, readlinkSync(link))
  }

  function earlier(): string[] {
    const served = current()
    return numbers()
      .map((number) => join(folder, String(number)))
      .filter((build) => build !== served)
  }

  function clear(build: string): void {
    const assets = join(build, '_astro')
    if (!existsSync(assets) || Date.now() - statSync(assets).mtimeMs > dayMilliseconds) {
      rmSync(build, { recursive: true, force: true })
      return
    }
    for (const name of readdirSync(build)) {
      if (name !== '_astro') rmSync(join(build, name), { recursive: true, force: true })
    }
  }

  return {
    current,
    earlier,
    next() {
      // What a build left lying that was killed.
      for (const name of readdirSync(folder)) {
        if (/^\.\d+\./.test(name)) rmSync(join(folder, name), { recursive: true, force: true })
      }
      const build = join(folder, String((numbers()[0] ?? 0) + 1))
      mkdirSync(build)
      return build
    },
    publish(build) {
      const draft = join(folder, 'next')
      rmSync(draft, { force: true })
      symlinkSync(build.slice(folder.length + 1), draft)
      renameSync(draft, link)
      // A page of the build before may still be on its way to somebody, so that one stays whole until the next time.
      for (const old of earlier().slice(1)) clear(old)
    },
  }
}
