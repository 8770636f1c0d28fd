import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, inject, test } from 'vitest'
import { expectAccessible } from '../fixtures/browser/axe.ts'
import { DESKTOP, expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'

const stack = inject('stack')
let browser: Browser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

/** One address of every template. */
const TEMPLATES = [
  '/',
  '/d/000000',
  '/d/330000',
  '/d/110108',
  '/o/10/100001',
  '/o/10/100002',
  '/announcements',
  '/announcements/2026-registration',
  '/guide',
  '/guide/register',
  '/guide/staff',
  '/privacy',
  '/verify#q=weibo.com/yanshi-100001',
  '/data',
  '/badge',
  '/report?organization=100001',
  '/search?q=%E6%B8%85%E5%8D%8E',
  '/no-such-page',
  '/register',
  '/my',
  '/credential',
  '/desk',
]

describe.each([
  { name: '360 px, light', viewport: PHONE, colorScheme: 'light' as const },
  { name: '1280 px, dark', viewport: DESKTOP, colorScheme: 'dark' as const },
])('at $name', ({ viewport, colorScheme }) => {
  test.each(TEMPLATES)('axe finds nothing on %s', async (path) => {
    const visitor = await visit(browser, [stack.siteUrl, stack.url], { viewport, colorScheme })
    await visitor.page.goto(`${stack.siteUrl}${path}`, { waitUntil: 'networkidle' })
    await expectGoodManners(visitor)
    await expectAccessible(visitor.page)
    await visitor.context.close()
  })
})
