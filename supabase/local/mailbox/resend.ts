import {
  createResend,
  deliverTo,
  type SentEmail,
  type Store,
} from '../../../tests/fixtures/resend-stand-in.ts'
import { textOf } from './content.ts'
import { createReportQueue, type Delivery } from './report-queue.ts'
import type { MailStore, ReceivedMail } from './store.ts'

/** Where the mailbox reports what became of a mail, as the provider does. */
export interface ReportTarget {
  readonly address: string
  readonly secret: string
}

const asSent = ({ receivedAt: created_at, ...message }: ReceivedMail): SentEmail => ({
  ...message,
  created_at,
  last_event: 'delivered',
})

/** The mailbox's file as the place where the provider keeps its mails and its answers under keys. */
function keptIn(store: MailStore): Store {
  return {
    add: (email) => asSent(store.add({ ...email, text: email.text || textOf(email.html) })),
    emails: () => store.messages().map(asSent).reverse(),
    reply(key) {
      const earlier = store.reply(key)
      return earlier && { ...earlier, at: Date.parse(earlier.at) }
    },
    remember: (key, digest, body) => store.remember({ key, digest, body }),
  }
}

/**
 * Answers as Resend does, by the very stand-in that the tests use, without its limit; and reports what becomes of each mail,
 * so that a trial sees bounces too: bounced@resend.dev, complained+label@resend.dev.
 */
export function receiveAsResend(
  store: MailStore,
  target: ReportTarget | undefined,
): (request: Request) => Promise<Response> {
  const queue = createReportQueue()
  const later = (seconds: number, again: Delivery) => setTimeout(() => queue(again), seconds * 1000).unref()
  const { fetch: answer } = createResend({
    store: keptIn(store),
    requestsPerSecond: null,
    report(webhook) {
      if (target === undefined) return
      queue(() => deliverTo(fetch, target.address, [target.secret], webhook, later))
    },
  })
  return answer
}
