import { describe, expect, test } from 'vitest'
import {
  problemsOf,
  problemsOfReply,
  ReportReply,
  type ReportValues,
  reportOf,
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
    for (const outcome of ['too_many', 'failed', 'unreachable'] as const) {
      const [problem] = problemsOfReply({ outcome })
      expect(problem?.field).toBeNull()
      expect(problem?.words).toContain('您写的还在这里')
    }
  })

  test.each([null, 'kept', {}, { outcome: 'praised' }, { outcome: 'wrong' }])('%j is no answer', (value) => {
    expect(ReportReply.safeParse(value).success).toBe(false)
  })

  test('is read as it came', () => {
    const answer = { outcome: 'wrong', fields: ['said'] }
    expect(ReportReply.safeParse(answer)).toEqual({ success: true, data: answer })
  })
})
