import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { expectGoodManners, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'

const stack = inject('stack')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const firstOption = (page: Page, name: string) =>
  page.locator('search-box [role=option]').first().filter({ hasText: name })
const firstRow = (page: Page, name: string) => page.locator('.names li').first().filter({ hasText: name })

test('by keyboard alone: a slash, a few letters, an arrow and Enter open an organization', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  await page.goto(stack.siteUrl)
  await page.keyboard.press('/')
  const box = page.getByRole('combobox')
  expect(await box.getAttribute('aria-expanded')).toBe('false')
  await page.keyboard.type('qinghuadaxue')
  await firstOption(page, '清华大学').waitFor()
  expect(await box.getAttribute('aria-expanded')).toBe('true')
  expect(await page.locator('[role=option] mark, [role=option]').count()).toBeGreaterThan(0)
  await page.keyboard.press('ArrowDown')
  const active = await box.getAttribute('aria-activedescendant')
  expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
  await page.keyboard.press('Escape')
  expect(await box.getAttribute('aria-expanded')).toBe('false')
  await page.keyboard.press('ArrowDown')
  await firstOption(page, '清华大学').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '清华大学' }).waitFor()
  await expectGoodManners(visitor)
  await visitor.context.close()
})

test('a whole name and Enter open its page', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  await page.goto(stack.siteUrl)
  await page.getByRole('combobox').fill('中国人民大学附属中学')
  await firstOption(page, '中国人民大学附属中学').waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '中国人民大学附属中学' }).waitFor()
  await visitor.context.close()
})

test.each([
  ['that have no workers', (page: Page) => page.addInitScript('delete globalThis.Worker')],
  [
    'that cannot read the program of one',
    (page: Page) =>
      page.route('**/worker-*.js', (route) =>
        route.fulfill({ contentType: 'text/javascript', body: 'class { #new }' }),
      ),
  ],
])('browsers %s answer on the page itself', async (_, prepare) => {
  const { page, context } = await visit(browser, [stack.siteUrl])
  await prepare(page)
  await page.goto(stack.siteUrl)
  await page.getByRole('combobox').fill('人大附中')
  await firstOption(page, '中国人民大学附属中学').waitFor()
  await context.close()
})

test.each([
  ['330106', '西湖区', '找到 1 个。'],
  ['3301', '杭州市', '找到 1 个。'],
  ['33', '浙江省', '找到 1 个。'],
  ['sysu', '中山大学', '找到 1 个。'],
  ['青化大学', '清华大学', '没有这样的名称。您是不是要找'],
])('「%s」 on the page of the search is %s, under 「%s」', async (query, name, line) => {
  const { page, context } = await visit(browser, [stack.siteUrl])
  await page.goto(`${stack.siteUrl}/search?q=${encodeURIComponent(query)}`)
  await firstRow(page, name).waitFor()
  await page.locator('.tally', { hasText: line }).waitFor()
  await context.close()
})

test('the Enter that ends a composition in Safari leaves the page where it is', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  await page.goto(stack.siteUrl)
  const box = page.getByRole('combobox')
  await box.fill('清华大学')
  await firstOption(page, '清华大学').waitFor()
  await page.keyboard.press('ArrowDown')
  // Safari's order: the composition has ended before the key is told.
  const wasTaken = await box.evaluate((input) => {
    input.dispatchEvent(new CompositionEvent('compositionstart'))
    input.dispatchEvent(new CompositionEvent('compositionend'))
    const enter = { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }
    return !input.dispatchEvent(new KeyboardEvent('keydown', enter))
  })
  expect(wasTaken).toBe(false)
  expect(new URL(page.url()).pathname).toBe('/')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: '清华大学' }).waitFor()
  await visitor.context.close()
})

test('nothing of Pagefind is asked for before announcements and guide are wanted', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/pagefind/')) asked.push(request.url())
  })
  await page.goto(`${stack.siteUrl}/search?q=${encodeURIComponent('登记')}`)
  const ask = page.getByRole('button', { name: '也在公告和指南中查找' })
  await ask.waitFor()
  await page
    .locator('.names .tally')
    .filter({ hasText: /没有|找到/ })
    .waitFor()
  expect(asked).toEqual([])
  await ask.click()
  await page.locator('.prose-hits .tally').filter({ hasText: /找到/ }).waitFor()
  expect(asked.length).toBeGreaterThan(0)
  expect(page.url()).toContain('prose=1')
  await page.goBack()
  expect(await ask.getAttribute('aria-expanded')).toBe('false')
  await expectGoodManners(visitor)
  await visitor.context.close()
})

test('filters alone browse, stand in the address, and the back button undoes them', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  await page.goto(`${stack.siteUrl}/search`)
  await page.getByLabel('层级').selectOption('2')
  await firstRow(page, '市').waitFor()
  await page.getByLabel('类型').selectOption('committee')
  await page.locator('.names .tally').filter({ hasText: '找到 31 个' }).waitFor()
  await page.getByLabel('平台').selectOption('weibo')
  await page.waitForURL(/platform=weibo/)
  await page.goBack()
  await page.locator('.names .tally').filter({ hasText: '找到 31 个' }).waitFor()
  expect(page.url()).toMatch(/kind=committee&level=2$/)
  expect(await page.getByLabel('平台').inputValue()).toBe('')
  await expectGoodManners(visitor)
  await visitor.context.close()
})

test('without workers the same is found on the page’s own thread, and without a line once it is loaded', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page, context } = visitor
  await page.addInitScript(() => {
    Object.defineProperty(window, 'Worker', { value: undefined })
  })
  await page.goto(stack.siteUrl)
  await page.getByRole('combobox').fill('雅礼中学')
  await firstOption(page, '长沙市雅礼中学').waitFor()
  await page.locator('search-box input:not([aria-busy])').waitFor()
  await context.setOffline(true)
  await page.getByRole('combobox').fill('石家庄二中')
  await firstOption(page, '石家庄市第二中学').waitFor()
  await expectGoodManners(visitor)
  await context.close()
})

test('results arrive without moving what is there', async () => {
  const visitor = await visit(browser, [stack.siteUrl])
  const { page } = visitor
  await page.goto(stack.siteUrl)
  await page.evaluate(() => {
    Object.assign(window, { shift: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(window, { shift: Reflect.get(window, 'shift') + Reflect.get(entry, 'value') })
    }).observe({ type: 'layout-shift' })
  })
  await page.getByRole('combobox').fill('清华')
  await firstOption(page, '清华大学').waitFor()
  expect(await page.evaluate(() => Reflect.get(window, 'shift'))).toBe(0)
  await visitor.context.close()
})
