import type { MistakeReport, ReportMistakeReply } from '#contracts/mistakes/mistake.ts'
import { SAID_LENGTH, SOURCE_LIMIT } from '#contracts/mistakes/mistake-kinds.ts'

/** What a visitor typed at /report, and what they are told. Without zod: the page is public and light. */

export type ReportField = 'organization_code' | 'kind' | 'said' | 'source'
export type ReportValues = Readonly<Record<ReportField, string>>

export interface ReportProblem {
  /** Null where no field mends it. */
  readonly field: ReportField | null
  readonly words: string
}

const WORDS: Readonly<Record<ReportField, string>> = {
  organization_code: '组织编号是六位数字，写在组织名称下面；不知道的请留空',
  kind: '请选择是哪一种问题',
  said: `请写明哪里不对，${SAID_LENGTH.min} 到 ${SAID_LENGTH.max} 个字`,
  source: `“您怎样知道的”最多 ${SOURCE_LIMIT} 个字`,
}
const FIELDS: readonly ReportField[] = ['organization_code', 'kind', 'said', 'source']

const length = (text: string) => [...text].length

/** Every field that must be mended first, in the order of the form. */
export function problemsOf(values: ReportValues): ReportProblem[] {
  const code = values.organization_code.normalize('NFKC').trim()
  const said = length(values.said.trim())
  const wrong: Readonly<Record<ReportField, boolean>> = {
    organization_code: code !== '' && !/^\d{6}$/.test(code),
    kind: values.kind === '',
    said: said < SAID_LENGTH.min || said > SAID_LENGTH.max,
    source: length(values.source.trim()) > SOURCE_LIMIT,
  }
  return FIELDS.filter((field) => wrong[field]).map((field) => ({ field, words: WORDS[field] }))
}

/** As it is sent; the function tidies and judges it again. */
export function reportOf(values: ReportValues): Record<keyof MistakeReport, string | null> {
  return { ...values, organization_code: values.organization_code || null, source: values.source || null }
}

/** What goes along with a report: the ticket that the page was given, and what stands in the field that no person sees. */
export interface ReportTicket {
  readonly ticket: string | null
  readonly left_empty: string
}

export type ReportAnswer = ReportMistakeReply | { outcome: 'unreachable' }

/**
 * Sends a report, and where the form was not open long enough, waits as long as is wanted and sends it again. `send` gets the ticket to
 * go along.
 */
export async function sendReport(
  ticket: string | null,
  send: (ticket: string | null) => Promise<ReportAnswer>,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<ReportAnswer> {
  const first = await send(ticket)
  if (first.outcome !== 'too_early') return first
  await sleep(first.retry_after_s * 1000)
  return send(first.ticket)
}

/** What stands in the way of the report, in the visitor's words; none where it was kept. */
export function problemsOfReply(reply: ReportAnswer): ReportProblem[] {
  switch (reply.outcome) {
    case 'kept':
      return []
    case 'wrong':
      return FIELDS.filter((field) => reply.fields.includes(field)).map((field) => ({
        field,
        words: WORDS[field],
      }))
    case 'unknown_organization':
      return [{ field: 'organization_code', words: '没有这个编号的组织，请核对编号，不知道的请留空' }]
    case 'too_early':
      return [{ field: null, words: '提交得太快了，请过几秒再按一次；您写的还在这里' }]
    case 'too_many':
      return [{ field: null, words: '提出的太多了，请一小时以后再交；您写的还在这里' }]
    case 'failed':
      return [{ field: null, words: '没有收下，是我们这边出了问题，请稍后再交；您写的还在这里' }]
    case 'unreachable':
      return [{ field: null, words: '网络没有接通，请稍后再交；您写的还在这里' }]
  }
}

const OUTCOMES: readonly string[] = [
  'kept',
  'wrong',
  'unknown_organization',
  'too_early',
  'too_many',
  'failed',
]

/** Reads the function's answer by its outcome alone. */
export const ReportReply = {
  safeParse(value: unknown): { success: true; data: ReportMistakeReply } | { success: false } {
    if (typeof value !== 'object' || value === null || !('outcome' in value)) return { success: false }
    if (!OUTCOMES.includes(String(value.outcome))) return { success: false }
    if (value.outcome === 'too_early' && !('ticket' in value && 'retry_after_s' in value))
      return { success: false }
    if (value.outcome === 'wrong' && !('fields' in value && Array.isArray(value.fields)))
      return { success: false }
    return { success: true, data: value as ReportMistakeReply }
  },
}
