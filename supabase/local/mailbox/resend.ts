import { createHash } from 'node:crypto'
import { z } from 'zod'
import { textOf } from './content.ts'
import type { MailStore } from './store.ts'

const recipients = z.union([z.string(), z.array(z.string()).min(1).max(50)]).transform((to) => [to].flat())

// resend.com/docs, "Send Email": what the SDK puts on the wire. Fields that a mailbox has no use for pass unread.
const emailSchema = z.object({
  from: z.string().min(1),
  to: recipients,
  subject: z.string(),
  html: z.string().default(''),
  text: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
})

const batchSchema = z.array(emailSchema).min(1).max(100)

function refusal(status: number, name: string, message: string): Response {
  return Response.json({ statusCode: status, name, message }, { status })
}

function accept(store: MailStore, email: z.output<typeof emailSchema>): { id: string } {
  return { id: store.add({ ...email, text: email.text || textOf(email.html) }).id }
}

const dayMilliseconds = 24 * 3600 * 1000

/**
 * Answers as Resend does to `POST /emails` and `POST /emails/batch`, and keeps what it is sent. A key is good for 24
 * hours: the same payload gets the same answer and no second mail, another payload is refused with 409.
 */
export async function receiveEmails(store: MailStore, request: Request): Promise<Response> {
  if (!request.headers.get('authorization')?.startsWith('Bearer re_')) {
    return refusal(401, 'missing_api_key', 'Missing API key in the authorization header')
  }
  const key = request.headers.get('idempotency-key')
  if (key !== null && (key.length < 1 || key.length > 256)) {
    return refusal(400, 'invalid_idempotency_key', 'The key must be between 1 and 256 characters')
  }
  const payload = await request.text()
  const path = new URL(request.url).pathname
  const digest = createHash('sha256').update(`${path}\n${payload}`).digest('hex')
  const earlier = key === null ? undefined : store.reply(key)
  if (earlier && Date.now() - Date.parse(earlier.at) < dayMilliseconds) {
    return earlier.digest === digest
      ? Response.json(earlier.body)
      : refusal(
          409,
          'invalid_idempotent_request',
          'Same idempotency key used with a different request payload',
        )
  }
  const parsed = (path === '/emails/batch' ? batchSchema : emailSchema).safeParse(parseJson(payload))
  if (!parsed.success) return refusal(422, 'validation_error', z.prettifyError(parsed.error))
  const body = Array.isArray(parsed.data)
    ? { data: parsed.data.map((email) => accept(store, email)) }
    : accept(store, parsed.data)
  if (key !== null) store.remember({ key, digest, body })
  return Response.json(body)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
