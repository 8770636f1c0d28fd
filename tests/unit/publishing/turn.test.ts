import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeTurn, turnFile } from '../../../src/lib/publishing/turn.ts'

let parent: string
let folder: string
const said: string[] = []

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'turn-'))
  folder = join(parent, 'site')
  said.length = 0
})
afterEach(() => rmSync(parent, { recursive: true, force: true }))

const take = (patience = 10_000) => takeTurn(folder, patience, (sentence) => said.push(sentence))

/** A process that takes the turn and is killed with it in hand. */
async function killWithTurn(): Promise<void> {
  const turn = new URL('../../../src/lib/publishing/turn.ts', import.meta.url).href
  const code = `const { takeTurn } = await import(${JSON.stringify(turn)})
    await takeTurn(${JSON.stringify(folder)}, 0, () => {})
    console.log('taken')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code])
  await new Promise((resolve) => child.stdout.once('data', resolve))
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGKILL')
  await gone
}

describe('the turn to write into a folder', () => {
  it('is one publisher’s at a time: the next waits, says so once, and comes after it', async () => {
    const order: string[] = []
    const giveBack = await take()
    const second = take().then((done) => {
      order.push('second')
      done()
    })
    await expect.poll(() => said.length).toBe(1)
    order.push('first')
    giveBack()
    await second
    expect(order).toEqual(['first', 'second'])
    expect(said).toEqual([
      expect.stringMatching(`进程 ${process.pid}，.*正在往 ${folder} 写，等它结束再开始。`),
    ])
    expect(readdirSync(parent)).toEqual([])
  })

  it('is left with a sentence by whoever has no more patience', async () => {
    const giveBack = await take()
    await expect(take(0)).rejects.toThrow(/正在往 .* 写，等了 0 秒它还没有结束。网站保持原样/)
    giveBack()
  })

  it('is nobody’s after its holder was killed', async () => {
    await killWithTurn()
    expect(readdirSync(parent)).toEqual(['.site.turn'])
    const giveBack = await take(0)
    giveBack()
    expect(said).toEqual([])
  })

  it('is nobody’s where its holder’s number was given to another process', async () => {
    const other = { pid: process.pid, started: 'another moment', since: new Date().toISOString() }
    writeFileSync(turnFile(folder), JSON.stringify(other))
    const giveBack = await take(0)
    giveBack()
  })

  it('goes to one alone of many that find a dead holder', async () => {
    await killWithTurn()
    let inside = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        const giveBack = await take()
        inside += 1
        most = Math.max(most, inside)
        await Promise.resolve()
        inside -= 1
        giveBack()
      }),
    )
    expect(most).toBe(1)
  })
})
