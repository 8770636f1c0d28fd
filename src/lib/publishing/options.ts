import { resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface BuildOptions {
  /** Folder that receives the site; replaced only when the new one is whole. */
  out: string
  /** Snapshot to build from; null: take a new one through REST. */
  snapshot: string | null
}

/** Throws on an unknown option. */
export function buildOptions(commandLine: string[]): BuildOptions {
  const { values } = parseArgs({
    args: commandLine,
    options: { out: { type: 'string', default: 'dist' }, snapshot: { type: 'string' } },
  })
  return {
    out: resolve(values.out),
    snapshot: values.snapshot === undefined ? null : resolve(values.snapshot),
  }
}
