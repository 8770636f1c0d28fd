import { expect } from 'vitest'
import { loadUniversityAccounts } from '../../../supabase/seed/demonstration/university-accounts.ts'
import { asOwner } from '../../fixtures/database/callers.ts'
import { CODE } from '../../fixtures/database/register.ts'
import { submitAs } from '../../fixtures/database/registrations.ts'
import { test } from '../../fixtures/database/room.ts'

const accounts = `select platform, nickname, handle, address, state, official, checked_at from public.accounts
  where organization_code = '${CODE.university}' and closed_on is null`

test('a university has the account that was found, opened, and neither verified nor checked', async ({
  sql,
}) => {
  await sql`update public.organizations set name = '中国石油大学（北京）' where code = ${CODE.university}`
  const { added, left } = await loadUniversityAccounts(sql)
  expect(await sql.unsafe(accounts)).toEqual([
    {
      platform: 'weibo',
      nickname: '中国石油大学北京',
      handle: 'CUPBJ',
      address: 'https://weibo.com/CUPBJ',
      state: 'opened',
      official: false,
      checked_at: null,
    },
  ])
  expect(added).toBe(1)
  // Every row is either in the register or named with the reason.
  expect(left).toHaveLength(289)
  expect(left.filter((line) => line.endsWith('：是校内单位的账号'))).toHaveLength(182)
  expect(left).toContain('太原理工大学微博协会 https://weibo.com/u/2241179805：名录里没有这个名称')
})

test('whoever has an account on that platform keeps that one alone', async ({ sql }) => {
  await sql`update public.organizations set name = '南京大学' where code = ${CODE.university}`
  await sql`
    insert into public.accounts (organization_code, platform, handle, opened_on, verified_on)
    values (${CODE.university}, 'weibo', 'another', '2026-01-02', '2026-01-03')`
  const { added, left } = await loadUniversityAccounts(sql)
  expect((await sql.unsafe(accounts)).map(({ handle }) => handle)).toEqual(['another'])
  expect(added).toBe(0)
  expect(left).toContain('南京大学 https://weibo.com/nju1902：该校在这个平台已有账号')
})

test('whoever is registering is left alone: what was found must not stand in the way of what they say', async ({
  sql,
}) => {
  await sql`update public.organizations set name = '南京大学' where code = ${CODE.university}`
  await submitAs(sql, 'nju@example.org', { organization_code: CODE.university })
  await asOwner(sql)
  const { added, left } = await loadUniversityAccounts(sql)
  expect(added).toBe(0)
  expect(left).toContain('南京大学 https://weibo.com/nju1902：该校正在登记')
})
