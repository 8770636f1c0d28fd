import { withoutAddresses } from '../_shared/mail/without-addresses.ts'

/**
 * What becomes of a batch that the provider did not take. `retry` with `scope` provider: nothing else need be tried now
 * either. `unknown`: it may have been sent, and asking again would not tell. Reasons are read by staff.
 * https://resend.com/docs/api-reference/errors
 */
export type BatchFailure =
  | {
      readonly outcome: 'retry'
      readonly code: string
      readonly reason: string
      readonly scope: 'batch' | 'provider'
      /** What the provider asked for; null where it said nothing. */
      readonly after_seconds: number | null
      /** It surely took nothing. */
      readonly certain: boolean
    }
  | {
      readonly outcome: 'failed' | 'paused' | 'unknown'
      readonly code: string
      readonly reason: string
    }

interface ProviderAnswer {
  readonly name: string
  /** Null where no answer came. */
  readonly statusCode: number | null
  readonly message: string
}

/** Everything we would send is refused for these, whatever their status. */
const PAUSING_NAMES: Readonly<Record<string, string>> = {
  daily_quota_exceeded: '今天的发信额度已用完',
  monthly_quota_exceeded: '本月的发信额度已用完',
  invalid_from_address: '发件地址不被接受，请检查 MAIL_FROM',
  missing_api_key: '缺少发信密钥，请检查 RESEND_API_KEY',
  invalid_api_key: '发信密钥无效，请检查 RESEND_API_KEY',
  restricted_api_key: '发信密钥没有发信的权限',
}

const PAUSING_STATUS: Readonly<Record<number, string>> = {
  401: '邮件服务商不认发信密钥',
  403: '邮件服务商不允许发信，请检查发信域名',
  451: '邮件服务商因安全原因暂停发信',
}

export function judgeFailure(
  answer: ProviderAnswer,
  headers: Readonly<Record<string, string>> | null,
): BatchFailure {
  const { name: code, statusCode: status, message } = answer
  const pause = PAUSING_NAMES[code] ?? pauseInMessage(message) ?? PAUSING_STATUS[status ?? 0]
  if (pause !== undefined) return { outcome: 'paused', code, reason: named(pause, code) }

  const after_seconds = retryAfter(headers)
  const again = (scope: 'batch' | 'provider', reason: string, certain = false): BatchFailure => ({
    outcome: 'retry',
    code,
    scope,
    after_seconds,
    certain,
    reason: named(reason, code),
  })
  if (status === null) return again('provider', '没有得到邮件服务商的答复')
  if (status === 429) return again('provider', '发信太快，邮件服务商要求稍后再试', true)
  if (status >= 500) return again('provider', '邮件服务商暂时出错')
  // An earlier attempt went through, with a letter that has been reworded since.
  if (status === 409 && code === 'invalid_idempotent_request')
    return { outcome: 'unknown', code, reason: named('这一批可能已用别的措辞发出，正在核对', code) }
  if (status === 408 || status === 409 || status === 425) return again('batch', '上一次请求还没有结束')
  if (status === 400 || status === 413 || status === 422)
    return { outcome: 'failed', code, reason: named(mailFault(message), code, message) }
  // An address of the API that does not exist, and whatever else no mail can be blamed for.
  return { outcome: 'paused', code, reason: named(`邮件服务商答复 ${status}`, code, message) }
}

/** Faults that every mail shares, under names and statuses that have changed over time. */
function pauseInMessage(message: string): string | undefined {
  if (/\bAPI key\b/i.test(message)) return PAUSING_NAMES['invalid_api_key']
  return /`from`/.test(message) ? PAUSING_NAMES['invalid_from_address'] : undefined
}

/** What the provider says of one mail, in words for staff; the fault is nearly always the address. */
export function mailFault(message: string): string {
  if (/`?to`? field|recipient|email address/i.test(message)) return '收件邮箱的写法不对，请核对'
  if (/domain/i.test(message)) return '收件邮箱的域名不存在，请核对 @ 后面的部分'
  if (/too (large|long)|size/i.test(message)) return '信太长'
  return '邮件服务商拒收'
}

function named(reason: string, code: string, message = ''): string {
  return `${reason}（${code}${message === '' ? '' : `：${withoutAddresses(message)}`}）`
}

function retryAfter(headers: Readonly<Record<string, string>> | null): number | null {
  const seconds = Number.parseInt(headers?.['retry-after'] ?? '', 10)
  return Number.isNaN(seconds) ? null : Math.max(1, seconds)
}
