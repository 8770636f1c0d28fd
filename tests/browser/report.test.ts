import type { Browser } from 'playwright-core'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DESKTOP, expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'

const stack = inject('stack')
const sql = postgres(stack.databaseUrl.staff, { max: 1, onnotice: () => {} })
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await sql.end()
})

describe.each([
  { width: '360 px', viewport: PHONE },
  { width: '1280 px', viewport: DESKTOP },
])('at $width', ({ width, viewport }) => {
  test('a visitor reports a mistake from an organization, mends what is missing, and staff find it', async () => {
    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport })
    const { page } = visitor
    await page.goto(`${stack.siteUrl}/o/10/100001`)
    await page.getByRole('main').getByRole('link', { name: '信息有误？' }).click()
    await page.getByRole('heading', { name: '信息有误', level: 1 }).waitFor()
    // The program of the form fills it in, and may come after the heading.
    await expect.poll(() => page.getByLabel('组织编号').inputValue()).toBe('100001')

    await page.getByLabel('哪里不对').fill(`名称写错了，在 ${width} 看到`)
    await page.getByRole('button', { name: '提交' }).click()
    const summary = page.getByRole('alert')
    await summary.getByText('请选择是哪一种问题').waitFor()
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.getByLabel('哪里不对').inputValue()).toContain(width)
    await expectGoodManners(visitor)

    await page.getByLabel('名称不对').check()
    await page.getByRole('button', { name: '提交' }).click()
    await page.getByRole('heading', { name: '已收到，谢谢您' }).waitFor()
    await expectGoodManners(visitor)
    expect(
      await sql`select organization_code, kind, state from public.mistake_reports where said like ${`%${width}%`}`,
    ).toEqual([{ organization_code: '100001', kind: 'name', state: 'open' }])
    await page.getByRole('link', { name: '回到这个组织' }).click()
    await page.waitForURL(`${stack.siteUrl}/o/10/100001`)
    await visitor.context.close()
  })
})

test('an unknown code is mended beside the field, and nothing that was typed is lost', async () => {
  const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport: PHONE })
  const { page } = visitor
  await page.goto(`${stack.siteUrl}/report?organization=999998`)
  await page.getByLabel('有人冒充').check()
  await page.getByLabel('哪里不对').fill('有人冒充它发公告')
  await page.getByRole('button', { name: '提交' }).click()
  await page.getByRole('alert').getByText('没有这个编号的组织').waitFor()
  expect(await page.getByLabel('组织编号').getAttribute('aria-invalid')).toBe('true')
  expect(await page.getByLabel('哪里不对').inputValue()).toBe('有人冒充它发公告')
  await expectGoodManners(visitor)
  await visitor.context.close()
})
