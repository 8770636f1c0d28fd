import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const SCRIPT = fileURLToPath(new URL('../../../src/lib/search/cli.ts', import.meta.url))

describe('the search command says in a sentence', () => {
  test.each([
    ['that nothing is built yet', ['--query', '人大附中'], 'npm start or npm run build makes one'],
    ['that it was asked nothing', [], 'neither --query nor --file'],
    ['which option it does not know', ['--qury', 'x'], "Unknown option '--qury'"],
    ['what a limit is', ['--query', 'x', '--limit', 'many'], '--limit is a whole number above 0, not many'],
  ])('%s', (_, options, words) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...options], {
      cwd: tmpdir(),
      encoding: 'utf8',
    })
    expect(stderr).toContain(words)
    expect(stderr).toContain('usage: npm run --silent search')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })
})
