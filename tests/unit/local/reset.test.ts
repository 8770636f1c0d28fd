import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makePassingFolder } from '../../../supabase/local/process/owned-folders.ts'
import { startedAt } from '../../../supabase/local/process/process-identity.ts'

const RESET = fileURLToPath(new URL('../../../supabase/local/reset.ts', import.meta.url))

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'minglu-reset-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

/** What `npm run reset` says of the data. */
async function reset(): Promise<string> {
  const child = spawn(process.execPath, [RESET], { env: { ...process.env, MINGLU_DATA: data } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  await new Promise((resolve) => child.once('close', resolve))
  return said
}

function oldData(): void {
  mkdirSync(join(data, 'postgres'))
  mkdirSync(join(data, 'log'))
  writeFileSync(join(data, 'keys.json'), '{}')
}

test('starting over removes the data with its folder, and does no harm where there is none', async () => {
  oldData()
  expect(await reset()).toBe('The data is gone; npm start begins anew.\n')
  expect(existsSync(data)).toBe(false)
  expect(await reset()).toBe('The data is gone; npm start begins anew.\n')
})

test('starting over spares what a living bench works on, and says so', async () => {
  oldData()
  const bench = makePassingFolder(data, 'bench')
  writeFileSync(join(bench, 'figures'), 'half measured')
  expect(await reset()).toBe(
    `The data is gone; npm start begins anew.\nLeft alone, for a program is still at work there: ${bench}\n`,
  )
  expect(readdirSync(data)).toEqual([basename(bench)])
  expect(existsSync(join(bench, 'figures'))).toBe(true)
  expect(await reset()).toContain(bench)
})

test('starting over removes what a bench left that is not alive any more', async () => {
  oldData()
  const bench = makePassingFolder(data, 'bench')
  const ended = basename(bench).replace(/-\w{8}-(\w+)$/, `-${'0'.repeat(8)}-$1`)
  rmSync(bench, { recursive: true })
  mkdirSync(join(data, ended))
  await reset()
  expect(existsSync(data)).toBe(false)
})

test('starting over leaves a folder alone that is no data of a stack, and one on which a stack runs', async () => {
  writeFileSync(join(data, 'thesis.txt'), 'three years of work')
  expect(await reset()).toBe(`${data} does not look like the data of a stack, so it is left alone.\n`)
  oldData()
  writeFileSync(join(data, 'lock'), `${process.pid}\t${startedAt(process.pid)}`)
  expect(await reset()).toContain(`A stack is running on ${data} (process ${process.pid})`)
  expect(readdirSync(data)).toContain('thesis.txt')
})
