import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

export interface BuildOptions {
  /** Folder that receives the site; replaced only when the new one is whole. */
  out: string
  /** Snapshot to build from; null: read the register through REST. */
  snapshot: string | null
  /** The last whole site, into which only what changed is laid; null: every page is made anew. */
  onto: string | null
  /** What a build remembers for the next one (memory.ts). */
  memory: string
  /** Seconds to wait for another build that writes into the same folders. */
  patience: number
}

/** Throws on an unknown option. */
export function buildOptions(commandLine: string[]): BuildOptions {
  const { values } = parseArgs({
    args: commandLine,
    options: {
      out: { type: 'string', default: 'dist' },
      snapshot: { type: 'string' },
      onto: { type: 'string' },
      memory: { type: 'string', default: '.local/publication' },
      patience: { type: 'string', default: '900' },
    },
  })
  const given = (path: string | undefined) => (path === undefined ? null : resolve(path))
  return {
    out: resolve(values.out),
    snapshot: given(values.snapshot),
    onto: given(values.onto),
    memory: resolve(values.memory),
    patience: z.coerce.number().min(0).parse(values.patience),
  }
}
