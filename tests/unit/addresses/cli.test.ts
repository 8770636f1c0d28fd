import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ADDRESS_CASES, ADDRESS_CASES_FILE } from '../../fixtures/addresses/cases.ts'

const SCRIPT = fileURLToPath(new URL('../../../src/lib/verify/cli.ts', import.meta.url))
const run = (...options: string[]) => spawnSync(process.execPath, [SCRIPT, ...options], { encoding: 'utf8' })

describe('the recognise command', () => {
  test('prints a line of JSON for a query', () => {
    const { stdout, stderr, status } = run('--query', 'weibo.com/u/2310000010?from=x')
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(JSON.parse(stdout)).toEqual({
      query: 'weibo.com/u/2310000010?from=x',
      kind: 'account',
      platform: 'weibo',
      handle: '2310000010',
      address: 'https://weibo.com/u/2310000010',
      imitates: null,
      sentence: '已识别：新浪微博，账号名 2310000010',
    })
  })

  test('reads a file of cases, in their order', () => {
    const { stdout } = run('--file', fileURLToPath(ADDRESS_CASES_FILE))
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ sentence, ...rest }) => (sentence === '' ? null : rest))).toEqual(ADDRESS_CASES)
  })

  test.each([
    ['it was asked nothing', [], 'neither --query nor --file'],
    ['a file is missing', ['--file', 'nowhere.ndjson'], 'there is no file nowhere.ndjson'],
    ['it does not know an option', ['--qury', 'x'], "Unknown option '--qury'"],
  ])('says in a sentence that %s', (_, options, words) => {
    const { status, stdout, stderr } = run(...options)
    expect(stderr).toContain(words)
    expect(stderr).toContain('usage: npm run --silent recognise')
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  })
})
