import { type LoadFile, type Names, type NamesAnswer, openNames, type SearchOptions } from './names-query.ts'

/** What the page asks. A newer question makes the older ones void. */
export interface NamesQuestion extends SearchOptions {
  id: number
  query: string
}

/** An answer may come twice, from what is loaded and then from the whole index; null where the index cannot be had. */
export interface NamesReply {
  id: number
  answer: NamesAnswer | null
}

/** Answers questions from the index, which it opens at the first one; an empty query only warms it up. */
export function answerQuestions(
  load: LoadFile,
  reply: (reply: NamesReply) => void,
): (question: NamesQuestion) => void {
  let opening: Promise<Names> | null = null
  let loading: Promise<void> | null = null
  let latest = 0

  const answer = async (names: Names, question: NamesQuestion): Promise<void> => {
    if (question.id !== latest) return
    const found = await names.search(question.query, question)
    if (question.id === latest) reply({ id: question.id, answer: found })
  }

  const ask = async (question: NamesQuestion): Promise<void> => {
    opening ??= openNames(load)
    const names = await opening
    await answer(names, question)
    if (names.isComplete) return
    loading ??= names.loadAll(question.query)
    await loading
    await answer(names, question)
  }

  return (question) => {
    latest = question.id
    ask(question).catch(() => {
      opening = null
      loading = null
      if (question.id === latest) reply({ id: question.id, answer: null })
    })
  }
}
