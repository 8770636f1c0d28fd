import '../../supabase/local/clear-abandoned.ts'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { caddyfile } from '../../src/lib/publishing/caddyfile.ts'
import { publish } from '../../src/lib/publishing/publish.ts'
import { rendererOf } from '../../src/lib/publishing/renderer/renderer.ts'
import { Timings } from '../../src/lib/publishing/timings.ts'
import { freePort } from '../../supabase/local/settings/ports.ts'
import { writeFixtureSnapshot } from '../fixtures/snapshot.ts'
import { judge } from './goals.ts'
import { machine, until } from './trial.ts'
import { filesYardstick } from './yardstick.ts'

/**
 * `npm run bench:serve [-- --site <folder built with PRECOMPRESS=1>]`: the site under load, served by Caddy with the headers and the
 * Caddyfile that the project itself writes. Wants Debian's `caddy` and `wrk`; both share the machine's cores.
 */

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const CONNECTIONS = 64
const SECONDS = 10

const { values } = parseArgs({ options: { site: { type: 'string' } } })
for (const program of ['caddy', 'wrk'])
  if (spawnSync('which', [program]).status !== 0) {
    console.error(`This bench wants ${program}: apt-get install --no-install-recommends caddy wrk`)
    process.exit(1)
  }

const folder = mkdtempSync(join(tmpdir(), 'minglu-serve-'))

/** The real register with invented accounts, compressed. */
async function builtSite(): Promise<string> {
  if (values.site !== undefined) return resolve(values.site)
  const snapshot = join(folder, 'snapshot.sqlite')
  writeFixtureSnapshot(snapshot)
  const supabaseUrl = 'https://api.example.test'
  const renderer = await rendererOf(PROJECT, { ...process.env, PUBLIC_SUPABASE_URL: supabaseUrl })
  const out = join(folder, 'site')
  await publish({
    renderer,
    snapshot,
    out,
    supabaseUrl,
    compress: true,
    onto: null,
    cache: null,
    timings: new Timings(),
  })
  return out
}

/** What visitors ask for: mostly organizations, then their places. */
function addressesOf(site: string) {
  const sitemap = spawnSync('find', [site, '-name', '*.html', '-printf', '%P\n'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const pages = sitemap.stdout.split('\n').map((file) => `/${file.replace(/\.html$/, '')}`)
  const some = (prefix: string) =>
    pages.filter((page) => page.startsWith(prefix)).filter((_, at) => at % 7 === 0)
  return {
    home: ['/'],
    division: some('/d/'),
    organization: some('/o/'),
    mixed: [...some('/o/').slice(0, 800), ...some('/d/').slice(0, 200), '/', '/announcements'],
  }
}

interface Load {
  requests_per_s: number
  p50_ms: number
  p99_ms: number
  mib_per_s: number
  errors: number
}

/** One wrk run over a list of addresses, in brotli as browsers ask for it. */
function load(origin: string, addresses: readonly string[]): Load {
  const script = join(folder, 'addresses.lua')
  writeFileSync(
    script,
    `local addresses = {${addresses.map((address) => `"${address}"`).join(',')}}
local at = 0
wrk.headers["Accept-Encoding"] = "br"
request = function() at = at % #addresses + 1; return wrk.format("GET", addresses[at]) end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("\\nfigures: %f %f %f %f %d\\n", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.bytes / summary.duration * 1e6 / 1048576, e.connect + e.read + e.write + e.status + e.timeout))
end`,
  )
  const { stdout } = spawnSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', script, origin], {
    encoding: 'utf8',
  })
  const [requests = 0, p50 = 0, p99 = 0, mib = 0, errors = 0] = (/figures: (.*)/.exec(stdout)?.[1] ?? '')
    .split(' ')
    .map(Number)
  const round = (value: number) => Math.round(value * 100) / 100
  return {
    requests_per_s: Math.round(requests),
    p50_ms: round(p50),
    p99_ms: round(p99),
    mib_per_s: round(mib),
    errors,
  }
}

/** That what is measured is the site as it should be served. Throws on the first thing that is not. */
async function inspect(origin: string, page: string): Promise<void> {
  const ask = (path: string, headers: Record<string, string> = {}) =>
    fetch(origin + path, { headers, redirect: 'manual' })
  const answer = await ask(page, { 'accept-encoding': 'br' })
  const etag = answer.headers.get('etag') ?? ''
  const checks: [string, boolean][] = [
    ['a page is served under its bare address', answer.status === 200],
    ['in brotli', answer.headers.get('content-encoding') === 'br'],
    ['with the policy', (answer.headers.get('content-security-policy') ?? '').includes("default-src 'self'")],
    [
      'and not sent again',
      (await ask(page, { 'accept-encoding': 'br', 'if-none-match': etag })).status === 304,
    ],
    ['its ending is taken off', (await ask(`${page}.html`)).headers.get('location') === page],
    ['what is not there is not found', (await ask('/no-such-page')).status === 404],
    ['the headers file is nobody’s', (await ask('/_headers')).status === 404],
    ['a secret page is not kept', (await ask('/credential')).headers.get('cache-control') === 'no-store'],
  ]
  const failed = checks.filter(([, holds]) => !holds)
  if (failed.length > 0)
    throw new Error(`not served as it should be: ${failed.map(([what]) => what).join('; ')}`)
}

const site = await builtSite()
const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const file = join(folder, 'Caddyfile')
writeFileSync(
  file,
  caddyfile({
    address: `http://127.0.0.1:${port}`,
    site,
    headers: readFileSync(join(site, '_headers'), 'utf8'),
  }),
)
const caddy = spawn('caddy', ['run', '--config', file, '--adapter', 'caddyfile'], {
  stdio: 'ignore',
  env: { ...process.env, HOME: folder },
})
try {
  await until(() =>
    fetch(origin)
      .then((answer) => (answer.ok ? true : null))
      .catch(() => null),
  )
  const addresses = addressesOf(site)
  await inspect(origin, addresses.organization[0] ?? '/')
  console.log(`Caddy and wrk on ${machine()}; ${CONNECTIONS} connections, ${SECONDS} s each`)
  const { mixed, ...alone } = addresses
  const results = Object.fromEntries(Object.entries(alone).map(([name, list]) => [name, load(origin, list)]))
  const figures = { ...load(origin, mixed), connections: CONNECTIONS, yardstick_s: filesYardstick(folder) }
  console.table({ ...results, mixed: figures })
  console.table(judge('serve', figures))
  console.log(`The yardstick of files took ${figures.yardstick_s} s.`)
  console.log(JSON.stringify(figures))
} finally {
  caddy.kill()
  rmSync(folder, { recursive: true, force: true })
}
