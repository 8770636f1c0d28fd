import type { NamesAnswer } from '../index/names-answer.ts'
import type { OpenNamesIndex, SearchOptions } from './names.ts'

/** What the page asks. A newer question makes the older ones void. */
export interface NamesQuestion extends SearchOptions {
  id: number
  query: string
  /** The small file by which the query opens (see names-files.ts), which the page is loading already. */
  opening?: string
}

/** A file that the page asked for while the worker was still on its way; null where it did not come. */
export interface NamesDelivery {
  file: string
  bytes: ArrayBuffer | null
}

export type NamesMessage = NamesQuestion | NamesDelivery

/** An answer may come several times, from what is loaded and at last from the whole index; null where it cannot be had. */
export interface NamesReply {
  id: number
  answer: NamesAnswer | null
}

/** Answers questions from the index, which it opens at the first one; an empty query only warms it up. */
export function answerQuestions(
  open: () => Promise<OpenNamesIndex>,
  reply: (reply: NamesReply) => void,
): (message: NamesMessage) => void {
  let opening: Promise<OpenNamesIndex> | null = null
  let loading: Promise<void> | null = null
  let latest = 0

  const ask = async (question: NamesQuestion): Promise<void> => {
    let found = 0
    const answer = async (): Promise<void> => {
      if (question.id !== latest) return
      const answered = await names.search(question.query, question)
      if (question.id !== latest) return
      found = answered.hits.length
      reply({ id: question.id, answer: answered })
    }
    opening ??= open().catch((cause: unknown) => {
      opening = null
      throw cause
    })
    const names = await opening
    if (question.id !== latest) return
    if (names.isComplete) return await answer()
    const clear = await openSmall(names, question)
    if (question.id !== latest) return
    if (clear !== null) {
      found = clear.hits.length
      reply({ id: question.id, answer: clear })
    }
    // Asked for before the next answer is made, as it is a while on its way.
    const early = clear?.hits[0]?.why === 'exact' ? null : names.loadEarly(question.query)
    await answer()
    // What was typed is waited for; the rest of the index would only take the line from it.
    if (await early) await answer()
    // A newer question will see to it.
    if (question.id !== latest) return
    loading ??= names.loadAll(question.query, () => {
      if (found === 0) void answer()
    })
    await loading
    await answer()
  }

  return (question) => {
    if ('file' in question) return
    latest = question.id
    ask(question).catch(() => {
      loading = null
      if (question.id === latest) reply({ id: question.id, answer: null })
    })
  }
}

/** What the opening's file alone answers to a question, where that is clear. */
async function openSmall(
  names: OpenNamesIndex,
  { opening, query, ...options }: NamesQuestion,
): Promise<NamesAnswer | null> {
  if (opening === undefined || !(await names.loadSmall(opening))) return null
  return names.searchSmall(query, options)
}
