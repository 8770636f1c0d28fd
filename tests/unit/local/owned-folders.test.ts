import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clearAbandoned, makePassingFolder } from '../../../supabase/local/process/owned-folders.ts'
import { startedAt } from '../../../supabase/local/process/process-identity.ts'

let parent: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'minglu-owned-'))
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

/** A folder of this process under the number of another one. */
function folderOf(pid: number): string {
  const mine = makePassingFolder(parent, 'bench')
  const name = basename(mine).replace(`-${process.pid}-`, `-${pid}-`)
  rmSync(mine, { recursive: true })
  mkdirSync(join(parent, name, 'site'), { recursive: true })
  writeFileSync(join(parent, name, 'site', 'index.html'), 'a page')
  return join(parent, name)
}

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--eval', ''])
  await new Promise((resolve) => child.once('exit', resolve))
  return child.pid ?? 0
}

function grownOld(folder: string): string {
  const time = Date.now() / 1000 - 25 * 3600
  utimesSync(folder, time, time)
  return folder
}

describe('folders that benches leave', () => {
  test('what a living process owns stays, however old', async () => {
    const folder = grownOld(makePassingFolder(parent, 'bench'))
    await clearAbandoned(parent)
    expect(existsSync(folder)).toBe(true)
  })

  test('what an ended process owned goes, with all that is in it', async () => {
    folderOf(await endedProcess())
    await clearAbandoned(parent)
    expect(readdirSync(parent)).toEqual([])
  })

  test('a living process that was given the number of the owner does not keep it', async () => {
    expect(startedAt(process.ppid)).not.toBe(startedAt(process.pid))
    folderOf(process.ppid)
    await clearAbandoned(parent)
    expect(readdirSync(parent)).toEqual([])
  })

  test('a folder from another namespace of process numbers is left alone for a day', async () => {
    const foreign = join(parent, `bench-1-${'0'.repeat(8)}-${'0'.repeat(8)}-abcdef`)
    mkdirSync(foreign)
    await clearAbandoned(parent)
    expect(existsSync(foreign)).toBe(true)
    grownOld(foreign)
    await clearAbandoned(parent)
    expect(existsSync(foreign)).toBe(false)
  })

  test('a folder on which a stack still runs stays', async () => {
    const folder = folderOf(await endedProcess())
    writeFileSync(join(folder, 'lock'), `${process.pid}\t${startedAt(process.pid)}`)
    await clearAbandoned(parent)
    expect(existsSync(folder)).toBe(true)
  })

  test('what is not a passing folder stays, and no folder at all is nothing to do', async () => {
    mkdirSync(grownOld(parent) && join(parent, 'postgres'))
    await clearAbandoned(parent)
    await clearAbandoned(join(parent, 'missing'))
    expect(readdirSync(parent)).toEqual(['postgres'])
  })

  test('several that clear at once do not stumble over each other', async () => {
    const pid = await endedProcess()
    for (let count = 0; count < 5; count += 1) folderOf(pid)
    await Promise.all([1, 2, 3, 4].map(() => clearAbandoned(parent)))
    expect(readdirSync(parent)).toEqual([])
  })
})
