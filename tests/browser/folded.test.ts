import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { publish } from '../../src/lib/publishing/publish.ts'
import { rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { Timings } from '../../src/lib/publishing/timings.ts'
import { organizationAddress } from '../../src/lib/site/addresses.ts'
import type { Listener } from '../../supabase/local/process/listener.ts'
import { siteBuildsIn } from '../../supabase/local/services/site-builds.ts'
import { startSiteServer } from '../../supabase/local/services/site-server.ts'
import { DESKTOP, expectGoodManners, PHONE, visit } from '../fixtures/browser/visit.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { committee } from '../fixtures/snapshot/organizations.ts'
import { fixtureOfProvinces, writeFixtureSnapshot } from '../fixtures/snapshot.ts'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const API = 'https://api.example.test'
const county = committee('330108')
let folder: string
let server: Listener
let browser: Browser

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'folded-'))
  const snapshot = join(folder, 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot, fixtureOfProvinces(['33']))
  vi.stubEnv('FOLD_EXPECTED', '1')
  const renderer = await rendererOf(PROJECT, { ...process.env, PUBLIC_SUPABASE_URL: API })
  const builds = siteBuildsIn(folder)
  const out = builds.next()
  await publish({
    renderer,
    snapshot,
    out,
    supabaseUrl: API,
    compress: false,
    onto: null,
    cache: null,
    timings: new Timings(),
  })
  builds.publish(out)
  server = await startSiteServer(0, builds)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the address of an organization without a page leads to its row', async () => {
  const visitor = await visit(browser, [server.url], { viewport: PHONE })
  await visitor.page.goto(`${server.url}${organizationAddress(county.code)}`)
  await visitor.page.waitForURL(`${server.url}/d/330108#o-${county.code}`)
  const row = visitor.page.locator(`#o-${county.code}`)
  expect(await row.textContent()).toContain(county.name)
  expect(await row.getByRole('link').getAttribute('href')).toBe(`/register?organization=${county.code}`)
  await expectGoodManners(visitor)
  await visitor.context.close()
})

test('an address that nobody ever had says so', async () => {
  const visitor = await visit(browser, [server.url], { viewport: DESKTOP })
  const answered = visitor.page.waitForResponse((response) => response.url().endsWith('/folded.json'))
  await visitor.page.goto(`${server.url}/o/99/999999`)
  await answered
  expect(await visitor.page.textContent('h1')).toBe('没有这一页')
  await visitor.context.close()
})

test('without scripts the page says where such organizations are listed', async () => {
  const visitor = await visit(browser, [server.url], { viewport: PHONE, scripts: false })
  await visitor.page.goto(`${server.url}${organizationAddress(county.code)}`)
  expect(await visitor.page.textContent('main')).toContain('列在所在地区的页面上')
  await visitor.context.close()
})
