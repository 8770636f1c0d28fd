import '../../supabase/local/clear-abandoned.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'vite'
import { openNames } from '../../src/lib/search/client/names-query.ts'
import { launchBrowser } from '../fixtures/browser.ts'
import { judge } from './goals.ts'
import { isPassed, laySite, nationalRows, readCases } from './search/ground.ts'
import { flexSearch, miniSearch, pagefind, runLibrary } from './search/libraries.ts'
import { openLink } from './search/link.ts'
import { runCold, runSlow, runWarm } from './search/ours.ts'
import { COLD, exactNames, warmQueries } from './search/queries.ts'
import { machine } from './trial.ts'

/**
 * `npm run bench:search [-- --only-ours]`: the search box at the size of the whole country, over a line of 80 ms and 10 megabits, beside
 * Pagefind, MiniSearch and FlexSearch on the same rows. Cold is from the first focus of the box, with the query typed in the same
 * moment, until the organization that is meant stands first in the list; its figure is the slowest of the kinds' medians. The heap is
 * that of the worker after a collection, objects and buffers. The goals are ratios to the fastest library. Ends with one line of JSON.
 */
const { values } = parseArgs({ options: { 'only-ours': { type: 'boolean', default: false } } })
const folder = mkdtempSync(join(tmpdir(), 'minglu-search-'))
const site = join(folder, 'site')

const sorted = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)
const quantile = (numbers: readonly number[], share: number) =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0
const round = (number: number, digits = 1) => Number(number.toFixed(digits))

/** The search as a module for the page's own thread, compiled as the worker's program is: not lowered for old browsers. */
async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('../../src/lib/search/client/names-query.ts', import.meta.url))
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: { entry, formats: ['es'], fileName: 'names' },
    },
    resolve: {
      alias: {
        '#contracts': fileURLToPath(new URL('../../supabase/functions/_shared/contracts', import.meta.url)),
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  if (output === undefined || !('output' in output)) throw new Error('the search was not bundled')
  return output.output[0].code
}

const rows = await nationalRows()
await laySite(rows, site)
const link = await openLink(site)
link.made.set('/bench/names.js', await bundled())
const browser = await launchBrowser()
const queries = warmQueries(rows)
const cases = readCases()

// Compressed once, before anything is timed.
await runCold(browser, link)
const cold = await runCold(browser, link)
const warm = await runWarm(browser, link, site, queries)
const slow = await runSlow(browser, link, [...queries.characters, ...queries.letters])

const names = await openNames(async (file) => Uint8Array.from(readFileSync(join(site, 'names', file))).buffer)
await names.loadAll()
let casesPassed = 0
for (const each of cases) {
  const { hits } = await names.search(each.query, { limit: each.k })
  if (
    isPassed(
      each,
      hits.map(({ name }) => name),
    )
  )
    casesPassed += 1
  else console.log(`not passed: ${each.query}`)
}
const exact = exactNames(rows)
let exactFirst = 0
for (const name of exact) if ((await names.search(name, { limit: 1 })).hits[0]?.name === name) exactFirst += 1

const kinds = Object.keys(COLD).map((kind) => {
  const runs = cold.filter((run) => run.kind === kind)
  return {
    kind,
    'median ms': Math.round(
      quantile(
        runs.map(({ ms }) => ms),
        0.5,
      ),
    ),
    'slowest ms': Math.round(Math.max(...runs.map(({ ms }) => ms))),
    'most KB': round(Math.max(...runs.map(({ bytes }) => bytes)) / 1000),
  }
})
const summary = {
  cold_ms: Math.max(...kinds.map((each) => each['median ms'])),
  first_bytes: Math.max(...cold.map(({ bytes }) => bytes)),
  total_bytes: warm.totalBytes,
  warm_p95_ms: round(quantile(warm.characters, 0.95)),
  pinyin_p95_ms: round(quantile(warm.letters, 0.95)),
  slow_cpu_p95_ms: round(quantile(slow, 0.95)),
  heap_mib: round(warm.heapMib),
  cases: cases.length,
  cases_passed: casesPassed,
  exact_first: round((100 * exactFirst) / exact.length, 2),
  names: rows.organizations.length,
}
console.log(
  `Measured on ${machine()}; longest task of the page's thread ${Math.max(...cold.map(({ longTask }) => longTask))} ms`,
)
console.table(kinds)
console.table(cold.map(({ query, ms, bytes }) => ({ query, ms: Math.round(ms), bytes })))

const table = [
  {
    name: 'Minglu',
    'cold ms': summary.cold_ms,
    'cold KB': round(summary.first_bytes / 1000),
    'warm p95 ms': summary.warm_p95_ms,
    'cases passed': casesPassed,
    'exact first %': summary.exact_first,
  },
]
const yardsticks: Record<string, number> = {}
interface Library {
  readonly coldMs: number
  readonly warmP95Ms: number
}
const libraries: Library[] = []
if (!values['only-ours']) {
  const some = exact.slice(0, 200)
  const ask = {
    cold: '海淀区第一高级中学',
    warm: queries.characters.slice(0, 100),
    judged: [...cases.map(({ query }) => query), ...some],
  }
  const makers = [() => miniSearch(rows, link), () => flexSearch(rows, link), () => pagefind(rows, site)]
  for (const make of makers) {
    const run = await runLibrary(browser, link, await make(), ask)
    const firsts = some.filter((name, at) => run.answers[cases.length + at]?.[0] === name)
    const row = {
      name: run.name,
      'cold ms': Math.round(run.coldMs),
      'cold KB': round(run.coldBytes / 1000),
      'warm p95 ms': round(quantile(run.warm, 0.95)),
      'cases passed': cases.filter((each, at) => isPassed(each, run.answers[at] ?? [])).length,
      'exact first %': round((100 * firsts.length) / some.length, 2),
    }
    table.push(row)
    libraries.push({ coldMs: run.coldMs, warmP95Ms: quantile(run.warm, 0.95) })
    const key = run.name.toLowerCase()
    yardsticks[`${key}_cold_ms`] = row['cold ms']
    yardsticks[`${key}_cold_bytes`] = run.coldBytes
    yardsticks[`${key}_warm_p95_ms`] = row['warm p95 ms']
    yardsticks[`${key}_cases_passed`] = row['cases passed']
    yardsticks[`${key}_exact_first`] = row['exact first %']
  }
}
console.table(table)
if (libraries.length > 0) {
  const best = (of: (library: Library) => number) => Math.min(...libraries.map(of))
  yardsticks['cold_to_best_library'] = round(summary.cold_ms / best(({ coldMs }) => coldMs), 2)
  yardsticks['warm_to_best_library'] = round(summary.warm_p95_ms / best(({ warmP95Ms }) => warmP95Ms), 2)
  console.table(judge('search', yardsticks))
}
await browser.close()
await link.close()
rmSync(folder, { recursive: true, force: true })
console.log(JSON.stringify({ ...summary, ...yardsticks }))
process.exit()
