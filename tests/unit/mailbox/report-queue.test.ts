import { expect, test } from 'vitest'
import { createReportQueue } from '../../../supabase/local/mailbox/report-queue.ts'

/** A clock that stands still but for what is slept, and what a delivery takes. */
function handClock() {
  const clock = {
    time: 0,
    slept: [] as number[],
    now: () => clock.time,
    async sleep(milliseconds: number) {
      clock.slept.push(milliseconds)
      clock.time += milliseconds
    },
  }
  return clock
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('reports are handed on one at a time, in their order', async () => {
  const queue = createReportQueue(handClock())
  const seen: string[] = []
  const answers: (() => void)[] = []
  for (const name of ['first', 'second'])
    queue(() => {
      seen.push(name)
      return new Promise<void>((resolve) => answers.push(resolve))
    })
  await turn()
  expect(seen).toEqual(['first'])
  answers[0]?.()
  await turn()
  expect(seen).toEqual(['first', 'second'])
})

test('after each report the queue rests as long as its answer took', async () => {
  const clock = handClock()
  const queue = createReportQueue(clock)
  for (const took of [300, 7])
    queue(async () => {
      clock.time += took
    })
  await turn()
  expect(clock.slept.slice(1)).toEqual([300, 7])
})

test('a report that comes when the queue has run empty is handed on too', async () => {
  const queue = createReportQueue(handClock())
  const seen: string[] = []
  queue(async () => seen.push('first'))
  await turn()
  queue(async () => seen.push('second'))
  await turn()
  expect(seen).toEqual(['first', 'second'])
})
