import { setTimeout } from 'node:timers/promises'
import { errorText } from '../process/command-error.ts'

/** Something to be looked after again and again, never twice at once. */
export interface Doorbell {
  readonly name: string
  readonly everyMilliseconds: number
  ring(): Promise<void>
}

export interface Doorbells {
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>
}

/** After a failure, so that a broken function is not called every second. */
const restMilliseconds = 10_000

/** Does here what pg_cron and pg_net do on hosted Supabase. `log` hears of each failure once, until it changes. */
export function startDoorbells(bells: readonly Doorbell[], log: (line: string) => void): Doorbells {
  const stopping = new AbortController()

  function pause(milliseconds: number): Promise<void> {
    return setTimeout(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  async function keep({ name, everyMilliseconds, ring }: Doorbell): Promise<void> {
    let lastFailure = ''
    while (!stopping.signal.aborted) {
      try {
        await ring()
        lastFailure = ''
        await pause(everyMilliseconds)
      } catch (error) {
        const failure = errorText(error)
        if (failure !== lastFailure && !stopping.signal.aborted) log(`${name}: ${failure}`)
        lastFailure = failure
        await pause(restMilliseconds)
      }
    }
  }

  const kept = bells.map(keep)
  return {
    async stop() {
      stopping.abort()
      await Promise.all(kept)
    },
  }
}
