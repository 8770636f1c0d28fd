import type { NamesAnswer } from '../index/names-answer.ts'
import { FIRST, openingFile } from '../index/names-files.ts'
import { fetchNames } from './fetch-names.ts'
import type { SearchOptions } from './names.ts'
import type { NamesMessage, NamesQuestion, NamesReply } from './names-session.ts'
import NamesWorker from './worker.ts?worker'

/** Called with each answer to the newest question, or with null where the index cannot be had. */
export type AnswerListener = (answer: NamesAnswer | null) => void

type Post = (message: NamesMessage) => void

/** The names index as a page sees it: one worker for the page, started at the first question. */
export class NamesClient {
  #post: Post | null = null
  #last: NamesQuestion = { id: 0, query: '' }
  #listener: AnswerListener = () => {}
  #opening: string | null = null
  #isComplete = false

  /** Starts the worker and the loading of the index, so that the first question finds it ready. */
  warmUp(): void {
    if (this.#post === null) this.ask('', {}, () => {})
  }

  ask(query: string, options: SearchOptions, listener: AnswerListener): void {
    const opening = this.#isComplete ? null : openingFile(query)
    this.#last = { id: this.#last.id + 1, query, ...options, ...(opening === null ? {} : { opening }) }
    this.#listener = listener
    this.#post ??= this.#start()
    this.#post(this.#last)
    if (opening !== null && opening !== this.#opening) this.#deliver(opening)
    this.#opening = opening
  }

  #onReply({ id, answer }: NamesReply): void {
    if (answer?.complete) this.#isComplete = true
    if (id === this.#last.id) this.#listener(answer)
  }

  #start(): Post {
    // The program and the first file are under way at the same time.
    const first = fetchNames(FIRST).catch(() => null)
    try {
      const worker = new NamesWorker()
      worker.addEventListener('message', ({ data }: MessageEvent<NamesReply>) => this.#onReply(data))
      worker.addEventListener('error', () => {
        this.#post = this.#startInPage()
        this.#post(this.#last)
      })
      const post: Post = (message) => worker.postMessage(message)
      first.then((bytes) => post({ file: FIRST, bytes }))
      return post
    } catch {
      return this.#startInPage()
    }
  }

  /** Loads the file by which a query opens, at once and not only when the index says so. */
  #deliver(file: string): void {
    fetchNames(file)
      .catch(() => null)
      .then((bytes) => this.#post?.({ file, bytes }))
  }

  /** Where workers cannot be had, the same program runs here, a little at a time. */
  #startInPage(): Post {
    const held = import('./in-page.ts').then(({ answerInPage }) =>
      answerInPage((reply) => this.#onReply(reply)),
    )
    return (message) => {
      held.then(
        (post) => post(message),
        () => this.#listener(null),
      )
    }
  }
}

/** The one client of this page. */
export const namesClient = new NamesClient()
