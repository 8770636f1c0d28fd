import type { NamesAnswer, SearchOptions } from './names-query.ts'
import type { NamesQuestion, NamesReply } from './names-session.ts'
import NamesWorker from './worker.ts?worker'

/** Called with each answer to the newest question, or with null where the index cannot be had. */
export type AnswerListener = (answer: NamesAnswer | null) => void

/** The names index as a page sees it: one worker for the page, started at the first question. */
export class NamesClient {
  #post: ((question: NamesQuestion) => void) | null = null
  #id = 0
  #listener: AnswerListener = () => {}

  /** Starts the worker and the loading of the index, so that the first question finds it ready. */
  warmUp(): void {
    if (this.#post === null) this.ask('', {}, () => {})
  }

  ask(query: string, options: SearchOptions, listener: AnswerListener): void {
    this.#id += 1
    this.#listener = listener
    this.#post ??= this.#start()
    this.#post({ id: this.#id, query, ...options })
  }

  #start(): (question: NamesQuestion) => void {
    const worker = new NamesWorker()
    worker.addEventListener('message', ({ data }: MessageEvent<NamesReply>) => {
      if (data.id === this.#id) this.#listener(data.answer)
    })
    worker.addEventListener('error', () => {
      this.#post = null
      this.#listener(null)
    })
    return (question) => worker.postMessage(question)
  }
}

/** The one client of this page. */
export const namesClient = new NamesClient()
