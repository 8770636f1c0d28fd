import type { Reply } from '../session/reply.ts'
import type { FieldError } from './field-error.ts'

/** Why something was not done: the database's own refusal, or no answer that could be read. */
export type Unanswered = Exclude<Reply<unknown>, { outcome: 'answered' }>

/** What a page says where the database said nothing. */
export type LostWords = Readonly<Record<Exclude<Unanswered['outcome'], 'refused'>, string>>

/** The sentence of a refusal: the database words it for people, and the page words what was lost on the way. */
export const refusalSentence = (reply: Unanswered, lost: LostWords): string =>
  reply.outcome === 'refused' ? reply.refusal.message : lost[reply.outcome]

/** The refusal at the field that the database names; an empty path where it names none. */
export const refusalError = (reply: Unanswered, lost: LostWords): FieldError => ({
  path: reply.outcome === 'refused' ? (reply.refusal.details ?? '') : '',
  message: refusalSentence(reply, lost),
})
