import { DatabaseError } from './database/calls.ts'

type Facts = Readonly<Record<string, string | number | boolean | null>>

/** Writes one event. Facts are codes and counts; no name, address, token or password may ever be among them. */
export type Log = (event: string, facts?: Facts) => void

export const writeLog: Log = (event, facts = {}) => console.error(JSON.stringify({ event, ...facts }))

/** What may be said about a cause. Its message stays out: parsers and databases quote the value they choked on. */
export function describeCause(cause: unknown): Facts {
  if (cause instanceof DatabaseError) return { cause: cause.name, call: cause.call, code: cause.code }
  return { cause: cause instanceof Error ? cause.name : typeof cause }
}
