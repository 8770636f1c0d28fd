import { readdirSync, readFileSync } from 'node:fs'

const isNumber = (name: string) => /^\d+$/.test(name)

/** What a process or folder below /proc says; nothing when it has gone meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Memory of a process in MiB by one word of a file below /proc. */
const mib = (pid: string, file: string, word: 'VmRSS' | 'Pss') =>
  Number(new RegExp(`^${word}:\\s+(\\d+) kB`, 'm').exec(read(`/proc/${pid}/${file}`))?.[1] ?? 0) / 1024

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)

function withDescendants(pid: string): string[] {
  const children = list(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(' ').filter(isNumber),
  )
  return [pid, ...children.flatMap(withDescendants)]
}

/**
 * Watches the memory of every process whose command line holds `words`, with all that it starts (Linux). `stop` gives the highest
 * sum seen in MiB (proportional set sizes, looked at five times a second).
 */
export function watchMemory(words: string): { stop(): number } {
  let peak = 0
  const timer = setInterval(() => {
    const roots = list('/proc')
      .filter(isNumber)
      .filter((pid) => read(`/proc/${pid}/cmdline`).includes(words))
    const processes = [...new Set(roots.flatMap(withDescendants))]
    // What is shared counts twice here, so less than the peak is no new one; the exact figure goes through every page of memory.
    if (sum(processes.map((pid) => mib(pid, 'status', 'VmRSS'))) < peak) return
    peak = Math.max(peak, sum(processes.map((pid) => mib(pid, 'smaps_rollup', 'Pss'))))
  }, 200)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.round(peak)
    },
  }
}
