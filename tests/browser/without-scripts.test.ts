import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'

const stack = inject('stack')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a visitor without scripts walks from home down the tree to an organization and its account', async () => {
  const visitor = await visit(browser, [stack.siteUrl], { viewport: PHONE, scripts: false })
  const { page } = visitor
  await page.goto(stack.siteUrl)
  await page.getByRole('link', { name: /北京/ }).first().click()
  await page
    .getByRole('link', { name: /海淀区/ })
    .first()
    .click()
  await expectGoodManners(visitor)
  await page
    .getByRole('link', { name: /中国人民大学附属中学/ })
    .first()
    .click()
  await page.getByRole('heading', { level: 1, name: /中国人民大学附属中学/ }).waitFor()
  expect(await page.getByRole('link', { name: /打开/ }).first().getAttribute('href')).toMatch(
    /^https:\/\/weibo\.com\//,
  )
  await expectGoodManners(visitor)
  await visitor.context.close()
})

test('the search box without scripts leads to a page that explains the tree', async () => {
  const visitor = await visit(browser, [stack.siteUrl], { viewport: PHONE, scripts: false })
  const { page } = visitor
  await page.goto(stack.siteUrl)
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('清华')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/search\?q=/)
  await page.getByRole('link', { name: /地区/ }).first().waitFor()
  await visitor.context.close()
})

test.each(['/register', '/my', '/credential', '/desk', '/report'])(
  '%s without scripts says what to do',
  async (path) => {
    const visitor = await visit(browser, [stack.siteUrl], { viewport: PHONE, scripts: false })
    await visitor.page.goto(`${stack.siteUrl}${path}`)
    const words = await visitor.page.getByRole('main').textContent()
    expect(words).toMatch(/脚本|JavaScript/)
    await visitor.context.close()
  },
)
