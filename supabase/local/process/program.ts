import type { SpawnOptions } from 'node:child_process'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import type { Children } from './children.ts'

/** How a program of ours ended: its lines on standard output, and why it failed as far as it said so. */
export interface ProgramExit {
  readonly code: number
  readonly output: readonly string[]
  /** The line that names the error, or the last one. */
  readonly reason: string
  readonly lastWords: string
}

const telling = /\b(?:error|refused|could not|cannot|failed|missing|not found)\b/i

function reasonIn(lines: readonly string[]): string {
  const named = lines.findLast((line) => telling.test(line) && !/^\s+at /.test(line))
  return (named ?? lines.at(-1) ?? 'it said nothing').trim()
}

/** Runs one of the project's own scripts on this very Node to its end. */
export function runScript(
  children: Children,
  args: readonly string[],
  options: SpawnOptions & { readonly onLine?: ((line: string) => void) | undefined },
): Promise<ProgramExit> {
  const { onLine, ...spawnOptions } = options
  return new Promise((resolve, reject) => {
    const child = children.spawn(process.execPath, args, {
      ...spawnOptions,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: string[] = []
    const said: string[] = []
    const listen = (raw: string) => {
      const line = stripVTControlCharacters(raw)
      if (line.trim()) said.push(line)
      onLine?.(line)
    }
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        output.push(line)
        listen(line)
      })
    }
    if (child.stderr) createInterface({ input: child.stderr }).on('line', listen)
    child.once('error', reject)
    child.once('close', (code) =>
      resolve({ code: code ?? 1, output, reason: reasonIn(said), lastWords: said.slice(-8).join('\n') }),
    )
  })
}
