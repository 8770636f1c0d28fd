import { writeFileSync } from 'node:fs'
import type { AstroIntegration } from 'astro'
import { ROUTES_FILE } from './renderer.ts'

/**
 * Compiles the pages into a program that renders one address at a time (entry.ts) instead of a folder of pages: a
 * publication then renders what it needs, on all cores, and the compiler need not run again until the sources change.
 * Nothing of it runs on a server; the site is files.
 */
export function renderer(): AstroIntegration {
  let routes: string[] = []
  return {
    name: 'renderer',
    hooks: {
      'astro:config:done': ({ setAdapter }) =>
        setAdapter({
          name: 'renderer',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./entry.ts', import.meta.url),
          supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'stable' },
        }),
      'astro:routes:resolved': (resolved) => {
        routes = resolved.routes.filter(({ origin }) => origin === 'project').map(({ pattern }) => pattern)
      },
      'astro:build:done': ({ dir }) => {
        writeFileSync(new URL(`../${ROUTES_FILE}`, dir), `${JSON.stringify(routes.toSorted())}\n`)
      },
    },
  }
}
