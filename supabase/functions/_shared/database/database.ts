import { createCall } from './calls.ts'
import { linkCalls } from './links.ts'
import { mailCalls } from './mail.ts'
import { mistakeCalls } from './mistakes.ts'
import { publicationCalls } from './publication.ts'

/** The calls that the service role alone may make; nothing else of the database is reached from here. */
export function createDatabase(options: { url: string; secretKey: string }) {
  const call = createCall(options)
  return { ...mailCalls(call), ...linkCalls(call), ...mistakeCalls(call), ...publicationCalls(call) }
}
export type Database = ReturnType<typeof createDatabase>
