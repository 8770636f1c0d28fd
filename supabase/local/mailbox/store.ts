import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

export const messageSchema = z.object({
  id: z.string(),
  receivedAt: z.iso.datetime(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})

const replySchema = z.object({
  key: z.string(),
  digest: z.string().describe('Of the payload that the key was first used with.'),
  at: z.iso.datetime(),
  body: z.unknown(),
})

const lineSchema = z.union([
  z.object({ message: messageSchema }),
  z.object({ reply: replySchema }),
  z.object({ cleared: z.literal(true) }),
])

export type ReceivedMail = z.output<typeof messageSchema>
export type KeptReply = z.output<typeof replySchema>

export interface MailStore {
  /** Newest first; `to` narrows to one recipient, whatever the case of its letters. */
  messages(to?: string): readonly ReceivedMail[]
  message(id: string): ReceivedMail | undefined
  add(
    mail: Omit<ReceivedMail, 'id' | 'receivedAt' | 'tags'> & Partial<Pick<ReceivedMail, 'tags'>>,
  ): ReceivedMail
  reply(key: string): KeptReply | undefined
  remember(reply: Omit<KeptReply, 'at'>): void
  /** Forgets the mails. What was answered under a key stays answered. */
  clear(): void
}

/** Keeps mails in one file, a line for each, so that neither a restart nor a kill loses one that was accepted. */
export function openMailStore(file: string): MailStore {
  let messages: ReceivedMail[] = []
  const replies = new Map<string, KeptReply>()

  function take(line: z.output<typeof lineSchema>): void {
    if ('message' in line) messages.unshift(line.message)
    else if ('reply' in line) replies.set(line.reply.key, line.reply)
    else messages = []
  }

  function write(line: z.output<typeof lineSchema>): void {
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
    take(line)
  }

  if (existsSync(file)) {
    for (const text of readFileSync(file, 'utf8').split('\n')) {
      // A kill may have cut the last line; nothing was acknowledged for it.
      const line = lineSchema.safeParse(parseLine(text))
      if (line.success) take(line.data)
    }
  } else writeFileSync(file, '', { mode: 0o600 })

  return {
    messages: (to) =>
      to === undefined
        ? messages
        : messages.filter((message) =>
            message.to.some((one) => one.toLowerCase().includes(to.toLowerCase())),
          ),
    message: (id) => messages.find((message) => message.id === id),
    add(mail) {
      const message = { tags: [], ...mail, id: randomUUID(), receivedAt: new Date().toISOString() }
      write({ message })
      return message
    },
    reply: (key) => replies.get(key),
    remember: (reply) => write({ reply: { ...reply, at: new Date().toISOString() } }),
    clear: () => write({ cleared: true }),
  }
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
