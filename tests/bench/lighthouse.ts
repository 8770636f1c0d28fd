import '../../supabase/local/clear-abandoned.ts'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import lighthouse from 'lighthouse'
import sirv from 'sirv'
import { publish } from '../../src/lib/publishing/publish.ts'
import { rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { Timings } from '../../src/lib/publishing/timings.ts'
import { organizationAddress } from '../../src/lib/site/addresses.ts'
import { parseHeaderRules } from '../../supabase/functions/_shared/contracts/header-rules.ts'
import { freePort } from '../../supabase/local/settings/ports.ts'
import { findExecutable, flags, unsandboxed } from '../fixtures/browser.ts'
import { committee } from '../fixtures/snapshot/organizations.ts'
import { fixtureOfProvinces, writeFixtureSnapshot } from '../fixtures/snapshot.ts'
import { judge } from './goals.ts'
import { until } from './trial.ts'
import { renderingYardstick } from './yardstick.ts'

/**
 * `npm run bench:lighthouse`: Lighthouse's four scores at its mobile settings (simulated throttling), medians of five visits, of a compressed site served with
 * its own headers. Fails where one misses its goal.
 */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo']
const VISITS = 5
const PAGES = {
  home: '/',
  division: '/d/330100',
  organization: organizationAddress(committee('330100').code),
  announcement: '/announcements/build-five-levels',
}

const folder = mkdtempSync(join(tmpdir(), 'minglu-lighthouse-'))
const site = join(folder, 'site')

async function buildSite(origin: string): Promise<void> {
  process.env['SITE_URL'] = origin
  const snapshot = join(folder, 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot, fixtureOfProvinces(['33']))
  const supabaseUrl = 'https://api.example.test'
  const renderer = await rendererOf(PROJECT, { ...process.env, PUBLIC_SUPABASE_URL: supabaseUrl })
  await publish({
    renderer,
    snapshot,
    out: site,
    supabaseUrl,
    compress: true,
    onto: null,
    timings: new Timings(),
    cache: join(folder, 'cache'),
  })
}

function serveSite(port: number) {
  const rules = parseHeaderRules(readFileSync(join(site, '_headers'), 'utf8'))
  const files = sirv(site, {
    brotli: true,
    gzip: true,
    extensions: ['html'],
    setHeaders: (response, pathname) => {
      for (const [name, value] of rules(pathname)) response.setHeader(name, value)
    },
  })
  return createServer((request, response) => files(request, response)).listen(port, '127.0.0.1')
}

type Scores = Record<string, number>

async function visitScores(address: string, port: number): Promise<Scores> {
  const result = await lighthouse(address, { port, onlyCategories: CATEGORIES, logLevel: 'error' })
  const { categories = {}, audits = {} } = result?.lhr ?? {}
  for (const { id, score, title, scoreDisplayMode } of Object.values(audits))
    if (score !== null && score < 0.9 && scoreDisplayMode === 'binary')
      console.error(`${address} ${id}: ${title}`)
  return Object.fromEntries(
    CATEGORIES.map((name) => [name, Math.round((categories[name]?.score ?? 0) * 100)]),
  )
}

/** The median of VISITS visits for each category, as Lighthouse's own guide to variability asks. */
async function medianScores(address: string, port: number): Promise<Scores> {
  const visits: Scores[] = []
  while (visits.length < VISITS) visits.push(await visitScores(address, port))
  const median = (name: string) =>
    visits.map((scores) => scores[name] ?? 0).sort((a, b) => a - b)[VISITS >> 1] ?? 0
  return Object.fromEntries(CATEGORIES.map((name) => [name, median(name)]))
}

const [port, debugging] = [await freePort(), await freePort()]
const origin = `http://localhost:${port}`
await buildSite(origin)
const server = serveSite(port)
const { path, env } = await findExecutable()
const chromium = spawn(
  path,
  [
    ...flags,
    ...unsandboxed,
    '--headless',
    `--remote-debugging-port=${debugging}`,
    `--user-data-dir=${folder}/profile`,
  ],
  { stdio: 'ignore', env: { ...process.env, ...env } },
)
try {
  await until(() =>
    fetch(`http://127.0.0.1:${debugging}/json/version`)
      .then((answer) => (answer.ok ? true : null))
      .catch(() => null),
  )
  const scores: Record<string, Scores> = {}
  for (const [name, page] of Object.entries(PAGES))
    scores[name] = await medianScores(origin + page, debugging)
  console.table(scores)
  const lowest_score = Math.min(...Object.values(scores).flatMap((page) => Object.values(page)))
  const judged = judge('lighthouse', { lowest_score })
  console.table(judged)
  console.log(JSON.stringify({ ...scores, lowest_score, yardstick_s: renderingYardstick() }))
  if (judged.some(({ isMet }) => !isMet)) process.exitCode = 1
} finally {
  chromium.kill()
  server.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
