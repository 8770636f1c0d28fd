import { slicesOf } from '../match/slices.ts'
import { fetchNames } from './fetch-names.ts'
import { openNames } from './names-query.ts'
import { answerQuestions, type NamesMessage, type NamesReply } from './names-session.ts'

/** Work at a time on the page's own thread: short of a frame, so that typing stays smooth. */
const SLICE_MS = 8

/** The worker's program on the page's own thread. */
export function answerInPage(reply: (reply: NamesReply) => void): (message: NamesMessage) => void {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
  return answerQuestions(() => openNames(fetchNames, slicesOf(SLICE_MS, pause)), reply)
}
