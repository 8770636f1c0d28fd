import type { Reply } from '../../../lib/session/reply.ts'

/** Runs one act of the desk: says how it went, and loads anew where it succeeded. */
export type Act = <Value>(call: Promise<Reply<Value>>, done: (value: Value) => string) => Promise<boolean>

export interface Told {
  isDone: boolean
  sentence: string
}
