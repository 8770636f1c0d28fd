import { fetchNames } from './fetch-names.ts'
import { FIRST } from './names-format.ts'
import { answerQuestions, type NamesMessage } from './names-session.ts'

let deliver: (bytes: ArrayBuffer | null) => void = () => {}
let delivery: Promise<ArrayBuffer | null> | null = new Promise((resolve) => {
  deliver = resolve
})

/** The page sends the first file, which it asked for while this program was still on its way. */
async function takeFirst(): Promise<ArrayBuffer | null> {
  const taken = delivery
  delivery = null
  return taken
}

const ask = answerQuestions(
  async (file) => (file === FIRST ? await takeFirst() : null) ?? fetchNames(file),
  (reply) => self.postMessage(reply),
)

self.addEventListener('message', ({ data }: MessageEvent<NamesMessage>) => {
  if ('first' in data) deliver(data.first)
  else ask(data)
})
