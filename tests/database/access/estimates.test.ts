import type { Sql } from 'postgres'
import { expect } from 'vitest'
import { asOwner, asVisitor } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { test } from '../../fixtures/database/room.ts'

/** Rows that a visitor does not see, each so often that the planner would know it by heart, beside some that are seen. */
async function hide(sql: Sql): Promise<void> {
  await sql`insert into public.accounts (organization_code, subject, platform, nickname, address)
    select ${CODE.school}, 'cadre', 'zhihu', '晚晴说青春', 'https://www.zhihu.com/people/wanqing' from generate_series(1, 300)`
  await sql`insert into public.announcements (slug, issuer_code, title, body, publish_at)
    select 'draft-' || n, ${CODE.zhejiang}, '还在起草的通知', '正文', '2031-01-01' from generate_series(1, 300) n`
  await sql`insert into public.announcements (slug, issuer_code, title, body, state)
    select 'notice-' || n, ${CODE.nation}, '发布了的通知之' || n, '正文', 'published' from generate_series(1, 300) n`
}

/** What `Prefer: count=planned` answers with: the planner's guess at the number of rows. */
async function estimate(sql: Sql, table: string, condition: string): Promise<number> {
  const [row] = await sql.unsafe(`explain (format json) select from public.${table} where ${condition}`)
  return row?.['QUERY PLAN'][0].Plan['Plan Rows']
}

const QUESTIONS = [
  ['accounts', `organization_code = '${CODE.school}'`, `organization_code = '${CODE.neighbour}'`],
  ['accounts', "nickname = '晚晴说青春'", "nickname = '查无此人'"],
  [
    'accounts',
    "address = 'https://www.zhihu.com/people/wanqing'",
    "address = 'https://www.zhihu.com/people/nobody'",
  ],
  ['accounts', "nickname >= '晚晴' and nickname < '晚晵'", "nickname >= '查无' and nickname < '查旡'"],
  ['announcements', `issuer_code = '${CODE.zhejiang}'`, `issuer_code = '${CODE.tonglu}'`],
  ['announcements', "title = '还在起草的通知'", "title = '查无此文'"],
  ['announcements', "publish_at > '2030-12-31'", "publish_at > '2031-12-31'"],
] as const

const differs = async (sql: Sql, [table, right, wrong]: (typeof QUESTIONS)[number]) =>
  (await estimate(sql, table, right)) !== (await estimate(sql, table, wrong))

test.for(QUESTIONS)('of %s a visitor cannot tell by an estimate whether %s', async (question, { sql }) => {
  await asOwner(sql)
  await hide(sql)
  await sql`analyze public.accounts, public.announcements`
  await asVisitor(sql)
  expect(await differs(sql, question)).toBe(false)

  await asOwner(sql)
  await sql.unsafe(`
    alter table public.accounts alter organization_code set statistics 100, alter nickname set statistics 100, alter address set statistics 100;
    alter table public.announcements alter issuer_code set statistics 100, alter title set statistics 100, alter publish_at set statistics 100;
    analyze public.accounts, public.announcements`)
  await asVisitor(sql)
  expect(await differs(sql, question), 'what the planner knew would tell').toBe(true)
})
