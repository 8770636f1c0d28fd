import { defineConfig } from 'vitest/config'

const fixtures = './tests/fixtures'

/** One room of tests. Those that need a running stack take turns: two cores carry one such room at a time. */
function room(
  name: string,
  turn: number,
  options: { globalSetup?: string[]; seconds: number; workers?: number },
) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx}`],
      setupFiles: [`${fixtures}/console-errors.ts`],
      globalSetup: options.globalSetup ?? [],
      testTimeout: options.seconds * 1000,
      hookTimeout: 60_000,
      maxWorkers: options.workers ?? 1,
      sequence: { groupOrder: turn },
    },
  }
}

export default defineConfig({
  test: {
    reporters: ['default', `${fixtures}/closing-line-reporter.ts`],
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      room('unit', 0, { seconds: 30, workers: 2 }),
      room('database', 1, { globalSetup: [`${fixtures}/global-database.ts`], seconds: 30 }),
      room('functions', 2, { globalSetup: [`${fixtures}/global-stack.ts`], seconds: 30 }),
      room('attacks', 3, { globalSetup: [`${fixtures}/global-stack.ts`], seconds: 60 }),
      room('build', 4, { globalSetup: [`${fixtures}/global-site.ts`], seconds: 60 }),
      room('browser', 5, { globalSetup: [`${fixtures}/global-site.ts`], seconds: 120 }),
    ],
  },
})
