import { describe, expect, test } from 'vitest'
import {
  problemsOf,
  problemsOfReply,
  ReportReply,
  type ReportValues,
  reportOf,
  sendReport,
} from '../../../src/lib/mistakes/report-form.ts'
import { MistakeReport } from '../../../supabase/functions/_shared/contracts/mistakes/mistake.ts'

const values: ReportValues = { organization_code: '', kind: 'name', said: '现在叫第一中学', source: '' }

describe('what a visitor typed at /report', () => {
  test.each<[string, Partial<ReportValues>]>([
    ['with the least', {}],
    ['with everything', { organization_code: '１00001', source: '学校官网' }],
    ['of 500 characters', { said: '错'.repeat(500) }],
  ])('%s is sent as the function takes it', (_, typed) => {
    const all = { ...values, ...typed }
    expect(problemsOf(all)).toEqual([])
    expect(MistakeReport.safeParse(reportOf(all)).success).toBe(true)
  })

  test.each<[keyof ReportValues, string]>([
    ['organization_code', '10001'],
    ['organization_code', '第一中学'],
    ['kind', ''],
    ['said', ' 错了 '],
    ['said', '错'.repeat(501)],
    ['source', '网'.repeat(301)],
  ])('with a wrong %s is told so beside it, and the function would not take it', (field, typed) => {
    const all = { ...values, [field]: typed }
    expect(problemsOf(all).map((problem) => problem.field)).toEqual([field])
    expect(MistakeReport.safeParse(reportOf(all)).success).toBe(false)
  })

  test('is told of every fault in the order of the form', () => {
    expect(
      problemsOf({ organization_code: 'x', kind: '', said: '', source: '' }).map(({ field }) => field),
    ).toEqual(['organization_code', 'kind', 'said'])
  })
})

describe('what the function answered', () => {
  test('leads to the fields that it names, or says that nothing is lost', () => {
    expect(problemsOfReply({ outcome: 'kept' })).toEqual([])
    expect(problemsOfReply({ outcome: 'wrong', fields: ['said', 'kind'] }).map(({ field }) => field)).toEqual(
      ['kind', 'said'],
    )
    expect(problemsOfReply({ outcome: 'unknown_organization' })[0]?.field).toBe('organization_code')
    for (const reply of [
      { outcome: 'too_early', ticket: 't', retry_after_s: 4 },
      { outcome: 'too_many' },
      { outcome: 'failed' },
      { outcome: 'unreachable' },
    ] as const) {
      const [problem] = problemsOfReply(reply)
      expect(problem?.field).toBeNull()
      expect(problem?.words).toContain('您写的还在这里')
    }
  })

  test.each([null, 'kept', {}, { outcome: 'praised' }, { outcome: 'wrong' }, { outcome: 'too_early' }])(
    '%j is no answer',
    (value) => {
      expect(ReportReply.safeParse(value).success).toBe(false)
    },
  )

  test('is read as it came', () => {
    const answer = { outcome: 'wrong', fields: ['said'] }
    expect(ReportReply.safeParse(answer)).toEqual({ success: true, data: answer })
  })
})

describe('a report that comes too early', () => {
  const early = { outcome: 'too_early', ticket: 'second', retry_after_s: 4 } as const

  test('is sent again with the ticket that came back, after the time that was asked for', async () => {
    const sent: (string | null)[] = []
    const slept: number[] = []
    const reply = await sendReport(
      'first',
      async (ticket) => {
        sent.push(ticket)
        return sent.length === 1 ? early : { outcome: 'kept' }
      },
      async (milliseconds) => slept.push(milliseconds),
    )
    expect([reply, sent, slept]).toEqual([{ outcome: 'kept' }, ['first', 'second'], [4000]])
  })

  test('is not sent a third time', async () => {
    let sent = 0
    const reply = await sendReport(
      null,
      async () => {
        sent += 1
        return early
      },
      async () => undefined,
    )
    expect([reply, sent]).toEqual([early, 2])
  })
})
