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

/** Memory of a process in MiB: its own, and its share of what it has in common with others. */
function memoryMib(pid: string): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024
}

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
    const processes = new Set(roots.flatMap(withDescendants))
    peak = Math.max(
      peak,
      [...processes].reduce((sum, pid) => sum + memoryMib(pid), 0),
    )
  }, 200)
  return {
    stop: () => {
      clearInterval(timer)
      return Math.round(peak)
    },
  }
}
