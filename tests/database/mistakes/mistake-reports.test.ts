import type { Sql } from 'postgres'
import { describe, expect } from 'vitest'
import { asOwner, asService, asStaff } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

const REPORT = { organization_code: CODE.school, kind: 'account', said: '网址打不开', source: null }

async function report(sql: Sql, given: object): Promise<string> {
  await asService(sql)
  const [row] = await sql`select public.report_mistake(${JSON.stringify(given)}::text::jsonb) as outcome`
  await asStaff(sql)
  return row?.outcome
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

  test('about an organization of which twenty wait is not taken, and about another it is', async ({
    sql,
  }) => {
    for (let sent = 0; sent < 20; sent += 1) await report(sql, { ...REPORT, said: `网址打不开 ${sent}` })
    expect(await report(sql, REPORT)).toBe('too_many')
    expect(await report(sql, { ...REPORT, organization_code: CODE.neighbour })).toBe('kept')
    await sql`update public.mistake_reports set state = 'declined' where said = '网址打不开 0'`
    expect(await report(sql, REPORT)).toBe('kept')
  })

  test('carries the time when it was settled, and a year later it is gone', async ({ sql }) => {
    await report(sql, REPORT)
    await sql`update public.mistake_reports set state = 'mended'`
    const [settled] = await sql`select settled_at = now() as now from public.mistake_reports`
    expect(settled).toEqual({ now: true })
    await sql`update public.mistake_reports set state = 'open'`
    expect(await sql`select settled_at from public.mistake_reports`).toEqual([{ settled_at: null }])

    await sql`update public.mistake_reports set state = 'mended'`
    await asOwner(sql)
    await sql`alter table public.mistake_reports disable trigger mistake_reports_are_settled`
    await sql`update public.mistake_reports set settled_at = now() - interval '366 days'`
    await sql`alter table public.mistake_reports enable trigger mistake_reports_are_settled`
    await report(sql, { ...REPORT, said: '另一件事' })
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
