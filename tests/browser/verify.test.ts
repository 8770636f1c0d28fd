import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { DESKTOP, expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'

const stack = inject('stack')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe.each([
  { width: '360 px', viewport: PHONE },
  { width: '1280 px', viewport: DESKTOP },
])('at $width', ({ viewport }) => {
  test('a pasted address is answered, its link can be sent on, and no server is told what was asked', async () => {
    const visitor = await visit(browser, [stack.siteUrl], { viewport })
    const { page } = visitor
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`))
    await page.goto(`${stack.siteUrl}/verify`)
    const box = page.getByLabel('账号的主页网址、账号名或昵称')
    await box.fill('看看 https://m.weibo.com/yanshi-100001?from=page 是真的吗')
    await box.press('Enter')
    await page.getByRole('heading', { name: '是官方账号' }).waitFor()
    await expectGoodManners(visitor)

    const link = page.url()
    await page.goto('about:blank')
    await page.goto(link)
    await page.getByRole('heading', { name: '是官方账号' }).waitFor()
    expect(await box.inputValue()).toContain('yanshi-100001')
    await page.getByRole('link', { name: '看这个组织' }).click()
    await page.waitForURL(`${stack.siteUrl}/o/10/100001`)
    await page.goBack()
    await page.getByRole('heading', { name: '是官方账号' }).waitFor()
    expect(asked.filter((request) => request.includes('yanshi'))).toEqual([])
    await visitor.context.close()
  })
})

test('each question has its own answer and its own place in the history', async () => {
  const visitor = await visit(browser, [stack.siteUrl], { viewport: PHONE })
  const { page } = visitor
  await page.goto(`${stack.siteUrl}/verify`)
  const box = page.getByLabel('账号的主页网址、账号名或昵称')
  await box.fill('@yanshi-100001')
  await box.press('Enter')
  await page.getByRole('heading', { name: '是官方账号' }).first().waitFor()
  await box.fill('weibo.com/yanshi-10000l')
  await box.press('Enter')
  await page.getByText('只差一点').first().waitFor()
  expect(await page.getByRole('heading', { name: '是官方账号' }).count()).toBe(0)
  await page.goBack()
  await page.getByRole('heading', { name: '是官方账号' }).first().waitFor()
  expect(await box.inputValue()).toBe('@yanshi-100001')
  await expectGoodManners(visitor)
  await visitor.context.close()
})
