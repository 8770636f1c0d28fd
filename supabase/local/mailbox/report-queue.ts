import { setTimeout } from 'node:timers/promises'

/** Something that is handed on; it never rejects. */
export type Delivery = () => Promise<unknown>

export interface Clock {
  /** Milliseconds. */
  now(): number
  sleep(milliseconds: number): Promise<void>
}

/** Its waiting keeps no process alive. */
const systemClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => setTimeout(milliseconds, undefined, { ref: false }),
}

/** After the answer to whoever sent the mail, as the provider's reports come. */
const firstPauseMilliseconds = 20

/**
 * Deliveries one after another, each after a pause as long as the one before took: what becomes of mails is told with a share of
 * the machine that shrinks when others want it. Told all at once, a mail's two reports cost as much as the registration it answers.
 *
 * @returns what puts a delivery at the end of the queue.
 */
export function createReportQueue(clock: Clock = systemClock): (delivery: Delivery) => void {
  const waiting: Delivery[] = []
  let isBusy = false

  async function work(): Promise<void> {
    isBusy = true
    await clock.sleep(firstPauseMilliseconds)
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const begun = clock.now()
      await next()
      await clock.sleep(clock.now() - begun)
    }
    isBusy = false
  }

  return (delivery) => {
    waiting.push(delivery)
    if (!isBusy) void work()
  }
}
