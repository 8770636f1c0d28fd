import { defineConfig } from 'vitest/config'

/** `npm run test:national`: what has to hold at the size of the country too. Takes minutes, so `npm test` leaves it out. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['tests/national/*.test.ts'],
    globalSetup: ['./tests/fixtures/global-country.ts'],
    setupFiles: ['./tests/fixtures/console-errors.ts'],
    reporters: ['default', './tests/fixtures/closing-line-reporter.ts'],
    testTimeout: 300_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
})
