import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'
import { passDays, passTime, tend } from '../../fixtures/database/time.ts'

const REPORT = { organization_code: CODE.school, kind: 'account', said: '网址打不开', source: null }

/** The answer to a report from this client of this network. */
async function answerTo(sql: Sql, given: object, caller = 'client', around = 'network') {
  await asService(sql)
  const [row] = await sql<{ answer: { outcome: string; wait_s: number } }[]>`
    select public.report_mistake(${JSON.stringify(given)}::text::jsonb, ${caller}, ${around}) as answer`
  await asStaff(sql)
  if (!row) throw new Error('no answer')
  return row.answer
}

const report = async (sql: Sql, given: object, caller?: string, around?: string) =>
  (await answerTo(sql, given, caller, around)).outcome

/** As many different reports as that, each from a client of its own in a network of its own. */
async function flood(sql: Sql, count: number, given: object = REPORT): Promise<string[]> {
  const outcomes: string[] = []
  for (let sent = 0; sent < count; sent += 1)
    outcomes.push(
      await report(sql, { ...given, said: `网址打不开 ${sent}` }, `client ${sent}`, `network ${sent}`),
    )
  return outcomes
}

describe('a report of a mistake', () => {
  test('waits for staff, once, however often it is sent', async ({ sql }) => {
    expect(await report(sql, REPORT)).toBe('kept')
    expect(await report(sql, REPORT)).toBe('kept')
    expect(
      await sql`select organization_code, kind, said, source, state, settled_at from public.mistake_reports`,
    ).toEqual([{ ...REPORT, state: 'open', settled_at: null }])
  })

  test('may be about no organization, but about none that is not there', async ({ sql }) => {
    expect(await report(sql, { ...REPORT, organization_code: null })).toBe('kept')
    expect(await report(sql, { ...REPORT, organization_code: '999999' })).toBe('unknown_organization')
    expect(await sql`select organization_code from public.mistake_reports`).toEqual([
      { organization_code: null },
    ])
  })

  test('is answered later and later before a client is told to come back in an hour, others are not', async ({
    sql,
  }) => {
    const answers = []
    for (let sent = 0; sent < 6; sent += 1)
      answers.push(await answerTo(sql, { ...REPORT, organization_code: null, said: `网址打不开 ${sent}` }))
    expect(answers.map(({ outcome, wait_s }) => [outcome, wait_s])).toEqual([
      ['kept', 0],
      ['kept', 0],
      ['kept', 1],
      ['kept', 2],
      ['kept', 4],
      ['too_many', 0],
    ])
    expect(await report(sql, REPORT, 'another', 'elsewhere')).toBe('kept')
    await passTime(sql, 1)
    expect(await report(sql, REPORT)).toBe('kept')
  })

  test('is taken of one network forty times a day, however many clients it has, and five times about one organization', async ({
    sql,
  }) => {
    const outcomes = new Map<string, number>()
    for (let sent = 0; sent < 60; sent += 1) {
      const organization_code = [
        CODE.school,
        CODE.neighbour,
        CODE.university,
        CODE.tonglu,
        CODE.xihu,
        CODE.hangzhou,
        CODE.zhejiang,
        CODE.beijing,
        CODE.nation,
        null,
      ][sent % 10]
      const outcome = await report(
        sql,
        { ...REPORT, organization_code, said: `网址打不开 ${sent}` },
        `client ${sent}`,
      )
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect(Object.fromEntries(outcomes)).toEqual({ kept: 40, too_many: 20 })
    for (let sent = 0; sent < 6; sent += 1)
      await report(sql, { ...REPORT, said: `别的网络 ${sent}` }, `further client ${sent}`, 'another network')
    expect(await sql`select count(*)::int from public.mistake_reports where said like '别的网络%'`).toEqual([
      { count: 5 },
    ])
  })

  test.for([
    ['about one organization', REPORT, 25],
    ['about none', { ...REPORT, organization_code: null }, 205],
    ['about everything in one hour', { ...REPORT, organization_code: CODE.nation }, 305],
  ] as const)(
    'of a reader elsewhere is taken, once and later, in a flood %s',
    async ([, given, count], { sql }) => {
      expect(new Set(await flood(sql, count, given))).toEqual(new Set(['kept']))
      const wanted = { ...given, said: '真正的话' }
      expect(await answerTo(sql, wanted, 'reader', 'elsewhere')).toEqual({ outcome: 'kept', wait_s: 3 })
      expect(await report(sql, { ...wanted, said: '又来一次' }, 'reader', 'elsewhere')).toBe('too_many')
    },
  )

  test('carries the time when it was settled, and a year later it is gone', async ({ sql }) => {
    await report(sql, REPORT)
    await sql`update public.mistake_reports set state = 'mended'`
    const [settled] = await sql`select settled_at = now() as now from public.mistake_reports`
    expect(settled).toEqual({ now: true })
    await sql`update public.mistake_reports set state = 'open'`
    expect(await sql`select settled_at from public.mistake_reports`).toEqual([{ settled_at: null }])

    await sql`update public.mistake_reports set state = 'mended'`
    await passDays(sql, 200)
    await report(sql, { ...REPORT, said: '另一件事' })
    await passDays(sql, 166)
    await tend(sql)
    expect(await sql`select said from public.mistake_reports`).toEqual([{ said: '另一件事' }])
  })

  test('leaves no words in the audit log', async ({ sql }) => {
    await report(sql, { ...REPORT, said: '金丝雀的话', source: '金丝雀的网址' })
    await asOwner(sql)
    const rows = await sql`select * from private.audit_log where relation like '%mistake_reports'`
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('金丝雀')
  })
})
