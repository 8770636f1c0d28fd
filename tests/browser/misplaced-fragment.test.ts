import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { fieldCase } from '../fixtures/field-cases.ts'

const stack = inject('stack')
const secret = `5f1c1f0e-3a0c-4c58-9d0d-0a4a2f3b1c11.2.${'Zm9v'.repeat(10)}-_9`
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

describe('a link whose # the mail program wrote as %23', () => {
  test.each([
    fieldCase('C01.2').input.replace('<whole secret>', secret),
    `/credential%2523${secret}`,
    `/credential/%23${secret}`,
  ])('opens its page, and nothing that the page fetches tells of the secret: %s', async (path) => {
    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport: PHONE })
    const { page } = visitor
    const told: string[] = []
    page.on('request', async (request) => {
      const { referer = '' } = await request.allHeaders()
      told.push(`${request.isNavigationRequest() ? '' : request.url()} ${referer}`)
    })
    await page.goto(`${stack.siteUrl}${path}`)
    await page.getByRole('button', { name: '打开凭据' }).waitFor()
    expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/credential')
    expect(told.length).toBeGreaterThan(2)
    expect(told.join('\n')).not.toContain(secret.slice(-20))
    // Nor does the way back lead to it.
    expect(await page.evaluate(() => window.history.length)).toBeLessThanOrEqual(2)
    await expectGoodManners(visitor)
    await visitor.context.close()
  })

  test('says what there is where nothing of the secret is left, and takes the address pasted', async () => {
    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport: PHONE })
    const { page } = visitor
    await page.goto(`${stack.siteUrl}${fieldCase('C01.1').input}`)
    await page.getByRole('heading', { name: '地址里没有一次性链接' }).waitFor()
    const field = page.getByLabel('把邮件里的地址贴在这里')
    await field.fill('https://elsewhere.example/')
    await page.getByRole('button', { name: '打开这个链接' }).click()
    await page.getByText('没有找到一次性链接').waitFor()
    await field.fill(`<${stack.siteUrl}/credential%23${secret.slice(0, 50)} ${secret.slice(50)}>`)
    await page.getByRole('button', { name: '打开这个链接' }).click()
    await page.getByRole('button', { name: '打开凭据' }).waitFor()
    expect(page.url()).toBe(`${stack.siteUrl}/credential`)
    await expectGoodManners(visitor)
    await visitor.context.close()
  })
})
