import type { Unreachable } from './function-call.ts'

interface Failing {
  readonly outcome: string
}

/** What a page asks: an answer with its value, or the reason why there is none. */
export type Load<Value, Failure extends Failing> = () => Promise<
  { outcome: 'answered'; value: Value } | Failure
>

/** What a page has of what it asked. */
export type Loaded<Value, Failure extends Failing> =
  | { phase: 'loading' }
  | { phase: 'loaded'; value: Value }
  | { phase: 'failed'; failure: Failure | Unreachable }

export interface Loader<Value, Failure extends Failing> {
  shown(): Loaded<Value, Failure>
  /** Gives back what ends it. */
  subscribe(tell: () => void): () => void
  /** What is loaded stays until the new answer is there; a failure gives way to loading at once. */
  start(load: Load<Value, Failure>): Promise<void>
  /** The same once more. */
  reload(): Promise<void>
  /** The same in the background: only a new value is shown, so that what is typed on the screen outlives a lost connection. */
  refresh(): Promise<void>
  fail(failure: Failure): void
  /** Drops every answer that is still on its way. */
  leave(): void
}

/** Loads, and shows the answer to the latest load alone: one that was overtaken is dropped. */
export function createLoader<Value, Failure extends Failing>(): Loader<Value, Failure> {
  let state: Loaded<Value, Failure> = { phase: 'loading' }
  let last: Load<Value, Failure> | null = null
  let turn = 0
  const listeners = new Set<() => void>()

  function show(next: Loaded<Value, Failure>): void {
    state = next
    for (const tell of listeners) tell()
  }

  async function answerTo(load: Load<Value, Failure>): Promise<Loaded<Value, Failure>> {
    const reply = await load().catch((): Unreachable => ({ outcome: 'unreachable' }))
    return isAnswered(reply) ? { phase: 'loaded', value: reply.value } : { phase: 'failed', failure: reply }
  }

  async function start(load: Load<Value, Failure>): Promise<void> {
    last = load
    turn += 1
    const mine = turn
    if (state.phase === 'failed') show({ phase: 'loading' })
    const answer = await answerTo(load)
    if (mine === turn) show(answer)
  }

  return {
    shown: () => state,
    subscribe(tell) {
      listeners.add(tell)
      return () => void listeners.delete(tell)
    },
    start,
    async reload() {
      if (last !== null) await start(last)
    },
    async refresh() {
      if (last === null || state.phase !== 'loaded') return
      const started = turn
      const answer = await answerTo(last)
      if (answer.phase === 'loaded' && started === turn) show(answer)
    },
    fail(failure) {
      turn += 1
      show({ phase: 'failed', failure })
    },
    leave() {
      turn += 1
    },
  }
}

function isAnswered<Value, Failure extends Failing>(
  reply: { outcome: 'answered'; value: Value } | Failure | Unreachable,
): reply is { outcome: 'answered'; value: Value } {
  return reply.outcome === 'answered'
}
