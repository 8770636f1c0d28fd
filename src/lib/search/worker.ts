import { fetchNames } from './fetch-names.ts'
import { answerQuestions, type NamesQuestion } from './names-session.ts'

const ask = answerQuestions(fetchNames, (reply) => self.postMessage(reply))

self.addEventListener('message', ({ data }: MessageEvent<NamesQuestion>) => ask(data))
