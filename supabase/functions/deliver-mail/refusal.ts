/**
 * What becomes of a batch that the provider did not take. `retry` with `scope` provider: nothing else need be tried now
 * either. Reasons are read by staff. https://resend.com/docs/api-reference/errors
 */
export type Refusal =
  | {
      readonly outcome: 'retry'
      readonly code: string
      readonly reason: string
      readonly scope: 'batch' | 'provider'
      /** What the provider asked for; null where it said nothing. */
      readonly after_seconds: number | null
    }
  | { readonly outcome: 'failed' | 'paused'; readonly code: string; readonly reason: string }

interface Answer {
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

export function judgeRefusal(answer: Answer, headers: Readonly<Record<string, string>> | null): Refusal {
  const { name: code, statusCode: status } = answer
  const pause = PAUSING_NAMES[code] ?? PAUSING_STATUS[status ?? 0]
  if (pause !== undefined) return { outcome: 'paused', code, reason: named(pause, code) }

  const after_seconds = retryAfter(headers)
  const again = (scope: 'batch' | 'provider', reason: string): Refusal => ({
    outcome: 'retry',
    code,
    scope,
    after_seconds,
    reason: named(reason, code),
  })
  if (status === null) return again('provider', '没有得到邮件服务商的答复')
  if (status === 429) return again('provider', '发信太快，邮件服务商要求稍后再试')
  if (status >= 500) return again('provider', '邮件服务商暂时出错')
  if (status === 409 && code === 'invalid_idempotent_request')
    return { outcome: 'failed', code, reason: named('这一批已用别的内容发过，不再重发', code) }
  if (status === 408 || status === 409 || status === 425) return again('batch', '上一次请求还没有结束')
  if (status === 400 || status === 413 || status === 422)
    return { outcome: 'failed', code, reason: named('邮件服务商拒收', code, answer.message) }
  // An address of the API that does not exist, and whatever else no mail can be blamed for.
  return { outcome: 'paused', code, reason: named(`邮件服务商答复 ${status}`, code, answer.message) }
}

function named(reason: string, code: string, message = ''): string {
  return `${reason}（${code}${message === '' ? '' : `：${message.slice(0, 300)}`}）`
}

function retryAfter(headers: Readonly<Record<string, string>> | null): number | null {
  const seconds = Number.parseInt(headers?.['retry-after'] ?? '', 10)
  return Number.isNaN(seconds) ? null : Math.max(1, seconds)
}
