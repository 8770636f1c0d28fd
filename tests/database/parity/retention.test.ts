import { readFileSync } from 'node:fs'
import { describe, expect } from 'vitest'
import { asOwner } from '../../fixtures/database/callers.ts'
import { test } from '../../fixtures/database/room.ts'

const page = readFileSync(new URL('../../../src/components/site/PrivacyText.astro', import.meta.url), 'utf8')
const handbook = readFileSync(new URL('../../../src/content/guide/staff.md', import.meta.url), 'utf8')

/** What each row of the page's table is about. The record of an erasure is about nobody. */
const ROWS: Record<string, string> = {
  intake: '没有收下的凭据录入里的登录名',
  unproven_login: '要了验证码、没有填的邮箱',
  draft: '没有再动过的草稿',
  returned: '退回以后没有再交的登记',
  rejected: '不予通过的登记里的联系人、说明和账号',
  requests: '通过的变更和增加账号里的联系人和说明',
  closed: '撤销的单位的联系人',
  auth_log: '登录记录：邮箱、时间、网络地址',
  letters: '信件的收件邮箱和内容',
  settled: '办结的换邮箱、找回申请、邮箱检查里的个人信息',
  handovers: '凭据转交记录里的姓名和电话',
  idle_login: '没有人登录、也不是联系人的登录邮箱',
  suppressions: '退过信、投诉过的邮箱（只留算不回去的散列）',
  log_of_erased: '已删除的人的操作记录：只有登录编号，没有姓名、电话和邮箱',
  log: '操作记录',
}

/** `1,096 天` in the cell behind the one that says what. */
const daysOnPage = (what: string) =>
  Number(new RegExp(`<td>${what}</td><td>([\\d,]+) 天`).exec(page)?.[1]?.replace(',', ''))

describe('how long what is kept of persons lives', () => {
  test('stands on the privacy page as the database has it', async ({ sql }) => {
    await asOwner(sql)
    const periods =
      await sql`select id, days from private.retention_periods where id <> 'erasures' order by id`
    expect(Object.keys(ROWS).sort()).toEqual(periods.map(({ id }) => id))
    expect(Object.fromEntries(Object.entries(ROWS).map(([id, what]) => [id, daysOnPage(what)]))).toEqual(
      Object.fromEntries(periods.map(({ id, days }) => [id, days])),
    )
  })

  test('stands in the staff’s handbook with the same days', async ({ sql }) => {
    await asOwner(sql)
    const days = await sql`select distinct days from private.retention_periods where days < 1000`
    for (const period of days) expect(handbook).toContain(`${period.days} 天`)
  })
})
