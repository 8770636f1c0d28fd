import type { Resend } from 'resend'
import { z } from 'zod'
import type { UnknownBatch, UnknownSettlement } from '../_shared/database/mail.ts'

/** One page of the search for a batch of whose fate nobody is sure. `turn` waits until a request may be made. Never throws. */
export type Search = (batch: UnknownBatch, turn: () => Promise<boolean>) => Promise<UnknownSettlement>

const Page = z.object({
  has_more: z.boolean(),
  data: z.array(z.object({ id: z.string(), to: z.array(z.string()), created_at: z.string() })),
})

const Tagged = z.object({
  tags: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
})

const PAGE_LENGTH = 100
/** Clocks differ. */
const SLACK_MS = 60_000

/**
 * Looks through what the provider sent, newest first. Its list does not show tags, so a mail to the right address is asked for
 * by itself. https://resend.com/docs/api-reference/emails/list-emails and …/emails/retrieve-email
 */
export function createSearch(resend: Pick<Resend, 'emails'>): Search {
  const signal = () => AbortSignal.timeout(20_000)

  return async (batch, turn) => {
    const found: Record<string, string> = {}
    const stuck = (reason: string): UnknownSettlement => ({ found, after: batch.after, reason })
    const { data, error } = await resend.emails.list(
      { limit: PAGE_LENGTH, ...(batch.after === null ? {} : { after: batch.after }) },
      { signal: signal() },
    )
    const page = Page.safeParse(data)
    if (!page.success) return stuck(reasonOf(error?.statusCode ?? null))
    const begin = Date.parse(batch.since) - SLACK_MS
    const recipients = new Set(batch.mails.map(({ to }) => to.toLowerCase()))
    const wanted = new Set(batch.mails.map(({ id }) => id))
    for (const sent of page.data.data) {
      if (Date.parse(sent.created_at) < begin || !sent.to.some((to) => recipients.has(to.toLowerCase())))
        continue
      if (!(await turn())) return stuck('今天还没有核对完，稍后继续')
      const one = await resend.emails.get(sent.id, { signal: signal() })
      const tagged = Tagged.safeParse(one.data)
      if (!tagged.success) return stuck(reasonOf(one.error?.statusCode ?? null))
      const mail = tagged.data.tags.find(({ name }) => name === 'mail')?.value
      if (mail !== undefined && wanted.has(mail)) found[mail] = sent.id
    }
    const oldest = page.data.data.at(-1)
    const isOver =
      !page.data.has_more ||
      oldest === undefined ||
      Date.parse(oldest.created_at) < begin ||
      Object.keys(found).length === wanted.size
    return { found, after: isOver ? null : oldest.id, reason: null }
  }
}

function reasonOf(status: number | null): string {
  return status === 401 || status === 403
    ? '发信密钥不能查询已发的信，请换成有全部权限的密钥，或在邮件服务商的后台核对'
    : '向邮件服务商核对时没有得到答复，稍后再试'
}
