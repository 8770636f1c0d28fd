import { FIRST } from '../index/names-files.ts'
import { fetchNames } from './fetch-names.ts'
import { openNames } from './names-query.ts'
import { answerQuestions, type NamesMessage } from './names-session.ts'

interface Delivery {
  promise: Promise<ArrayBuffer | null>
  resolve: (bytes: ArrayBuffer | null) => void
}

/** Files that the page asked for, and is going to hand over. */
const deliveries = new Map<string, Delivery>()
expect(FIRST)

function expect(file: string): void {
  if (!deliveries.has(file)) deliveries.set(file, makeDelivery())
}

function makeDelivery(): Delivery {
  let resolve: Delivery['resolve'] = () => {}
  const promise = new Promise<ArrayBuffer | null>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

const ask = answerQuestions(
  () => openNames(async (file) => (await deliveries.get(file)?.promise) ?? fetchNames(file)),
  (reply) => self.postMessage(reply),
)

self.addEventListener('message', ({ data }: MessageEvent<NamesMessage>) => {
  if ('file' in data) {
    deliveries.get(data.file)?.resolve(data.bytes)
    return
  }
  if (data.opening !== undefined) expect(data.opening)
  ask(data)
})
