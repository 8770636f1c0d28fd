import { z } from 'zod'
import type { MailEvent } from '../_shared/database/mail.ts'
import { withoutAddresses } from '../_shared/mail/without-addresses.ts'

/**
 * A report as the provider writes it: https://resend.com/docs/dashboard/webhooks/event-types. What is not read here passes
 * unread; a type that nobody knows is kept by its name.
 */
const Report = z.object({
  type: z.string().min(1).max(100),
  created_at: z.string().refine((time) => !Number.isNaN(Date.parse(time))),
  data: z.looseObject({
    email_id: z.string().max(100).nullish().catch(null),
    to: z.array(z.string()).nullish().catch(null),
    tags: z.unknown().optional(),
    bounce: z
      .object({ type: z.string(), subType: z.string().catch(''), message: z.string().catch('') })
      .nullish()
      .catch(null),
    failed: z.object({ reason: z.string() }).nullish().catch(null),
    suppressed: z
      .object({ message: z.string().catch('') })
      .nullish()
      .catch(null),
    email: z.string().nullish().catch(null),
    origin: z.string().nullish().catch(null),
  }),
})
type Report = z.output<typeof Report>

/** Tags come as an object; the API that sends takes them as a list, so both are read. */
const MailTag = z.union([
  z.object({ mail: z.uuid() }).transform(({ mail }) => mail),
  z
    .array(z.object({ name: z.string(), value: z.string() }))
    .transform((tags) => z.uuid().safeParse(tags.find(({ name }) => name === 'mail')?.value).data ?? null),
])

/** Null where the body is no report at all. */
export function readReport(body: string): MailEvent | null {
  const parsed = Report.safeParse(parseJson(body))
  if (!parsed.success) return null
  const { type, created_at, data } = parsed.data
  return {
    type,
    mail_id: MailTag.safeParse(data.tags).data ?? null,
    provider_id: data.email_id ?? null,
    happened_at: new Date(created_at).toISOString(),
    address: data.email ?? data.to?.[0] ?? null,
    is_dead: isDead(parsed.data),
    reason: reasonOf(parsed.data),
    detail: detailOf(parsed.data),
  }
}

/** A full mailbox empties again; an address that does not exist stays so, and who called it spam wants no more. */
function isDead({ type, data }: Report): boolean {
  if (type === 'email.bounced')
    return data.bounce?.type !== 'Transient' && data.bounce?.type !== 'Undetermined'
  return type === 'email.complained' || type === 'email.suppressed' || type === 'suppression.added'
}

/** https://resend.com/docs/dashboard/emails/email-bounces */
const BOUNCES: Readonly<Record<string, string>> = {
  NoEmail: '这个邮箱不存在，请核对地址',
  Suppressed: '这个邮箱以前退过信，邮件服务商不再投递',
  OnAccountSuppressionList: '这个邮箱以前退过信，邮件服务商不再投递',
  MailboxFull: '对方邮箱已满，清理以后可以再发',
  MessageTooLarge: '对方邮箱不收这么长的信',
  ContentRejected: '对方邮箱把信当作垃圾邮件拒收',
  AttachmentRejected: '对方邮箱拒收',
}

/** In words for the school and the level above; the provider's own stay in `detail`. */
function reasonOf({ type, data }: Report): string | null {
  switch (type) {
    case 'email.bounced':
      return (
        BOUNCES[data.bounce?.subType ?? ''] ??
        (data.bounce?.type === 'Transient'
          ? '对方邮箱一再推迟收信，没有送到'
          : '对方邮箱退回了信，请核对地址')
      )
    case 'email.complained':
      return '收件人把信标成了垃圾邮件，不能再发到这个邮箱'
    case 'email.suppressed':
      return '这个邮箱以前退过信，邮件服务商不再投递'
    case 'suppression.added':
      return data.origin === 'complaint'
        ? '收件人把信标成了垃圾邮件，不能再发到这个邮箱'
        : '这个邮箱以前退过信，邮件服务商不再投递'
    case 'email.failed':
      return '邮件服务商没有发出这封信，请技术人员查看'
    case 'email.delivery_delayed':
      return '对方邮箱暂时不收信，邮件服务商会再试'
    default:
      return null
  }
}

function detailOf({ data }: Report): Record<string, string> {
  const detail = {
    bounce_type: data.bounce?.type,
    bounce_subtype: data.bounce?.subType,
    message: data.bounce?.message ?? data.suppressed?.message ?? data.failed?.reason,
    origin: data.origin ?? undefined,
  }
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, said]) => (said ? [[name, withoutAddresses(said)]] : [])),
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
