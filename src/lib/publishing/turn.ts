import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'

/** Who has the turn: a number is given again to another process, which then started at another moment. */
const Holder = z.object({ pid: z.int().positive(), started: z.string(), since: z.iso.datetime() })
type Holder = z.output<typeof Holder>

const POLL = 250
/** A file that is made and not yet written is its maker's for so long; afterwards the maker is dead. */
const WRITING = 10_000

/** The moment a process started, as the system writes it; null where there is none. */
function startOf(pid: number): string | null {
  try {
    if (platform() !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // From the third field on: the second, the program's name in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

function holderIn(text: string): Holder | null {
  try {
    return Holder.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Takes away the file of a dead holder, and nobody else's: of two that find it, the slower would else take the faster's new one. */
function clear(file: string, dead: string): void {
  const aside = `${file}.${process.pid}`
  renameSync(file, aside)
  if (readFileSync(aside, 'utf8') !== dead) renameSync(aside, file)
  else rmSync(aside)
}

/** Null where the turn is ours now, else whose it is; `unknown` for a moment. */
function tryToTake(file: string): Holder | 'unknown' | null {
  const mine = { pid: process.pid, started: startOf(process.pid) ?? '', since: new Date().toISOString() }
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
    return null
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  try {
    const text = readFileSync(file, 'utf8')
    const holder = holderIn(text)
    if (holder !== null && startOf(holder.pid) === holder.started) return holder
    if (holder !== null || Date.now() - statSync(file).mtimeMs > WRITING) clear(file, text)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  return 'unknown'
}

/** Where those that write into a folder wait for each other: beside it, because the folder itself is replaced. */
export function turnFile(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.turn`)
}

/**
 * Waits until nobody else writes into the folder, at most `patience` milliseconds. A holder that was killed has no turn any more.
 * Returns what gives the turn back. Throws a sentence that says who has it.
 */
export async function takeTurn(
  folder: string,
  patience: number,
  say: (sentence: string) => void,
): Promise<() => void> {
  const file = turnFile(folder)
  mkdirSync(dirname(file), { recursive: true })
  let isTold = false
  for (let waited = 0; ; waited += POLL) {
    const holder = tryToTake(file)
    if (holder === null) return () => rmSync(file, { force: true })
    if (holder !== 'unknown') {
      const other = `另一次发布（进程 ${holder.pid}，${holder.since} 开始）正在往 ${folder} 写`
      if (waited >= patience)
        throw new Error(
          `${other}，等了 ${Math.round(waited / 1000)} 秒它还没有结束。网站保持原样，请稍后再试。`,
        )
      if (!isTold) say(`${other}，等它结束再开始。`)
      isTold = true
    }
    await setTimeout(POLL)
  }
}
